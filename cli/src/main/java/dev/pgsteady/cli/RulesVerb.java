package dev.pgsteady.cli;

import static dev.pgsteady.core.TerminalStyle.fit;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Area;
import dev.pgsteady.core.Check.Words;
import dev.pgsteady.core.TerminalStyle.Ink;
import dev.pgsteady.readiness.Rules;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Lists the rules.
@AutoService(Verb.class)
@Command(name = "rules", description = "List the rules of the check.")
public final class RulesVerb extends Verb {
    @Option(names = "--area", paramLabel = "ID", description = "Only this area: BK TX CN IX MG AC MO RS.")
    private String area = "";

    @Override
    int order() {
        return 40;
    }

    @Override
    int run(Console console) {
        List<Words> rules = Rules.installed().all().stream()
                .map(r -> r.words())
                .filter(w -> area.isEmpty() || w.id().area().id().equalsIgnoreCase(area))
                .toList();
        if (common.json) {
            console.text(Json.array(all -> rules.forEach(w -> RuleJson.fill(all.addObject(), w))));
            return 0;
        }
        for (Area each : Area.values()) {
            List<Words> own = rules.stream().filter(w -> w.id().area() == each).toList();
            if (!own.isEmpty()) {
                console.line(console.style().paint(Ink.BOLD, each.title()));
                own.forEach(w ->
                        console.line("  " + w.id() + "  " + fit(w.severity().word(), 9) + w.title()));
            }
        }
        return 0;
    }
}
