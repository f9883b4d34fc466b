package dev.pgsteady.cli;

import dev.pgsteady.core.Severity;
import dev.pgsteady.core.TerminalStyle.Ink;
import dev.pgsteady.migrate.lint.LintFinding;
import dev.pgsteady.migrate.lint.LintReport;
import dev.pgsteady.migrate.lint.LintRules;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/// The forms in which findings about migrations are printed.
final class LintForms {
    private static final int INDENT = 4;

    private LintForms() {}

    static void text(Console console, LintReport report) {
        for (LintFinding finding : report.findings()) {
            console.line("%s:%d  %s  %s"
                    .formatted(
                            finding.file(),
                            finding.line(),
                            console.style()
                                    .paint(
                                            ink(finding.severity()),
                                            finding.severity().word()),
                            console.style().paint(Ink.CYAN, finding.rule())));
            paragraph(console, finding.what());
            paragraph(console, finding.why());
            paragraph(console, "Instead:");
            finding.instead()
                    .lines()
                    .forEach(l -> console.line(console.style().paint(Ink.FAINT, " ".repeat(INDENT + 2) + l)));
            console.line("");
        }
        report.notes().forEach(n -> console.line("%s:%d  %s".formatted(n.file(), n.line(), n.what())));
        console.line(summary(report));
    }

    private static String summary(LintReport report) {
        return "%s in %s of %s%s."
                .formatted(
                        count(report.findings().size(), "finding"),
                        count(report.statements(), "statement"),
                        count(report.files(), "migration"),
                        report.allowed().isEmpty()
                                ? ""
                                : "; %s accepted by comments"
                                        .formatted(count(report.allowed().size(), "finding")));
    }

    static String count(int number, String what) {
        return String.format(Locale.ROOT, "%,d %s%s", number, what, number == 1 ? "" : "s");
    }

    private static void paragraph(Console console, String text) {
        console.style().wrap(text, INDENT).forEach(l -> console.line(" ".repeat(INDENT) + l.stripLeading()));
    }

    static Ink ink(Severity severity) {
        return switch (severity) {
            case CRITICAL, HIGH -> Ink.RED;
            case MEDIUM -> Ink.YELLOW;
            case LOW, INFO -> Ink.FAINT;
        };
    }

    static String json(LintReport report) {
        return Json.object(root -> {
            root.put("migrations", report.files()).put("statements", report.statements());
            var findings = root.putArray("findings");
            report.findings().forEach(f -> finding(findings.addObject(), f));
            var allowed = root.putArray("allowed");
            report.allowed()
                    .forEach(a -> finding(allowed.addObject(), a.finding()).put("reason", a.reason()));
            var notes = root.putArray("notes");
            report.notes()
                    .forEach(n -> notes.addObject()
                            .put("file", n.file().toString())
                            .put("line", n.line())
                            .put("what", n.what()));
        });
    }

    private static ObjectNode finding(ObjectNode node, LintFinding finding) {
        return node.put("file", finding.file().toString())
                .put("line", finding.line())
                .put("rule", finding.rule())
                .put("severity", finding.severity().word())
                .put("what", finding.what())
                .put("why", finding.why())
                .put("instead", finding.instead());
    }

    /// Workflow commands (GitHub, Workflow commands for GitHub Actions).
    static void github(Console console, LintReport report) {
        for (LintFinding finding : report.findings()) {
            console.line("::%s file=%s,line=%d,title=%s::%s"
                    .formatted(
                            LintSarif.level(finding.severity()).replace("note", "notice"),
                            property(LintSarif.path(finding.file())),
                            finding.line(),
                            property(finding.rule()),
                            data(finding.what() + "\n" + finding.why() + "\nInstead:\n" + finding.instead())));
        }
    }

    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }

    static void rules(Console console, boolean json, LintRules rules) {
        if (json) {
            console.text(Json.object(root -> {
                var all = root.putArray("rules");
                rules.all()
                        .forEach(r -> all.addObject()
                                .put("rule", r.words().name())
                                .put("severity", r.words().severity().word())
                                .put("title", r.words().title())
                                .put("why", r.words().why()));
            }));
            return;
        }
        rules.all()
                .forEach(r -> console.line("%-28s%-10s%s"
                        .formatted(
                                r.words().name(),
                                r.words().severity().word(),
                                r.words().title())));
    }
}
