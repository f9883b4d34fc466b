package dev.pgsteady.data.proof;

import dev.pgsteady.core.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// What came of breaking a flow at every statement.
///
/// @param flow       its name: letters, digits, `.`, `_` and `-`
/// @param statements how many statements it sends when nothing is in its way, COMMIT included
/// @param tries      how often it was broken
/// @param halves     where it left something else than all or nothing; none when it is atomic
public record ProofResult(String flow, int statements, int tries, List<Half> halves) {
    /// Where the results of a build are kept.
    public static final Path FOLDER = Path.of("target", "pgsteady", "atomicity");

    public ProofResult {
        halves = List.copyOf(halves);
        if (!named(flow) || statements < 1 || tries < 1) {
            throw new IllegalArgumentException("a flow has a plain name, statements, and was broken at least once");
        }
    }

    /// Something half done.
    ///
    /// @param number    which statement was broken, from 1
    /// @param statement its text without literals
    /// @param fault     how it was broken
    /// @param left      what was in the database afterwards
    public record Half(int number, String statement, Fault fault, String left) {}

    static boolean named(String flow) {
        return flow.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    }

    /// Whether all or nothing was there each time.
    public boolean atomic() {
        return halves.isEmpty();
    }

    /// The result in a sentence or more.
    public String words() {
        if (atomic()) {
            return "%s is atomic: broken %d times at %d statements, it left all or nothing."
                    .formatted(flow, tries, statements);
        }
        return halves.stream()
                .map(h -> "broken at statement %d (%s) by %s: %s"
                        .formatted(h.number(), h.statement(), h.fault().words(), h.left()))
                .collect(Collectors.joining("; ", flow + " is not atomic: ", "."));
    }

    /// The result as JSON; the same for the same flow.
    public String json() {
        return ProofJson.of(this);
    }

    /// Writes it to `<flow>.json` in a folder, where `pgsteady check` finds it by `transactions.proofs`.
    ///
    /// @throws Problem FILE when it cannot be written
    public ProofResult write(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(flow + ".json"), json());
            return this;
        } catch (IOException e) {
            throw new Problem(
                    Problem.Kind.FILE,
                    "The proof of " + flow + " cannot be written to " + folder + ": " + e.getMessage() + ".",
                    "Name a folder that this user may write to.",
                    e);
        }
    }

    /// Fails a test when the flow is not atomic.
    ///
    /// @throws AssertionError with [#words()]
    public void mustHold() {
        if (!atomic()) {
            throw new AssertionError(words());
        }
    }
}
