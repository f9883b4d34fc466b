package dev.pgsteady.cli;

import dev.pgsteady.core.Severity;
import dev.pgsteady.readiness.Report;
import dev.pgsteady.readiness.ReportHtml;
import dev.pgsteady.readiness.ReportJunit;
import dev.pgsteady.readiness.ReportMarkdown;
import dev.pgsteady.readiness.ReportSarif;
import java.util.Optional;

/// The forms in which a report can be written to a file.
enum ReportForm {
    HTML("--html", "page"),
    MARKDOWN("--markdown", "Markdown"),
    SARIF("--sarif", "SARIF log"),
    JUNIT("--junit", "JUnit report");

    private final String option;
    private final String words;

    ReportForm(String option, String words) {
        this.option = option;
        this.words = words;
    }

    /// The option that asks for it.
    String option() {
        return option;
    }

    /// What to call it in a sentence, without an article.
    String words() {
        return words;
    }

    /// What a form may need to know.
    ///
    /// @param all   whether every finding is wanted on a page
    /// @param limit the mildest severity that counts; empty for none
    /// @param file  the configuration file as a path from the root of the repository
    record Wanted(Report report, boolean all, Optional<Severity> limit, String file) {}

    String write(Wanted wanted) {
        return switch (this) {
            case HTML -> ReportHtml.write(wanted.report, wanted.all);
            case MARKDOWN -> ReportMarkdown.write(wanted.report, wanted.all);
            case SARIF -> ReportSarif.write(wanted.report, wanted.file, Version.built());
            case JUNIT -> ReportJunit.write(wanted.report, wanted.limit);
        };
    }
}
