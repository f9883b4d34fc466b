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
import dev.pgsteady.readiness.Report;
import dev.pgsteady.readiness.ReportHtml;
import dev.pgsteady.readiness.ReportJson;
import dev.pgsteady.readiness.ReportText;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// One check of one database, and the ways to show it.
record CheckRun(Console console, ConnectionSettings settings, Configuration configuration) {
    CheckRun(Console console, ConnectionSettings settings) {
        this(console, settings, TargetOption.configuration());
    }

    CheckOptions options() {
        return new CheckOptions(
                configuration.checks(), Evidence.none(), configuration.suppressions(), TlsIdentity.of(settings));
    }

    Report check() {
        try (Connection connection = Database.connect(settings)) {
            return new Readiness().check(connection, options());
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

    void json(Report report, boolean all) {
        console.text(ReportJson.write(report, all));
    }

    void html(Report report, boolean all, Path file) {
        WrittenFile.replace(file, ReportHtml.write(report, all));
    }
}
