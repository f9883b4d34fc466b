package dev.pgsteady.readiness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgsteady.core.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedProofsTest {
    private static final Instant OLD = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path folder;

    @Test
    void proofs_are_one_piece_of_evidence_as_old_as_the_oldest() throws IOException {
        write("pay", true);
        Files.setLastModifiedTime(write("sign-up", true), FileTime.from(OLD));

        assertThat(RecordedProofs.in(folder).items())
                .containsExactly(new Evidence.Item(Evidence.Kind.ATOMICITY_PROOF, OLD, true, "atomic: pay, sign-up"));
    }

    @Test
    void one_flow_that_is_not_atomic_is_enough_and_is_named() throws IOException {
        write("pay", true);
        write("sign-up", false);

        assertThat(RecordedProofs.in(folder).items())
                .singleElement()
                .returns(false, Evidence.Item::passed)
                .returns("left half done when it was broken off: sign-up", Evidence.Item::summary);
    }

    @Test
    void a_folder_without_proofs_shows_nothing_and_a_broken_file_is_named() throws IOException {
        assertThat(RecordedProofs.in(folder.resolve("none")).items()).isEmpty();
        assertThat(RecordedProofs.in(folder).items()).isEmpty();
        Files.writeString(folder.resolve("a.json"), "{\"flow\": 5}");
        assertThatThrownBy(() -> RecordedProofs.in(folder))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("a.json cannot be read");
    }

    private Path write(String flow, boolean atomic) throws IOException {
        return Files.writeString(
                folder.resolve(flow + ".json"),
                "{\"format\": 1, \"flow\": \"%s\", \"atomic\": %s}".formatted(flow, atomic));
    }
}
