package dev.pgsteady.cli;

import com.google.auto.service.AutoService;
import dev.pgsteady.backup.BackupSet;
import dev.pgsteady.backup.DrillOptions;
import dev.pgsteady.backup.DrillResult;
import dev.pgsteady.backup.Repository;
import dev.pgsteady.core.Configuration;
import dev.pgsteady.core.TerminalStyle;
import dev.pgsteady.core.TerminalStyle.Ink;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;

/// Lists the backups.
@AutoService(BackupAction.class)
@Command(name = "list", description = "List the finished backups, the newest last, with what came of their drills.")
public final class BackupList extends BackupAction {
    @Override
    int order() {
        return 2;
    }

    @Override
    int run(Console console) {
        Configuration configuration = TargetOption.configuration();
        try (Repository repository = store.open(configuration)) {
            List<BackupSet> sets = repository.sets();
            if (json(configuration)) {
                console.text(Json.array(all ->
                        sets.forEach(s -> json(all.addObject(), s).put("proof", word(repository.drills(s.id()))))));
            } else if (sets.isEmpty()) {
                console.line("There is no backup in " + repository.words() + ".");
            } else {
                sets.forEach(s -> show(console, s, repository.drills(s.id())));
            }
        }
        return 0;
    }

    private static void show(Console console, BackupSet set, List<DrillResult> drills) {
        String word = word(drills);
        Ink ink = switch (word) {
            case "proved" -> Ink.GREEN;
            case "failed" -> Ink.RED;
            default -> Ink.FAINT;
        };
        console.line(String.format(
                Locale.ROOT,
                "%s  %s  %s  %,d rows  %s  %s",
                console.style().paint(Ink.CYAN, set.id().text()),
                console.style().paint(ink, TerminalStyle.fit(word, 10)),
                TerminalStyle.fit(set.kind(), 8),
                set.rows(),
                bytes(set.storedBytes()),
                String.join(", ", set.databases())
                        + set.parent().map(p -> "  builds on " + p).orElse("")));
    }

    /// `proved`, `failed` or `not drilled`, by the newest drill at which it was restored.
    static String word(List<DrillResult> drills) {
        Optional<DrillResult> newest = drills.reversed().stream()
                .filter(d -> d.level() != DrillOptions.Level.BYTES || !d.passed())
                .findFirst();
        return newest.map(d -> d.passed() ? "proved" : "failed").orElse("not drilled");
    }
}
