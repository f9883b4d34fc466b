package dev.pgsteady.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgsteady.core.Problem;
import java.io.ByteArrayOutputStream;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartWriterTest {
    private static final int MEBIBYTE = 1024 * 1024;
    private static final PartFormat PLAIN = new PartFormat(Optional.empty());
    private static final PartFormat SEALED = new PartFormat(Optional.of(DataKey.random(new SecureRandom())));

    /// Bytes of which some repeat.
    private static byte[] content(int length, int letters) {
        byte[] content = new byte[length];
        Random random = new Random(length);
        for (int i = 0; i < length; i++) {
            content[i] = (byte) random.nextInt(letters);
        }
        return content;
    }

    private static PartFormat.Encoded rows(PartWriter writer, byte[] content, int row) {
        for (int from = 0; from < content.length; from += row) {
            writer.write(content, from, Math.min(row, content.length - from));
        }
        return writer.finish();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1_000_000, 4 * MEBIBYTE - 1, 4 * MEBIBYTE, 4 * MEBIBYTE + 1, 9 * MEBIBYTE})
    void rows_of_any_length_come_back(int length) {
        byte[] content = content(length, 20);
        for (PartFormat format : List.of(PLAIN, SEALED)) {
            try (PartWriter writer = PartWriter.ofRows(format)) {
                assertThat(format.content(rows(writer, content, 777).bytes())).isEqualTo(content);
                assertThat(format.content(rows(writer, content, 5 * MEBIBYTE).bytes()))
                        .isEqualTo(content);
                assertThat(format.content(format.encode(content).bytes())).isEqualTo(content);
            }
        }
    }

    @Test
    void a_writer_that_was_used_makes_the_parts_of_a_new_one() {
        List<byte[]> contents =
                List.of(content(11 * MEBIBYTE, 256), content(70_000, 9), content(5 * MEBIBYTE, 60), content(1, 1));
        try (PartWriter used = PartWriter.ofRows(PLAIN)) {
            for (byte[] content : contents) {
                try (PartWriter fresh = PartWriter.ofRows(PLAIN)) {
                    assertThat(rows(used, content, 100).id())
                            .isEqualTo(rows(fresh, content, 4_000).id());
                }
            }
        }
    }

    @Test
    void more_workers_than_fit_are_refused_with_how_many_do() {
        PartWriter.requireMemory(10, 243L * MEBIBYTE);
        assertThatThrownBy(() -> PartWriter.requireMemory(16, 243L * MEBIBYTE))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.kind()).isEqualTo(Problem.Kind.CONFIGURATION);
                    assertThat(problem).hasMessage("16 workers need 384 MB of memory, and this program may use 243.");
                    assertThat(problem.next())
                            .isEqualTo("Run it with PGSTEADY_HEAP=409m (-Xmx409m for a Java program of your own), or"
                                    + " with --workers 10.");
                });
        assertThatThrownBy(() -> PartWriter.requireMemory(1, 20L * MEBIBYTE))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.next()).doesNotContain("--workers"));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 20, 100, 256})
    void parts_stay_short_however_little_can_be_compressed(int letters) {
        byte[] content = content(20 * MEBIBYTE, letters);
        List<PartFormat.Encoded> parts = new ArrayList<>();
        Map<Integer, List<Manifest.Segment>> segments;
        try (PartWriter writer = PartWriter.ofRows(PLAIN)) {
            PartCollector collector = new PartCollector(writer, parts::add);
            for (int from = 0; from < content.length; from += 1_024) {
                collector.row(1, content, from, 1_024);
            }
            segments = collector.finish();
        }
        ByteArrayOutputStream together = new ByteArrayOutputStream();
        for (PartFormat.Encoded part : parts) {
            assertThat(part.bytes().length).isLessThan(5 * MEBIBYTE + 100_000);
            together.writeBytes(PLAIN.content(part.bytes()));
        }
        assertThat(together.toByteArray()).isEqualTo(content);
        assertThat(segments.getOrDefault(1, List.of())).hasSameSizeAs(parts);
        assertThat(segments.getOrDefault(1, List.of()).stream()
                        .mapToLong(Manifest.Segment::bytes)
                        .sum())
                .isEqualTo(content.length);
    }
}
