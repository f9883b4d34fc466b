package dev.pgsteady.cli;

import dev.pgsteady.core.Configuration;
import dev.pgsteady.core.Problem;
import dev.pgsteady.readiness.Baseline;
import dev.pgsteady.readiness.Report;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/// The findings that were there already: read from a file, or written to one.
final class BaselineOption {
    @Option(
            names = "--baseline",
            paramLabel = "FILE",
            description = "Findings in this file are known: they are shown as such and do not fail the check.")
    private Optional<Path> known = Optional.empty();

    @Option(
            names = "--write-baseline",
            paramLabel = "FILE",
            description = "Write the file: all findings of this check are known from now on.")
    private Optional<Path> written = Optional.empty();

    /// The baseline to compare with: the option's, else the configuration file's. None while one is written.
    ///
    /// @throws Problem USAGE when both options are given; as [Baseline#read]
    Optional<Baseline> read(Configuration configuration) {
        if (known.isPresent() && written.isPresent()) {
            throw new Problem(
                    Problem.Kind.USAGE, "--baseline and --write-baseline exclude each other.", "Give one of them.");
        }
        return written.isPresent()
                ? Optional.empty()
                : known.or(configuration::baseline).map(Baseline::read);
    }

    /// The report beside the baseline. Writes the file that was asked for.
    Report compare(Console console, Report report, Optional<Baseline> baseline) {
        if (written.isPresent()) {
            Baseline fresh = Baseline.of(report);
            WrittenFile.replace(written.get(), fresh.write());
            console.note("The baseline is in %s, with %,d findings."
                    .formatted(written.get(), fresh.entries().size()));
            return report.against(fresh);
        }
        String here = report.server().database();
        baseline.filter(b -> !b.database().equals(here))
                .ifPresent(b -> console.note(
                        "pgsteady: the baseline was made from the database %s, and this is %s; what is about the database itself counts as new."
                                .formatted(b.database(), here)));
        return baseline.map(report::against).orElse(report);
    }
}
