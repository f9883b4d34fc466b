package dev.pgsteady.starter;

import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Environment;
import dev.pgsteady.core.Host;
import dev.pgsteady.core.Keyword;
import dev.pgsteady.core.Origin;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.Secret;
import dev.pgsteady.core.Target;
import dev.pgsteady.embedded.Directories;
import dev.pgsteady.embedded.EmbeddedServer;
import dev.pgsteady.embedded.Machine;
import dev.pgsteady.embedded.ServerOptions;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.core.env.PropertyResolver;

/// Which database the application talks to, and who said so.
///
/// @param settings where it is
/// @param embedded whether it is on a server that we started, because nothing named another
public record FoundDatabase(ConnectionSettings settings, boolean embedded) {
    /// Takes `spring.datasource.url`, else `pgsteady.database`, else DATABASE_URL, libpq's variables,
    /// DB_HOST and its kin; and starts the embedded server when none of them says anything.
    ///
    /// @throws Problem CONFIGURATION when nothing names a database and the embedded server is switched off
    static FoundDatabase find(PgsteadyProperties properties, PropertyResolver spring, Environment environment) {
        String application = spring.getProperty("spring.application.name", "app");
        Optional<Target> said = text(spring, "spring.datasource.url")
                .or(() -> Optional.of(properties.database())
                        .filter(text -> !text.isBlank())
                        .map(text -> new Target(text, new Origin.Given("pgsteady.database"))));
        return ConnectionSettings.find(said, Optional.empty(), environment)
                .map(settings -> new FoundDatabase(named(withCredentials(settings, spring), application), false))
                .orElseGet(() -> embedded(properties.embedded(), application));
    }

    private static Optional<Target> text(PropertyResolver spring, String key) {
        return Optional.ofNullable(spring.getProperty(key))
                .filter(text -> !text.isBlank())
                .map(text -> new Target(text, new Origin.Given(key)));
    }

    /// Spring's own words for role and password, beside `spring.datasource.url` alone.
    private static ConnectionSettings withCredentials(ConnectionSettings settings, PropertyResolver spring) {
        if (spring.getProperty("spring.datasource.url", "").isBlank()) {
            return settings;
        }
        String user = spring.getProperty("spring.datasource.username", "");
        String password = spring.getProperty("spring.datasource.password", "");
        ConnectionSettings known = user.isBlank() ? settings : settings.with(Keyword.USER, user);
        return password.isBlank() ? known : known.withPassword(Secret.of(password));
    }

    private static FoundDatabase embedded(PgsteadyProperties.Embedded wanted, String application) {
        if (!wanted.enabled()) {
            throw new Problem(
                    Problem.Kind.CONFIGURATION,
                    "Nothing names a database, and the embedded server is switched off.",
                    "Set DATABASE_URL, DB_HOST and its kin, or pgsteady.database.");
        }
        EmbeddedServer server =
                EmbeddedServer.at(Directories.of(Machine.here()).state(), ServerOptions.named(wanted.server()));
        String database = wanted.database().isBlank() ? databaseName(application) : wanted.database();
        ConnectionSettings settings = new EmbeddedDatabase(server, database).settings();
        return new FoundDatabase(named(settings, application), true);
    }

    /// The same, with a password that is fetched for each new connection. The embedded server has its own.
    FoundDatabase fetching(PasswordSource source) {
        return embedded ? this : new FoundDatabase(source.each(settings), false);
    }

    /// A server that follows another one. Database, role and password are the other's when it does not say
    /// them.
    ///
    /// @throws Problem CONFIGURATION when it makes no sense
    static ConnectionSettings replica(String text, FoundDatabase primary, Environment environment) {
        ConnectionSettings said =
                ConnectionSettings.of(new Target(text, new Origin.Given("pgsteady.replicas")), environment);
        ConnectionSettings settings = primary.settings();
        ConnectionSettings whole = said;
        for (Keyword keyword : List.of(Keyword.USER, Keyword.DBNAME, Keyword.APPLICATION_NAME)) {
            boolean own =
                    said.origin(keyword).filter(Origin.Given.class::isInstance).isPresent();
            Optional<String> primarys = own ? Optional.empty() : settings.value(keyword);
            if (primarys.isPresent()) {
                whole = whole.with(keyword, primarys.get());
            }
        }
        boolean open = said.hosts().stream().allMatch(h -> h.password().isEmpty());
        Optional<Secret> password = settings.hosts().getFirst().password().map(Host.Password::secret);
        return open && password.isPresent() ? whole.withPassword(password.get()) : whole;
    }

    /// The name by which the server's views show the application.
    private static ConnectionSettings named(ConnectionSettings settings, String application) {
        boolean said = settings.value(Keyword.APPLICATION_NAME)
                .filter(n -> !n.equals("pgsteady"))
                .isPresent();
        return said ? settings : settings.with(Keyword.APPLICATION_NAME, application);
    }

    static String databaseName(String application) {
        String name = application.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
        String trimmed = name.replaceAll("^_+|_+$", "");
        return trimmed.isEmpty() ? "app" : trimmed.substring(0, Math.min(trimmed.length(), 63));
    }
}
