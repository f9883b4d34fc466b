package dev.pgsteady.apps.passport.photos;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;
import org.springframework.stereotype.Component;
import org.w3c.dom.Element;

/// Cuts a picture to the shape of a document's photo and brings it to its size. As many are worked on at
/// once as there are processors.
@Component
public final class Darkroom {
    private static final long MOST_PIXELS = 50_000_000;
    private static final float QUALITY = 0.92f;
    private static final String JPEG = "javax_imageio_jpeg_image_1.0";

    private final Semaphore turns =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors()));

    /// Why no photo can be made of a picture, in words for whoever sent it.
    public static final class Unusable extends Exception {
        private static final long serialVersionUID = 1L;

        Unusable(String why) {
            super(why);
        }

        /// The words.
        public String why() {
            return String.valueOf(getMessage());
        }
    }

    /// Makes a photo: a JPEG of the format's size, with its resolution.
    ///
    /// @param area the part to take; the middle when it is left out
    /// @throws Unusable when the picture is none, is too small or too large, or the part is not within it
    byte[] develop(byte[] picture, DocumentFormat format, Optional<Area> area) throws Unusable {
        turns.acquireUninterruptibly();
        try {
            return jpeg(scaled(read(picture, format, area), format.widthPx(), format.heightPx()));
        } catch (IOException e) {
            throw new Unusable("The picture is damaged.");
        } finally {
            turns.release();
        }
    }

    private static BufferedImage read(byte[] picture, DocumentFormat format, Optional<Area> wanted)
            throws IOException, Unusable {
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(picture))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw new Unusable("This is no picture that can be read; send a JPEG or a PNG.");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                return part(reader, format, wanted);
            } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
                throw new IOException("the reader gave up", e);
            } finally {
                reader.dispose();
            }
        }
    }

    /// The size is asked before the pixels are read: a small file can unfold to a very large picture.
    private static BufferedImage part(ImageReader reader, DocumentFormat format, Optional<Area> wanted)
            throws IOException, Unusable {
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        if ((long) width * height > MOST_PIXELS) {
            throw new Unusable("The picture has more than " + MOST_PIXELS / 1_000_000 + " million pixels.");
        }
        Area from = wanted.orElse(new Area(0, 0, width, height));
        if ((long) from.x() + from.width() > width || (long) from.y() + from.height() > height) {
            throw new Unusable("The part is not within the picture, which is %d by %d.".formatted(width, height));
        }
        Area cut = from.shaped(format.widthPx(), format.heightPx());
        if (cut.width() < format.widthPx() / 2) {
            throw new Unusable("The picture is too small: of %d by %d pixels, %d by %d are wanted."
                    .formatted(cut.width(), cut.height(), format.widthPx(), format.heightPx()));
        }
        int step = Math.max(1, cut.width() / (2 * format.widthPx()));
        ImageReadParam how = reader.getDefaultReadParam();
        how.setSourceSubsampling(step, step, 0, 0);
        BufferedImage whole = reader.read(0, how);
        Area small = cut.shrunk(step);
        return whole.getSubimage(
                small.x(),
                small.y(),
                Math.min(small.width(), whole.getWidth() - small.x()),
                Math.min(small.height(), whole.getHeight() - small.y()));
    }

    /// What is transparent becomes white.
    private static BufferedImage scaled(BufferedImage from, int width, int height) {
        BufferedImage to = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D paper = to.createGraphics();
        paper.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        paper.drawImage(from, 0, 0, width, height, Color.WHITE, null);
        paper.dispose();
        return to;
    }

    private static byte[] jpeg(BufferedImage image) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            ImageWriteParam how = writer.getDefaultWriteParam();
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            how.setCompressionQuality(QUALITY);
            IIOMetadata words = writer.getDefaultImageMetadata(new ImageTypeSpecifier(image), how);
            resolution(words);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, words), how);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static void resolution(IIOMetadata words) throws IOException {
        Element root = (Element) words.getAsTree(JPEG);
        Element jfif = (Element) root.getElementsByTagName("app0JFIF").item(0);
        jfif.setAttribute("resUnits", "1");
        jfif.setAttribute("Xdensity", Integer.toString(DocumentFormat.DPI));
        jfif.setAttribute("Ydensity", Integer.toString(DocumentFormat.DPI));
        words.setFromTree(JPEG, root);
    }
}
