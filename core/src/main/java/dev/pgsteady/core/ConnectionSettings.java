package dev.pgsteady.core;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Where a database is and how to get in; everything that libpq's connection parameters say, and where each was found.
///
/// Made by [#find], [#of] or [#to]. A value: `with` makes another one. Its text never contains a secret.
///
/// @param hosts    the servers to try, in order; at least one
/// @param settings everything that was said or taken by default, by keyword
/// @param driver   settings that only pgjdbc knows, by its own words (`prepareThreshold`)
/// @param notes    sentences about what was found but not used, as in a passfile that others can read
public record ConnectionSettings(
        List<Host> hosts, Map<Keyword, Setting> settings, Map<String, String> driver, List<String> notes) {
    private static final Set<Keyword> LOOKED_UP = EnumSet.of(
            Keyword.HOST,
            Keyword.HOSTADDR,
            Keyword.PORT,
            Keyword.PASSWORD,
            Keyword.PASSFILE,
            Keyword.SERVICE,
            Keyword.SERVICEFILE);

    public ConnectionSettings {
        hosts = List.copyOf(hosts);
        settings = settings.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(settings));
        driver = Map.copyOf(driver);
        notes = List.copyOf(notes);
        if (hosts.isEmpty() || !settings.containsKey(Keyword.USER) || !settings.containsKey(Keyword.DBNAME)) {
            throw new IllegalArgumentException("connection settings have a host, a role and a database");
        }
    }

    /// Looks for a database in the places that [the explanation](docs/explanation/connections.md) lists: the explicit
    /// target, `DATABASE_URL`, libpq's variables, `DB_NAME` and its kin, the configuration file.
    ///
    /// @param target      what the command line says, if anything: a URI, a keyword/value string, a JDBC URL or a
    ///                    name
    /// @param configured  what a configuration file says, if anything; used only when nothing else says anything
    /// @param environment the variables and the home directory
    /// @return empty when nothing names a database
    /// @throws Problem CONFIGURATION when one of the places says something that makes no sense
    public static Optional<ConnectionSettings> find(
            Optional<Target> target, Optional<Target> configured, Environment environment) {
        return new SettingsSearch(environment).find(target, configured);
    }

    /// The settings of one explicit target, completed by libpq's variables, service file, passfile and defaults.
    ///
    /// @throws Problem CONFIGURATION when the target makes no sense
    public static ConnectionSettings of(Target target, Environment environment) {
        return new SettingsSearch(environment).of(target);
    }

    /// Settings from a program rather than from a person: nothing is looked up anywhere.
    public static ConnectionSettings to(String host, int port, String database, String user) {
        Origin program = new Origin.Given("the program");
        Map<Keyword, Setting> settings = new EnumMap<>(Keyword.class);
        Map.of(
                        Keyword.HOST, host,
                        Keyword.PORT, Integer.toString(port),
                        Keyword.DBNAME, database,
                        Keyword.USER, user)
                .forEach((keyword, value) -> settings.put(keyword, new Setting(keyword, value, program)));
        return new ConnectionSettings(
                List.of(new Host(host, Optional.empty(), port, Optional.empty())), settings, Map.of(), List.of());
    }

    /// The database's name.
    public String database() {
        return value(Keyword.DBNAME).orElseThrow();
    }

    /// The role's name.
    public String user() {
        return value(Keyword.USER).orElseThrow();
    }

    /// The value of a setting; empty when nothing says it and it has no default.
    public Optional<String> value(Keyword keyword) {
        return Optional.ofNullable(settings.get(keyword)).map(Setting::value).filter(v -> !v.isEmpty());
    }

    /// Where a setting was found; empty when it was not.
    public Optional<Origin> origin(Keyword keyword) {
        return Optional.ofNullable(settings.get(keyword)).map(Setting::origin);
    }

    /// Every setting with its origin, in the order of [Keyword], and the password of each host; secrets are masked.
    public List<Setting> table() {
        List<Setting> table = new ArrayList<>(settings.values());
        if (!settings.containsKey(Keyword.PASSWORD)) {
            hosts.stream()
                    .flatMap(host -> host.password().stream())
                    .map(password ->
                            new Setting(Keyword.PASSWORD, password.secret().toString(), password.origin()))
                    .distinct()
                    .forEach(table::add);
        }
        table.sort((a, b) -> a.keyword().compareTo(b.keyword()));
        return List.copyOf(table);
    }

    /// The same settings for another database of the same server.
    public ConnectionSettings withDatabase(String database) {
        return with(Keyword.DBNAME, database);
    }

    /// The same settings with this password for every host.
    public ConnectionSettings withPassword(Secret password) {
        Host.Password given = new Host.Password(password, new Origin.Given("the program"));
        List<Host> opened = hosts.stream()
                .map(host -> new Host(host.name(), host.address(), host.port(), Optional.of(given)))
                .toList();
        Map<Keyword, Setting> others = copy();
        others.remove(Keyword.PASSWORD);
        return new ConnectionSettings(opened, others, driver, notes);
    }

    /// The same settings with one of them changed by the program.
    ///
    /// @throws IllegalArgumentException for a keyword that decides the hosts or the password
    public ConnectionSettings with(Keyword keyword, String value) {
        if (LOOKED_UP.contains(keyword)) {
            throw new IllegalArgumentException(keyword.word() + " decides where to connect; look it up anew");
        }
        Map<Keyword, Setting> changed = copy();
        changed.put(keyword, new Setting(keyword, value, new Origin.Given("the program")));
        return new ConnectionSettings(hosts, changed, driver, notes);
    }

    private Map<Keyword, Setting> copy() {
        Map<Keyword, Setting> copy = new EnumMap<>(Keyword.class);
        copy.putAll(settings);
        return copy;
    }

    /// The target as one line for a person, without the password: `role@host:port/database`.
    @Override
    public String toString() {
        return user() + "@" + hosts.stream().map(Host::toString).collect(Collectors.joining(",")) + "/" + database();
    }
}
