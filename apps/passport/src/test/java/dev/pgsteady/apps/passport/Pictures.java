package dev.pgsteady.apps.passport;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;

/// Pictures that tell where a photo was cut from them: the left half is red, the right half blue, with a
/// band of green above.
public final class Pictures {
    private Pictures() {}

    public static byte[] of(int width, int height, String kind) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D brush = image.createGraphics();
        brush.setColor(Color.RED);
        brush.fillRect(0, 0, width / 2, height);
        brush.setColor(Color.BLUE);
        brush.fillRect(width / 2, 0, width - width / 2, height);
        brush.setColor(Color.GREEN);
        brush.fillRect(0, 0, width, height / 10);
        brush.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, kind, bytes);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    public static byte[] jpeg(int width, int height) {
        return of(width, height, "jpeg");
    }

    public static BufferedImage read(byte[] picture) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(picture));
    }

    /// The colour of a point: R, G or B.
    public static String colour(BufferedImage image, double across, double down) {
        Color c = new Color(
                image.getRGB((int) (across * (image.getWidth() - 1)), (int) (down * (image.getHeight() - 1))));
        return c.getRed() > 150 ? "R" : c.getGreen() > 150 ? "G" : c.getBlue() > 150 ? "B" : "?";
    }
}
