package dev.pgsteady.core;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Looks for a database in every place, in the order that libpq has, and completes what it found.
///
/// Within libpq's own sources the order is the connection string, the service file, the environment, the defaults:
/// a service wins over an environment variable (manual, 34.17; `conninfo_add_defaults` does it so).
final class SettingsSearch {
    private static final List<Keyword> NAMING =
            List.of(Keyword.HOST, Keyword.HOSTADDR, Keyword.PORT, Keyword.DBNAME, Keyword.USER, Keyword.SERVICE);

    private static final Map<String, Keyword> DB_WORDS = Map.of(
            "DB_NAME", Keyword.DBNAME,
            "DB_USER", Keyword.USER,
            "DB_PASSWORD", Keyword.PASSWORD,
            "DB_HOST", Keyword.HOST,
            "DB_PORT", Keyword.PORT);

    private final Environment environment;

    SettingsSearch(Environment environment) {
        this.environment = environment;
    }

    Optional<ConnectionSettings> find(Optional<Target> target, Optional<Target> configured) {
        return target.or(this::databaseUrl)
                .map(this::of)
                .or(this::libpqVariables)
                .or(this::dbWords)
                .or(() -> configured.map(this::of));
    }

    ConnectionSettings of(Target target) {
        FoundWords found = new FoundWords();
        TargetText.readInto(target, found);
        return complete(found);
    }

    private Optional<Target> databaseUrl() {
        return environment
                .variable("DATABASE_URL")
                .filter(text -> !text.isBlank())
                .map(text -> new Target(text, new Origin.Variable("DATABASE_URL")));
    }

    private Optional<ConnectionSettings> libpqVariables() {
        boolean named = NAMING.stream()
                .flatMap(keyword -> keyword.variable().stream())
                .anyMatch(variable -> environment.variable(variable).isPresent());
        return named ? Optional.of(complete(new FoundWords())) : Optional.empty();
    }

    private Optional<ConnectionSettings> dbWords() {
        if (environment.variable("DB_NAME").isEmpty()
                && environment.variable("DB_HOST").isEmpty()) {
            return Optional.empty();
        }
        environment
                .variable("DB_ENGINE")
                .ifPresent(engine ->
                        TargetText.refuseOthers(engine.replace("_psycopg2", ""), new Origin.Variable("DB_ENGINE")));
        FoundWords found = new FoundWords();
        DB_WORDS.forEach((variable, keyword) -> environment
                .variable(variable)
                .ifPresent(value -> found.offer(keyword, value, new Origin.Variable(variable))));
        return Optional.of(complete(found));
    }

    private ConnectionSettings complete(FoundWords found) {
        found.get(Keyword.SERVICE)
                .map(Setting::value)
                .or(() -> environment.variable("PGSERVICE"))
                .ifPresent(service -> new ServiceFile(environment).readInto(found, service));
        for (Keyword keyword : Keyword.values()) {
            keyword.variable()
                    .flatMap(name ->
                            environment.variable(name).map(v -> new Setting(keyword, v, new Origin.Variable(name))))
                    .ifPresent(setting -> found.offer(keyword, setting.value(), setting.origin()));
        }
        defaults(found);
        SettingValues.check(found);
        return found.at(new HostList(environment, found).hosts());
    }

    private void defaults(FoundWords found) {
        replaceEmpty(found, Keyword.USER, environment.userName());
        replaceEmpty(found, Keyword.DBNAME, found.value(Keyword.USER));
        replaceEmpty(found, Keyword.PORT, "5432");
        found.offer(
                Keyword.APPLICATION_NAME,
                found.get(Keyword.FALLBACK_APPLICATION_NAME).map(Setting::value).orElse("pgsteady"),
                new Origin.Default("pgsteady default"));
        found.offer(Keyword.CONNECT_TIMEOUT, "10", new Origin.Default("pgsteady default"));
        found.offer(Keyword.TARGET_SESSION_ATTRS, "any", Origin.libpq());
        found.offer(Keyword.CHANNEL_BINDING, "prefer", Origin.libpq());
        boolean system = found.value(Keyword.SSLROOTCERT).equals("system");
        found.offer(Keyword.SSLMODE, system ? "verify-full" : "prefer", Origin.libpq());
        file(found, Keyword.SSLROOTCERT, "root.crt");
        file(found, Keyword.SSLCERT, "postgresql.crt");
        file(found, Keyword.SSLKEY, "postgresql.key");
        file(found, Keyword.SSLKEY, "postgresql.pk8");
    }

    private static void replaceEmpty(FoundWords found, Keyword keyword, String value) {
        if (found.get(keyword).isEmpty()) {
            found.put(keyword, value, Origin.libpq());
        }
    }

    private void file(FoundWords found, Keyword keyword, String name) {
        Path file = environment.libpqDirectory().resolve(name);
        if (Files.exists(file)) {
            found.offer(keyword, file.toString(), Origin.libpq());
        }
    }
}
