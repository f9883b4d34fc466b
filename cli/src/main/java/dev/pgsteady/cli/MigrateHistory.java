package dev.pgsteady.cli;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Configuration;
import dev.pgsteady.core.TerminalStyle;
import dev.pgsteady.core.TerminalStyle.Ink;
import dev.pgsteady.migrate.History;
import dev.pgsteady.migrate.Migrations;
import dev.pgsteady.migrate.Revision;
import dev.pgsteady.migrate.Status;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/// Lists the revisions and what the database says of each.
@AutoService(MigrateAction.class)
@Command(name = "history", description = "List all revisions, the newest first, and whether the database has them.")
public final class MigrateHistory extends MigrateOnDatabase {
    @Option(names = "-v", description = "Also say who applied each, when, how long it took and on which server.")
    private boolean wide;

    @Override
    int order() {
        return 4;
    }

    @Override
    int run(Console console, Configuration configuration, Migrations migrations) {
        History history = migrations.history();
        Status status = migrations.status();
        List<Revision> newestFirst =
                folder(configuration).read().sound().ordered().reversed();
        if (json(configuration)) {
            console.text(Json.object(root -> {
                var revisions = root.putArray("revisions");
                for (Revision revision : newestFirst) {
                    ObjectNode node = json(revisions.addObject(), revision);
                    node.put("state", state(revision, history, status));
                    history.find(revision.id()).ifPresent(e -> json(node.putObject("history"), e));
                }
                var unknown = root.putArray("unknown");
                status.unknown().forEach(e -> json(unknown.addObject(), e));
            }));
            return 0;
        }
        status.unknown().forEach(e -> show(console, "no file", line(console, e.id(), e.message()), Optional.of(e)));
        newestFirst.forEach(r ->
                show(console, state(r, history, status), line(console, r.id(), r.message()), history.find(r.id())));
        if (newestFirst.isEmpty() && status.unknown().isEmpty()) {
            console.line("There is no revision yet.");
        }
        return 0;
    }

    private static String state(Revision revision, History history, Status status) {
        Optional<History.Entry> entry = history.find(revision.id());
        if (entry.isEmpty()) {
            return "pending";
        }
        return entry.get().running() ? "broken off" : status.edited().contains(revision) ? "edited" : "applied";
    }

    private void show(Console console, String state, String line, Optional<History.Entry> entry) {
        Ink ink = state.equals("applied") ? Ink.GREEN : Ink.YELLOW;
        console.line(console.style().paint(ink, TerminalStyle.fit(state, 11)) + line);
        if (wide || common.verbose) {
            entry.ifPresent(e -> console.line(String.format(
                    Locale.ROOT,
                    "           by %s at %s, %,d ms, PostgreSQL %s, pgsteady %s",
                    e.by(),
                    e.at(),
                    e.took().toMillis(),
                    e.serverVersion(),
                    e.toolVersion())));
        }
    }

    static void json(ObjectNode node, History.Entry entry) {
        node.put("revision", entry.id().text());
        node.put("message", entry.message());
        node.put("checksum", entry.checksum());
        node.put("state", entry.state().name().toLowerCase(Locale.ROOT));
        node.put("direction", entry.direction().word());
        node.put("statementsDone", entry.done());
        node.put("by", entry.by());
        node.put("at", entry.at().toString());
        node.put("milliseconds", entry.took().toMillis());
        node.put("server", entry.serverVersion());
        node.put("pgsteady", entry.toolVersion());
    }
}
