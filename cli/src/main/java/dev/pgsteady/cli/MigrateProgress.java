package dev.pgsteady.cli;

import dev.pgsteady.core.TerminalStyle.Ink;
import dev.pgsteady.migrate.Blocker;
import dev.pgsteady.migrate.RunEvent;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Says on standard error what a run does.
record MigrateProgress(Console console) implements Consumer<RunEvent> {
    @Override
    public void accept(RunEvent event) {
        switch (event) {
            case RunEvent.AnotherRun(Blocker holder) ->
                console.note("Another run has the database: " + holder.words() + ". Waiting for it.");
            case RunEvent.Began ignored -> {}
            case RunEvent.Resumed(var step, int done) ->
                console.note("%s was broken off after %d statements; going on.".formatted(step.revision(), done));
            case RunEvent.Blocked(var ignored, String place, List<Blocker> blockers) ->
                console.note(place + " waits for " + words(blockers) + ".");
            case RunEvent.Again(var ignored, String place, String reason, var blockers, var pause) ->
                console.note("%s: %s%s. Again in %.1f s."
                        .formatted(
                                place,
                                reason,
                                blockers.isEmpty() ? "" : ", because of " + words(blockers),
                                pause.toMillis() / 1000.0));
            case RunEvent.DroppedInvalid(var ignored, var index) ->
                console.note("Dropped " + index + ", which an earlier try had left invalid.");
            case RunEvent.FoundDone(var ignored, String place) -> console.note(place + " was done already.");
            case RunEvent.Finished(var step, var took) ->
                console.note("%s  %s  %s  %s"
                        .formatted(
                                console.errStyle()
                                        .paint(Ink.GREEN, step.direction().word()),
                                step.revision().id(),
                                step.revision().message(),
                                console.errStyle()
                                        .paint(Ink.FAINT, String.format(Locale.ROOT, "%,d ms", took.toMillis()))));
        }
    }

    private static String words(List<Blocker> blockers) {
        return blockers.stream().map(Blocker::words).collect(Collectors.joining("; "));
    }
}
