package dev.pgsteady.readiness;

import static dev.pgsteady.readiness.MarkdownText.block;
import static dev.pgsteady.readiness.MarkdownText.code;
import static dev.pgsteady.readiness.MarkdownText.words;

import dev.pgsteady.core.Finding;
import dev.pgsteady.core.Finding.Fix;
import java.util.List;

/// A report as Markdown, for a comment on a pull request, a job's summary or a wiki.
public final class ReportMarkdown {
    private final StringBuilder out = new StringBuilder();

    private ReportMarkdown() {}

    /// The page.
    ///
    /// @param all whether every finding is on it, or only those that [Report#shown()] picks
    public static String write(Report report, boolean all) {
        ReportMarkdown page = new ReportMarkdown();
        List<Finding> shown = all ? report.findings() : report.shown();
        page.head(report);
        page.areas(report);
        page.findings(report, shown);
        page.list("Remarks", report.remarks());
        page.list(
                "What this role could not see",
                report.unseen().stream().map(u -> u.why()).toList());
        return page.out.toString();
    }

    private void head(Report report) {
        line("## %s: %d/8 production-ready, %d of 100 points"
                .formatted(
                        words(report.server().database()),
                        report.score().passed(),
                        report.score().points()));
        line("");
        line("PostgreSQL %s, %,d %s, seen as %s."
                .formatted(
                        words(report.server().release()),
                        report.tables(),
                        report.tables() == 1 ? "table" : "tables",
                        code(report.server().role())));
        report.baseline().ifPresent(b -> {
            line("");
            line("**" + b.sentence() + "**");
        });
    }

    private void areas(Report report) {
        line("");
        line("| | area | points | lost to |");
        line("|---|---|---:|---|");
        report.score()
                .areas()
                .forEach(area -> line("| %s | %s | %d | %s |"
                        .formatted(
                                area.passed() ? "✅" : "❌",
                                area.area().title(),
                                area.points(),
                                report.losses(area.area()))));
    }

    private void findings(Report report, List<Finding> shown) {
        line("");
        line("### What to mend first");
        if (report.tables() == 0) {
            line("");
            line("The database has no tables yet, so nothing about tables could be judged.");
        }
        int hidden = report.findings().size() - shown.size();
        if (shown.isEmpty() || hidden > 0) {
            line("");
            line(
                    report.findings().isEmpty()
                            ? "No findings."
                            : "%,d of %,d findings; `pgsteady check --all` shows all."
                                    .formatted(shown.size(), report.findings().size()));
        }
        for (AreaScore area : report.score().areas()) {
            List<Finding> own =
                    shown.stream().filter(f -> f.rule().area() == area.area()).toList();
            if (!own.isEmpty()) {
                line("");
                line("#### " + area.area().title());
                own.forEach(f -> finding(report, f));
            }
        }
    }

    private void finding(Report report, Finding finding) {
        line("");
        line("**%s %s** (%s%s)"
                .formatted(
                        finding.rule(),
                        words(report.judgement(finding.rule()).rule().title()),
                        finding.severity().word(),
                        report.knows(finding) ? ", known" : ""));
        line("");
        line(code(finding.subject().words()) + ": " + words(finding.evidence()));
        finding.fix().ifPresent(this::fix);
    }

    private void fix(Fix fix) {
        line("");
        out.append(
                switch (fix.kind()) {
                    case SQL -> block("sql", fix.text());
                    case REVIEW -> "To be reviewed:\n\n" + block("sql", fix.text());
                    case PROCEDURE -> fix.text().contains("\n") ? block("text", fix.text()) : words(fix.text()) + "\n";
                });
    }

    private void list(String title, List<String> items) {
        if (!items.isEmpty()) {
            line("");
            line("### " + title);
            line("");
            items.forEach(i -> line("- " + words(i)));
        }
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
