package dev.pgsteady.cli;

import com.google.auto.service.AutoService;
import dev.pgsteady.embedded.Address;
import dev.pgsteady.embedded.EmbeddedServer;
import dev.pgsteady.embedded.ServerOptions;
import dev.pgsteady.embedded.ServerStatus;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Starts an embedded server.
@AutoService(Verb.class)
@Command(
        name = "up",
        description = {
            "Start the embedded PostgreSQL server, and make it first if there is none.",
            "It listens on 127.0.0.1 only, keeps its data, and runs until 'pgsteady down'."
        })
public final class UpVerb extends Verb {
    @Mixin
    private final ServerOption server = new ServerOption();

    @Option(names = "--data", paramLabel = "DIR", description = "Where to keep the data, when the server is made.")
    private Optional<Path> data = Optional.empty();

    @Override
    int order() {
        return 20;
    }

    @Override
    int run(Console console) {
        EmbeddedServer embedded = start(console, server.name.orElse(ServerOption.MAIN));
        print(console, embedded.status(), embedded.address());
        return 0;
    }

    private EmbeddedServer start(Console console, String name) {
        try (ProgressLine progress = new ProgressLine(console)) {
            ServerOptions plain = ServerOptions.named(name).withProgress(progress);
            ServerOptions options = data.map(plain::withDataDirectory).orElse(plain);
            EmbeddedServer embedded = EmbeddedServer.at(ServerOption.stateDirectory(), options);
            embedded.start();
            return embedded;
        }
    }

    private void print(Console console, ServerStatus status, Address address) {
        String url = "postgresql://%s@%s:%d/postgres".formatted(address.user(), address.host(), address.port());
        if (common.json) {
            console.text(Json.object(root -> root.put("server", status.name())
                    .put("url", url)
                    .put("passwordFile", address.passwordFile().toString())
                    .put("data", status.dataDirectory().toString())));
            return;
        }
        console.line("PostgreSQL " + status.version().map(Object::toString).orElse("") + " is running.");
        console.line("");
        console.line("  address    " + url);
        console.line("  password   in " + address.passwordFile());
        console.line("  data       " + status.dataDirectory());
        console.line("");
        console.line(
                "Next: " + console.command(console.self() + " psql") + ", " + console.command(console.self() + " check")
                        + "; to stop it: " + console.command(console.self() + " down"));
    }
}
