package dev.pgsteady.cli;

import dev.pgsteady.core.Configuration;
import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Database;
import dev.pgsteady.core.Environment;
import dev.pgsteady.readiness.CheckOptions;
import dev.pgsteady.readiness.Evidence;
import dev.pgsteady.readiness.Readiness;
import dev.pgsteady.readiness.Report;
import dev.pgsteady.readiness.ReportHtml;
import dev.pgsteady.readiness.ReportJson;
import dev.pgsteady.readiness.ReportText;
import java.nio.file.Path;

/// One check of one database, and the ways to show it.
record CheckRun(Console console, ConnectionSettings settings, Configuration configuration) {
    CheckRun(Console console, ConnectionSettings settings) {
        this(console, settings, Configuration.find(Path.of(""), Environment.system()));
    }

    Report check() {
        CheckOptions options = new CheckOptions(configuration.checks(), Evidence.none(), configuration.suppressions());
        try (Database database = Database.single(settings)) {
            return new Readiness().check(database, options);
        }
    }

    void text(Report report, boolean all) {
        console.text(ReportText.write(report, all, console.style()));
    }

    void json(Report report, boolean all) {
        console.text(ReportJson.write(report, all));
    }

    void html(Report report, Path file) {
        WrittenFile.replace(file, ReportHtml.write(report, true));
    }
}
