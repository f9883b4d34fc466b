package dev.pgsteady.cli;

import dev.pgsteady.backup.RestoreOutcome;
import dev.pgsteady.backup.Restored;
import dev.pgsteady.backup.RestoredTables;
import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.TerminalStyle.Ink;
import java.util.Locale;
import java.util.stream.Collectors;

/// What a restore did, for people and for programs.
final class RestoreReport {
    private RestoreReport() {}

    /// @param what     was restored
    /// @param compared what was found the same
    /// @param replaced where what was there before is
    private record Words(String what, String compared, String replaced) {
        static Words of(RestoreOutcome outcome) {
            return switch (outcome) {
                case Restored r ->
                    new Words(
                            r.database(),
                            "every row and object compared",
                            "It is also still on the server, as %s. Drop it when you no longer need it.");
                case RestoredTables t ->
                    new Words(
                            t.tables().stream().map(QualifiedName::sql).collect(Collectors.joining(", ")),
                            "every row compared",
                            "What was there is in the schema %s. Drop it when you no longer need it.");
            };
        }
    }

    /// @param word what was done, in capitals
    static void show(Console console, String word, RestoreOutcome outcome) {
        Words words = Words.of(outcome);
        console.line(String.format(
                Locale.ROOT,
                "%s  %s from %s: %,d rows in %s, %s.",
                console.style().paint(Ink.GREEN, word),
                words.what(),
                outcome.set(),
                outcome.rows(),
                BackupAction.seconds(outcome.took()),
                outcome.compared() ? words.compared() : "not compared"));
        outcome.before().ifPresent(id -> console.line("What was there before is in the backup " + id + "."));
        outcome.replaced().ifPresent(name -> console.line(words.replaced().formatted(name)));
        outcome.warnings().forEach(w -> console.line("  " + w));
    }

    static void json(Console console, RestoreOutcome outcome) {
        console.text(Json.object(root -> {
            switch (outcome) {
                case Restored r ->
                    root.put("database", r.database()).put("backup", r.set().text());
                case RestoredTables t -> {
                    root.put("backup", t.set().text());
                    var all = root.putArray("tables");
                    t.tables().forEach(name -> all.add(name.sql()));
                }
            }
            root.put("rows", outcome.rows())
                    .put("seconds", outcome.took().toMillis() / 1000.0)
                    .put("compared", outcome.compared());
            outcome.before().ifPresent(id -> root.put("backup_before", id.text()));
            outcome.replaced().ifPresent(name -> root.put("replaced_is_now", name));
            var warnings = root.putArray("warnings");
            outcome.warnings().forEach(warnings::add);
        }));
    }
}
