package dev.pgsteady.cli;

import dev.pgsteady.core.Problem;
import dev.pgsteady.core.Severity;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/// From which severity on findings make a command fail.
final class FailOn {
    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            defaultValue = "high",
            description = "critical, high, medium, low, info or never (default: ${DEFAULT-VALUE}).")
    private String word = "high";

    /// The mildest severity that counts; empty for `never`.
    ///
    /// @throws Problem USAGE for any other word
    Optional<Severity> limit() {
        if (word.equalsIgnoreCase("never")) {
            return Optional.empty();
        }
        return Optional.of(Arrays.stream(Severity.values())
                .filter(s -> s.word().equals(word.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new Problem(
                        Problem.Kind.USAGE,
                        "--fail-on does not know '" + word + "'.",
                        "Use one of "
                                + Arrays.stream(Severity.values())
                                        .map(Severity::word)
                                        .collect(Collectors.joining(", "))
                                + ", never.")));
    }

    /// Whether the worst finding makes the command fail.
    boolean fails(Optional<Severity> worst) {
        return limit().filter(l -> worst.filter(w -> w.atLeast(l)).isPresent()).isPresent();
    }
}
