package dev.pgsteady.cli;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Check.Words;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.TerminalStyle.Ink;
import dev.pgsteady.readiness.Rules;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Prints what a rule is about.
@AutoService(Verb.class)
@Command(name = "explain", description = "Say what a rule looks for, why it matters and what mends it.")
public final class ExplainVerb extends Verb {
    @Parameters(paramLabel = "RULE", description = "A rule's id, as in IX01.")
    private String rule = "";

    @Override
    boolean standsAlone() {
        return false;
    }

    @Override
    int order() {
        return 41;
    }

    @Override
    int run(Console console) {
        Words words = Rules.installed().all().stream()
                .map(r -> r.words())
                .filter(w -> w.id().value().equals(rule.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new Problem(
                        Problem.Kind.USAGE, "There is no rule " + rule + ".", "'pgsteady rules' lists them."));
        if (common.json) {
            console.text(Json.object(node -> RuleJson.fill(node, words)));
            return 0;
        }
        console.line(console.style().paint(Ink.BOLD, words.id() + "  " + words.title()));
        console.line(words.severity().word() + ", " + words.id().area().title());
        paragraph(console, words.reason());
        paragraph(console, words.remedy());
        paragraph(console, "PostgreSQL manual: " + words.manual());
        return 0;
    }

    private static void paragraph(Console console, String text) {
        console.line("");
        console.style().wrap(text.replace('\n', ' '), 0).forEach(console::line);
    }
}
