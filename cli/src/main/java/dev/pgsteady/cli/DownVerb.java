package dev.pgsteady.cli;

import com.google.auto.service.AutoService;
import dev.pgsteady.embedded.Progress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Stops embedded servers.
@AutoService(Verb.class)
@Command(name = "down", description = "Stop the embedded servers, or one of them. What they hold stays.")
public final class DownVerb extends Verb {
    @Mixin
    private final ServerOption server = new ServerOption();

    @Override
    int order() {
        return 21;
    }

    @Override
    int run(Console console) {
        List<String> names = server.name.map(List::of).orElseGet(ServerOption::existing);
        Map<String, Boolean> stopped = new TreeMap<>();
        names.forEach(name ->
                stopped.put(name, ServerOption.server(name, Progress.NONE).stop()));
        if (common.json) {
            console.text(Json.object(root -> stopped.forEach(root::put)));
        } else if (stopped.isEmpty()) {
            console.line("There is no embedded server.");
        } else {
            stopped.forEach((name, was) -> console.line(name + (was ? " is stopped." : " was not running.")));
        }
        return 0;
    }
}
