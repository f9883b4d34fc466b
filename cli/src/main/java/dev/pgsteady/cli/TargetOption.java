package dev.pgsteady.cli;

import dev.pgsteady.core.Configuration;
import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Environment;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.Secret;
import dev.pgsteady.core.Target;
import dev.pgsteady.embedded.Address;
import dev.pgsteady.embedded.EmbeddedServer;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Which database is meant: the one that is named, else what the environment says, else an embedded one.
final class TargetOption {
    @Parameters(
            index = "0+",
            arity = "0..1",
            paramLabel = "DATABASE",
            description = {
                "postgresql://user@host:port/database, a keyword/value string, a JDBC URL, or the name of a database.",
                "When left out: DATABASE_URL, libpq's PG* variables, DB_HOST and its kin, pgsteady.toml,",
                "and after these the embedded server."
            })
    Optional<String> target = Optional.empty();

    @Mixin
    final ServerOption server = new ServerOption();

    /// Where to connect. Starts an embedded server that is meant and does not run.
    ///
    /// @param configuration says which database is meant when nothing else does
    ConnectionSettings settings(Console console, Configuration configuration) {
        if (server.name.isPresent()) {
            return embedded(console);
        }
        return ConnectionSettings.find(target.map(Target::commandLine), configuration.target(), Environment.system())
                .orElseGet(() -> embedded(console));
    }

    private ConnectionSettings embedded(Console console) {
        String name = server.chosen();
        if (!ServerOption.existing().contains(name)) {
            throw new Problem(
                    Problem.Kind.CONFIGURATION,
                    "No database was named, and there is no embedded server " + name + ".",
                    "Name one: 'pgsteady check postgresql://user@host/database'; or make one: 'pgsteady demo'.");
        }
        try (ProgressLine progress = new ProgressLine(console)) {
            EmbeddedServer embedded = ServerOption.server(name, progress);
            Address address = embedded.start();
            String database = target.orElse(name.equals(ServerOption.DEMO) ? "instantviz" : "postgres");
            return ConnectionSettings.to(address.host(), address.port(), database, address.user())
                    .withPassword(Secret.of(address.readPassword()));
        }
    }

    /// What the configuration file of the working directory says.
    static Configuration configuration() {
        return Configuration.find(Path.of(""), Environment.system());
    }
}
