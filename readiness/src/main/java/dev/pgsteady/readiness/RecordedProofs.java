package dev.pgsteady.readiness;

import dev.pgsteady.core.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The proofs that flows are atomic, as the tests of an application wrote them: a folder with a file for each
/// flow.
///
/// Together they are one piece of evidence, as old as the oldest of them: one flow that leaves something half
/// done is enough to fail.
public final class RecordedProofs {
    private static final int SHOWN = 5;

    private RecordedProofs() {}

    private record Proof(String flow, boolean atomic, Instant at) {}

    /// What the folder shows; nothing when it is not there or has no proof.
    ///
    /// @throws Problem FILE when a file cannot be read or is no proof
    public static Evidence in(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Evidence.none();
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Proof> proofs = files.filter(f -> f.toString().endsWith(".json"))
                    .sorted()
                    .map(RecordedProofs::read)
                    .toList();
            return new Evidence(item(proofs).stream().toList());
        } catch (IOException e) {
            throw wrong(folder, String.valueOf(e.getMessage()), e);
        }
    }

    private static Proof read(Path file) {
        try {
            JsonNode json = new JsonMapper().readTree(Files.readString(file));
            if (!json.path("flow").isString() || !json.path("atomic").isBoolean()) {
                throw wrong(
                        file, "it names no flow, or does not say whether it is atomic", new IOException("no proof"));
            }
            return new Proof(
                    json.path("flow").asString(),
                    json.path("atomic").asBoolean(),
                    Files.getLastModifiedTime(file).toInstant());
        } catch (IOException | JacksonException e) {
            throw wrong(file, "it is not JSON", e);
        }
    }

    private static Optional<Evidence.Item> item(List<Proof> proofs) {
        List<Proof> broken = proofs.stream().filter(p -> !p.atomic()).toList();
        String summary = broken.isEmpty()
                ? "atomic: " + names(proofs)
                : "left half done when it was broken off: " + names(broken);
        return proofs.stream()
                .map(Proof::at)
                .min(Comparator.naturalOrder())
                .map(at -> new Evidence.Item(Evidence.Kind.ATOMICITY_PROOF, at, broken.isEmpty(), summary));
    }

    private static String names(List<Proof> proofs) {
        String names = proofs.stream().limit(SHOWN).map(Proof::flow).collect(Collectors.joining(", "));
        return proofs.size() > SHOWN ? names + " and " + (proofs.size() - SHOWN) + " more" : names;
    }

    private static Problem wrong(Path file, String why, Exception cause) {
        return new Problem(
                Problem.Kind.FILE,
                "The proof " + file + " cannot be read: " + why + ".",
                "Run the test again that writes it.",
                cause);
    }
}
