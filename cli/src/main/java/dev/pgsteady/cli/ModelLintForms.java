package dev.pgsteady.cli;

import dev.pgsteady.core.Severity;
import dev.pgsteady.core.TerminalStyle.Ink;
import dev.pgsteady.jpa.ModelFinding;
import dev.pgsteady.jpa.ModelLint;
import dev.pgsteady.jpa.ModelReport;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/// The forms in which findings about a mapping are printed.
final class ModelLintForms {
    private static final int INDENT = 4;

    private ModelLintForms() {}

    static void text(Console console, ModelReport report) {
        for (ModelFinding finding : report.findings()) {
            Severity severity = finding.lint().severity();
            console.line("%s  %s  %s"
                    .formatted(
                            finding.place(),
                            console.style().paint(LintForms.ink(severity), severity.word()),
                            console.style().paint(Ink.CYAN, finding.lint().id())));
            paragraph(console, finding.what());
            paragraph(console, finding.lint().why());
            paragraph(console, "Instead: " + finding.lint().instead());
            console.line("");
        }
        int accepted = report.accepted().size();
        console.line(String.format(
                Locale.ROOT,
                "%s in %s%s.",
                LintForms.count(report.findings().size(), "finding"),
                report.entities() == 1 ? "1 entity" : "%,d entities".formatted(report.entities()),
                accepted == 0 ? "" : "; " + LintForms.count(accepted, "finding") + " accepted by annotations"));
    }

    private static void paragraph(Console console, String text) {
        console.style().wrap(text, INDENT).forEach(l -> console.line(" ".repeat(INDENT) + l.stripLeading()));
    }

    static String json(ModelReport report) {
        return Json.object(root -> {
            root.put("entities", report.entities());
            var findings = root.putArray("findings");
            report.findings().forEach(f -> finding(findings.addObject(), f));
            var allowed = root.putArray("allowed");
            report.accepted()
                    .forEach(f -> finding(allowed.addObject(), f)
                            .put("reason", f.accepted().orElseThrow()));
        });
    }

    private static ObjectNode finding(ObjectNode node, ModelFinding finding) {
        return node.put("place", finding.place())
                .put("table", finding.table())
                .put("rule", finding.lint().id())
                .put("severity", finding.lint().severity().word())
                .put("what", finding.what())
                .put("why", finding.lint().why())
                .put("instead", finding.lint().instead());
    }

    static void rules(Console console, boolean json) {
        if (json) {
            console.text(Json.object(root -> {
                var all = root.putArray("rules");
                for (ModelLint lint : ModelLint.values()) {
                    all.addObject()
                            .put("rule", lint.id())
                            .put("severity", lint.severity().word())
                            .put("title", lint.title())
                            .put("why", lint.why())
                            .put("instead", lint.instead());
                }
            }));
            return;
        }
        for (ModelLint lint : ModelLint.values()) {
            console.line("%-28s%-10s%s".formatted(lint.id(), lint.severity().word(), lint.title()));
        }
    }
}
