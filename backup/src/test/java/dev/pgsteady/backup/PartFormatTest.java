package dev.pgsteady.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgsteady.core.Problem;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartFormatTest {
    private static final DataKey KEY = DataKey.random(new SecureRandom());
    private static final PartFormat PLAIN = new PartFormat(Optional.empty());
    private static final PartFormat SEALED = new PartFormat(Optional.of(KEY));

    private static byte[] content(int length) {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        return content;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 131_072, 1_000_000, 3_000_000})
    void content_comes_back(int length) {
        for (PartFormat format : List.of(PLAIN, SEALED)) {
            assertThat(format.content(format.encode(content(length)).bytes())).isEqualTo(content(length));
        }
    }

    @Test
    void equal_content_gives_equal_bytes_with_one_key_only() {
        byte[] content = content(100_000);
        assertThat(SEALED.encode(content).id()).isEqualTo(SEALED.encode(content).id());
        PartFormat other = new PartFormat(Optional.of(DataKey.random(new SecureRandom())));
        assertThat(other.encode(content).id())
                .isNotEqualTo(SEALED.encode(content).id());
    }

    @Test
    void every_flipped_bit_shows() {
        byte[] part = SEALED.encode(content(70_000)).bytes();
        for (int at = 0; at < part.length; at += at < 64 ? 1 : 997) {
            byte[] flipped = part.clone();
            flipped[at] ^= 0x10;
            assertThatThrownBy(() -> SEALED.content(flipped)).as("byte %d", at).isInstanceOf(Problem.class);
        }
    }

    @Test
    void a_part_that_was_cut_shows() {
        byte[] part = SEALED.encode(content(200_000)).bytes();
        for (int length : new int[] {0, 5, 39, 40, 60, 40 + 65_552, 40 + 2 * 65_552, part.length - 1}) {
            byte[] cut = java.util.Arrays.copyOf(part, length);
            assertThatThrownBy(() -> SEALED.content(cut)).as("%d bytes", length).isInstanceOf(Problem.class);
        }
    }

    @Test
    void frames_cannot_change_places() {
        byte[] part = SEALED.encode(content(200_000)).bytes();
        byte[] swapped = part.clone();
        System.arraycopy(part, 40, swapped, 40 + 65_552, 65_552);
        System.arraycopy(part, 40 + 65_552, swapped, 40, 65_552);
        assertThatThrownBy(() -> SEALED.content(swapped)).isInstanceOf(Problem.class);
    }

    @Test
    void nothing_of_the_content_can_be_read_without_the_key() {
        byte[] secret = "a sentence that nobody else should read "
                .repeat(50)
                .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        String stored = new String(SEALED.encode(secret).bytes(), java.nio.charset.StandardCharsets.ISO_8859_1);
        assertThat(stored).doesNotContain("sentence");
        assertThatThrownBy(() -> PLAIN.content(SEALED.encode(secret).bytes()))
                .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.kind()).isEqualTo(Problem.Kind.KEY));
    }
}
