package dev.pgsteady.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgsteady.core.Problem;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
    @TempDir
    private Path folder;

    private RevisionGraph graph = RevisionGraph.of(java.util.List.of());

    @BeforeEach
    void write() throws IOException {
        for (int i = 1; i <= 3; i++) {
            java.nio.file.Files.writeString(folder.resolve(i + ".sql"), """
                    -- revision: %s
                    -- parents: %s
                    -- message: %d
                    -- upgrade
                    """.formatted(
                            "abc" + i + "00000000", i == 1 ? "none" : "abc" + (i - 1) + "00000000", i));
        }
        graph = new RevisionFolder(folder).read().sound();
    }

    @ParameterizedTest
    @CsvSource({"head, 3", "heads, 3", "abc2, 2", "abc300000000, 3", "abc3~2, 1", "head~1, 2"})
    void a_place_has_a_name(String written, String message) {
        assertThat(Address.parse(written).written()).isEqualTo(written);
        assertThat(Address.parse(written).in(graph))
                .extracting(Revision::message)
                .containsExactly(message);
    }

    @Test
    void base_is_before_everything() {
        assertThat(Address.parse("base").in(graph)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "tip", "+0", "-0", "+", "base~1", "heads~1", "+1~1", "abc1~", "ABC1", "1"})
    void what_is_no_address_is_refused(String written) {
        Problem problem = catchThrowableOfType(Problem.class, () -> Address.parse(written));

        assertThat(problem.kind()).isEqualTo(Problem.Kind.USAGE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ffff | There is no revision ffff.",
                "abc3~3 | There are only 2 revisions before abc300000000 (3).",
            })
    void a_place_that_is_not_there_is_a_problem(String written, String message) {
        Problem problem =
                catchThrowableOfType(Problem.class, () -> Address.parse(written).in(graph));

        assertThat(problem.kind()).isEqualTo(Problem.Kind.REVISION);
        assertThat(problem).hasMessage(message);
    }

    @Test
    void two_that_begin_alike_are_both_named() throws IOException {
        java.nio.file.Files.writeString(folder.resolve("4.sql"), """
                -- revision: abc311111111
                -- parents: abc100000000
                -- message: 4
                -- upgrade
                """);
        RevisionGraph wider = new RevisionFolder(folder).read().sound();

        assertThat(catchThrowableOfType(
                        Problem.class, () -> Address.parse("abc3").in(wider)))
                .hasMessage("2 revisions begin with abc3: abc300000000 (3), abc311111111 (4).");
        assertThat(catchThrowableOfType(
                        Problem.class, () -> Address.parse("head").in(wider)))
                .hasMessageContaining("There are 2 heads");
    }
}
