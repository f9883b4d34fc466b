package dev.pgsteady.cli;

import dev.pgsteady.core.Configuration;
import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Database;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.TlsIdentity;
import dev.pgsteady.readiness.CheckOptions;
import dev.pgsteady.readiness.Evidence;
import dev.pgsteady.readiness.Readiness;
import dev.pgsteady.readiness.RecordedProofs;
import dev.pgsteady.readiness.Report;
import dev.pgsteady.readiness.ReportHtml;
import dev.pgsteady.readiness.ReportJson;
import dev.pgsteady.readiness.ReportText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// One check of one database, and the ways to show it.
record CheckRun(Console console, ConnectionSettings settings, Configuration configuration) {
    CheckRun(Console console, ConnectionSettings settings) {
        this(console, settings, TargetOption.configuration());
    }

    /// What a check on this connection goes by.
    CheckOptions options(Connection connection) {
        return new CheckOptions(
                configuration.checks(),
                new RecordedBackups(console, configuration)
                        .evidence(settings, connection)
                        .and(proofs()),
                configuration.suppressions(),
                TlsIdentity.of(settings));
    }

    /// What the tests of an application proved. A proof that cannot be read is said, and none is counted.
    private Evidence proofs() {
        try {
            return configuration.proofs().map(RecordedProofs::in).orElseGet(Evidence::none);
        } catch (Problem e) {
            console.note("The proofs of atomicity are not counted. " + e.getMessage() + " " + e.next());
            return Evidence.none();
        }
    }

    Report check() {
        Readiness readiness = new Readiness();
        readiness.requireKnown(configuration.suppressions());
        try (Connection connection = Database.connect(settings)) {
            return readiness.check(connection, options(connection));
        } catch (SQLException e) {
            throw new Problem(
                    Problem.Kind.CONNECTION_LOST,
                    "The connection did not close in order: " + e.getMessage(),
                    "Nothing was changed; run it again.",
                    e);
        }
    }

    void text(Report report, List<Finding> shown) {
        console.text(ReportText.write(
                report, shown, console.style(configuration.output().color())));
    }

    /// Says where the files are, below the text.
    void places(List<String> places) {
        if (!places.isEmpty()) {
            console.line("");
            places.forEach(console::line);
        }
    }

    /// Whether the configuration file asks for JSON.
    boolean wantsJson() {
        return configuration.output().format() == Configuration.Output.Format.JSON;
    }

    /// The configuration file as a path from the root of the repository, `/` between the folders; its
    /// bare name when it lies elsewhere or is not there.
    String configurationFile() {
        Path here = Path.of("").toAbsolutePath();
        Path root = Stream.iterate(Optional.of(here), Optional::isPresent, p -> p.map(Path::getParent))
                .flatMap(Optional::stream)
                .filter(p -> Files.exists(p.resolve(".git")))
                .findFirst()
                .orElse(here);
        return configuration
                .file()
                .map(file -> file.toAbsolutePath().normalize())
                .filter(file -> file.startsWith(root))
                .map(file -> String.join(
                        "/",
                        StreamSupport.stream(root.relativize(file).spliterator(), false)
                                .map(Path::toString)
                                .toList()))
                .orElse("pgsteady.toml");
    }

    void json(Report report, boolean all) {
        console.text(ReportJson.write(report, all));
    }

    void html(Report report, boolean all, Path file) {
        WrittenFile.replace(file, ReportHtml.write(report, all));
    }
}
