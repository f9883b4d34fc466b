package dev.pgsteady.apps.passport.photos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgsteady.apps.passport.Pictures;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

class DarkroomTest {
    static final List<DocumentFormat> FORMATS = DocumentFormat.ALL;

    private final Darkroom darkroom = new Darkroom();

    @ParameterizedTest
    @FieldSource("FORMATS")
    void a_photo_has_the_format_s_size_and_300_dots_to_the_inch(DocumentFormat format) throws Exception {
        byte[] photo = darkroom.develop(Pictures.jpeg(1000, 1400), format, Optional.empty());
        var image = Pictures.read(photo);
        assertThat(List.of(image.getWidth(), image.getHeight()))
                .isEqualTo(List.of(format.widthPx(), format.heightPx()));
        int unit = photo[13];
        int across = (photo[14] & 0xFF) << 8 | (photo[15] & 0xFF);
        int down = (photo[16] & 0xFF) << 8 | (photo[17] & 0xFF);
        assertThat(List.of(unit, across, down)).as("unit and density of JFIF").isEqualTo(List.of(1, 300, 300));
    }

    @Test
    void thirty_five_by_forty_five_millimetres_are_413_by_531_pixels() {
        DocumentFormat format = DocumentFormat.of("DE", DocumentType.PASSPORT).orElseThrow();
        assertThat(List.of(format.widthPx(), format.heightPx())).isEqualTo(List.of(413, 531));
    }

    @ParameterizedTest
    @CsvSource({
        "1200, 800, jpeg",
        "800, 2400, jpeg",
        "4000, 6000, jpeg",
        "2000, 400, png",
        "600, 600, png",
        "413, 531, bmp"
    })
    void the_middle_of_any_shape_is_taken_and_nothing_is_stretched(int width, int height, String kind)
            throws Exception {
        DocumentFormat format = DocumentFormat.of("DE", DocumentType.PASSPORT).orElseThrow();
        var image = Pictures.read(darkroom.develop(Pictures.of(width, height, kind), format, Optional.empty()));
        assertThat(Pictures.colour(image, 0.45, 0.9) + Pictures.colour(image, 0.55, 0.9))
                .as("the edge between red and blue stays in the middle")
                .isEqualTo("RB");
    }

    /// @param area   what is wanted of the picture
    /// @param width  of the format
    /// @param height of the format
    record Cut(Area area, int width, int height, List<Integer> size) {}

    static Stream<Cut> cuts() {
        return Stream.of(
                new Cut(new Area(300, 100, 200, 200), 45, 45, List.of(200, 200)),
                new Cut(new Area(0, 0, 100, 200), 100, 100, List.of(100, 100)),
                new Cut(new Area(5, 7, 30, 40), 30, 40, List.of(30, 40)));
    }

    @ParameterizedTest
    @MethodSource("cuts")
    void the_part_that_is_taken_has_the_shape_and_is_as_large_as_can_be(Cut given) {
        Area area = given.area();
        Area cut = area.shaped(given.width(), given.height());
        assertThat(List.of(cut.width(), cut.height())).isEqualTo(given.size());
        assertThat(cut.x()).isBetween(area.x(), area.x() + area.width() - cut.width());
        assertThat(cut.y()).isBetween(area.y(), area.y() + area.height() - cut.height());
    }

    @Test
    void a_picture_is_measured_before_its_pixels_are_read() {
        byte[] bomb = Pictures.of(10, 10, "png");
        // The width in the header of a PNG, in place of 10.
        bomb[16] = 0;
        bomb[17] = 1;
        bomb[20] = 0;
        bomb[21] = 1;
        assertThatThrownBy(() -> darkroom.develop(bomb, DocumentFormat.ALL.getFirst(), Optional.empty()))
                .isInstanceOf(Darkroom.Unusable.class);
    }
}
