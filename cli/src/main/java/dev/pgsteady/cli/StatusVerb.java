package dev.pgsteady.cli;

import static dev.pgsteady.core.TerminalStyle.fit;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.TerminalStyle.Ink;
import dev.pgsteady.embedded.DatabaseSize;
import dev.pgsteady.embedded.EmbeddedServer;
import dev.pgsteady.embedded.Progress;
import dev.pgsteady.embedded.ServerStatus;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Says how the embedded servers are.
@AutoService(Verb.class)
@Command(
        name = "status",
        description = {
            "Say how the embedded servers are; with --verbose also which databases they hold.",
            "Exit code 0: one runs; 1: none does."
        })
public final class StatusVerb extends Verb {
    @Mixin
    private final ServerOption server = new ServerOption();

    /// A server and its databases.
    private record Shown(ServerStatus status, List<DatabaseSize> databases) {}

    @Override
    int order() {
        return 22;
    }

    @Override
    int run(Console console) {
        List<String> names = server.name.map(List::of).orElseGet(ServerOption::existing);
        List<Shown> shown = names.stream()
                .map(name -> ServerOption.server(name, Progress.NONE))
                .map(s -> new Shown(s.status(), databases(s)))
                .toList();
        if (common.json) {
            console.text(Json.array(all -> shown.forEach(s -> json(all, s))));
        } else if (shown.isEmpty()) {
            console.line("There is no embedded server. " + console.command(console.self() + " up") + " makes one, "
                    + console.command(console.self() + " demo") + " one with a badly kept database in it.");
        } else {
            shown.forEach(s -> text(console, s));
        }
        return shown.stream().anyMatch(s -> s.status().running()) ? 0 : 1;
    }

    /// Asking the server takes several times as long as all else, so it is asked only when somebody wants to know.
    private List<DatabaseSize> databases(EmbeddedServer server) {
        return common.verbose ? server.databases() : List.of();
    }

    private static void json(ArrayNode all, Shown shown) {
        ServerStatus status = shown.status();
        ObjectNode node = all.addObject();
        node.put("server", status.name());
        node.put("state", status.state().name().toLowerCase(Locale.ROOT));
        status.version().ifPresent(v -> node.put("version", v.toString()));
        status.pid().ifPresent(pid -> node.put("pid", pid));
        status.port().ifPresent(port -> node.put("port", port));
        status.since().ifPresent(since -> node.put("since", since.toString()));
        node.put("data", status.dataDirectory().toString());
        ArrayNode databases = node.putArray("databases");
        shown.databases()
                .forEach(d -> databases.addObject().put("name", d.name()).put("bytes", d.bytes()));
    }

    private static void text(Console console, Shown shown) {
        ServerStatus status = shown.status();
        Ink ink = status.running() ? Ink.GREEN : Ink.YELLOW;
        console.line(console.style().paint(Ink.BOLD, fit(status.name(), 10))
                + console.style().paint(ink, status.state().name().toLowerCase(Locale.ROOT))
                + status.version().map(v -> ", PostgreSQL " + v).orElse(""));
        if (status.running()) {
            console.line("  address   127.0.0.1:" + status.port().orElse(0) + ", process "
                    + status.pid().orElse(0)
                    + status.since().map(s -> ", since " + s).orElse(""));
        }
        console.line("  data      " + status.dataDirectory());
        shown.databases().forEach(d -> console.line("  database  " + fit(d.name(), 24) + " " + size(d.bytes())));
    }

    private static String size(long bytes) {
        return bytes < 10L << 20
                ? (bytes >> 10) + " kB"
                : bytes < 10L << 30 ? (bytes >> 20) + " MB" : (bytes >> 30) + " GB";
    }
}
