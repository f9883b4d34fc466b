package dev.pgsteady.core;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/// Reads `pgsteady.toml`. The only class that knows the TOML parser.
final class ConfigurationReader {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|min|h)");
    private static final Set<String> SUPPRESSION = Set.of("rule", "subject", "reason", "until");

    private final Path file;
    private final String shown;
    private final TomlParseResult toml;

    ConfigurationReader(Path file, Environment environment) {
        this.file = file;
        this.shown = environment.shortened(file);
        this.toml = parse();
    }

    Configuration read() {
        toml.dottedKeySet().forEach(this::known);
        return new Configuration(
                Optional.of(file),
                target(),
                pool(),
                new Timeouts(
                        duration(ConfigurationKey.STATEMENT_TIMEOUT),
                        duration(ConfigurationKey.LOCK_TIMEOUT),
                        duration(ConfigurationKey.IDLE_IN_TRANSACTION_TIMEOUT)),
                suppressions(),
                value(ConfigurationKey.BASELINE, String.class).map(this::beside),
                said(ConfigurationKey.PROOFS).map(this::beside),
                migrate(),
                entities(),
                backup(),
                new Configuration.Output(
                        word(ConfigurationKey.OUTPUT_FORMAT, Configuration.Output.Format.class),
                        word(ConfigurationKey.OUTPUT_COLOR, Configuration.Output.Color.class)));
    }

    private TomlParseResult parse() {
        try {
            TomlParseResult result = Toml.parse(Files.readString(file));
            if (result.hasErrors()) {
                TomlParseError error = result.errors().getFirst();
                throw wrong(error.position(), "is not TOML: " + withoutValues(error), "Correct that line (toml.io).");
            }
            return result;
        } catch (IOException e) {
            throw new Problem(
                    Problem.Kind.FILE,
                    "The configuration file " + shown + " cannot be read: " + e.getMessage() + ".",
                    "Make it readable for this user, as UTF-8 text.",
                    e);
        }
    }

    /// The parser's message names what it found; a long token may be a secret that was not quoted.
    private static String withoutValues(TomlParseError error) {
        String message = String.valueOf(error.getMessage()).strip();
        return message.length() > 160 ? message.substring(0, 160) + " ..." : message;
    }

    private void known(String path) {
        if (ConfigurationKey.ofPath(path).isEmpty()) {
            throw wrong(
                    toml.inputPositionOf(path),
                    "has an unknown key: " + path + ".",
                    "Correct it or take it out." + Nearest.suggestion(path, ConfigurationKey.paths()));
        }
    }

    private Optional<Target> target() {
        return value(ConfigurationKey.DATABASE_URL, String.class)
                .map(url -> new Target(url, new Origin.Line(shown, line(ConfigurationKey.DATABASE_URL))));
    }

    private PoolSettings pool() {
        try {
            return new PoolSettings(
                    number(ConfigurationKey.POOL_SIZE),
                    number(ConfigurationKey.POOL_OVERFLOW),
                    duration(ConfigurationKey.POOL_TIMEOUT),
                    value(ConfigurationKey.POOL_PRE_PING, Boolean.class).orElse(true),
                    duration(ConfigurationKey.POOL_RECYCLE),
                    Duration.ZERO);
        } catch (Problem e) {
            throw e.getMessage() != null && e.getMessage().startsWith(shown)
                    ? e
                    : wrong(toml.inputPositionOf("database.pool"), "is wrong. " + e.getMessage(), e.next());
        }
    }

    private Configuration.Migrate migrate() {
        String directory = text(ConfigurationKey.MIGRATE_DIRECTORY);
        return new Configuration.Migrate(
                file.resolveSibling(directory).normalize(),
                text(ConfigurationKey.MIGRATE_SCHEMA),
                value(ConfigurationKey.MIGRATE_FLYWAY, String.class)
                        .map(folder -> file.resolveSibling(folder).normalize()),
                placeholders(),
                value(ConfigurationKey.LINT_START_AFTER, String.class).filter(v -> !v.isBlank()));
    }

    private Map<String, String> placeholders() {
        Map<String, String> placeholders = new HashMap<>();
        String text = value(ConfigurationKey.MIGRATE_PLACEHOLDERS, String.class).orElse("");
        for (String pair : text.isBlank() ? new String[0] : text.split(",", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw mistyped(ConfigurationKey.MIGRATE_PLACEHOLDERS);
            }
            placeholders.put(
                    pair.substring(0, equals).strip(),
                    pair.substring(equals + 1).strip());
        }
        return placeholders;
    }

    private Configuration.Entities entities() {
        if (!toml.contains("entities")) {
            return Configuration.Entities.NONE;
        }
        return new Configuration.Entities(
                said(ConfigurationKey.ENTITIES_CLASSPATH),
                list(ConfigurationKey.ENTITIES_PACKAGES),
                said(ConfigurationKey.ENTITIES_NAMING),
                server(),
                file.toAbsolutePath().resolveSibling(""));
    }

    private int server() {
        int server = number(ConfigurationKey.ENTITIES_SERVER);
        if (server < Configuration.Entities.OLDEST) {
            throw mistyped(ConfigurationKey.ENTITIES_SERVER);
        }
        return server;
    }

    private Configuration.Backup backup() {
        if (!toml.contains("backup")) {
            return Configuration.Backup.DEFAULT;
        }
        return new Configuration.Backup(
                said(ConfigurationKey.BACKUP_STORE).map(this::address),
                list(ConfigurationKey.BACKUP_COPIES).stream().map(this::address).toList(),
                said(ConfigurationKey.BACKUP_PASSPHRASE_FILE).map(file::resolveSibling),
                list(ConfigurationKey.BACKUP_DATABASES),
                text(ConfigurationKey.BACKUP_KEEP),
                said(ConfigurationKey.BACKUP_SMOKE).map(file::resolveSibling),
                new Configuration.Times(
                        time(ConfigurationKey.BACKUP_SCHEDULE),
                        time(ConfigurationKey.BACKUP_PHYSICAL),
                        time(ConfigurationKey.BACKUP_INCREMENTAL),
                        time(ConfigurationKey.BACKUP_DRILL)),
                said(ConfigurationKey.BACKUP_HOOK),
                list(ConfigurationKey.BACKUP_CONTACTS),
                file.resolveSibling(text(ConfigurationKey.BACKUP_RUNBOOK)));
    }

    /// What is left out holds as it stands in the list of keys; what is said to be empty is never.
    private Optional<String> time(ConfigurationKey key) {
        return Optional.of(value(key, String.class).orElse(key.standard())).filter(v -> !v.isBlank());
    }

    /// A folder is relative to the file; an address with a scheme stays as it is.
    private String address(String text) {
        return text.contains("://")
                ? text
                : file.resolveSibling(text).normalize().toString();
    }

    private Optional<String> said(ConfigurationKey key) {
        return value(key, String.class).filter(v -> !v.isBlank());
    }

    private List<String> list(ConfigurationKey key) {
        return said(key).stream()
                .flatMap(p -> Arrays.stream(p.split(",")))
                .map(String::strip)
                .filter(p -> !p.isEmpty())
                .toList();
    }

    private String text(ConfigurationKey key) {
        String text = value(key, String.class).orElse(key.standard());
        if (text.isBlank()) {
            throw mistyped(key);
        }
        return text;
    }

    private int number(ConfigurationKey key) {
        long number = value(key, Long.class).orElse(Long.valueOf(key.standard()));
        if (number < 0 || number > 100_000) {
            throw mistyped(key);
        }
        return (int) number;
    }

    private Duration duration(ConfigurationKey key) {
        Object value = toml.get(key.path());
        if (value instanceof Long seconds && seconds >= 0 && seconds < 100_000_000) {
            return Duration.ofSeconds(seconds);
        }
        Matcher text = DURATION.matcher(value == null ? key.standard() : value.toString());
        if (!text.matches() || (value != null && !(value instanceof String))) {
            throw mistyped(key);
        }
        long amount = Long.parseLong(text.group(1));
        return switch (text.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "min" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofSeconds(amount);
        };
    }

    private <E extends Enum<E>> E word(ConfigurationKey key, Class<E> type) {
        String word = value(key, String.class).orElse(key.standard());
        List<String> words = Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
        int index = words.indexOf(word);
        if (index < 0) {
            throw wrong(
                    toml.inputPositionOf(key.path()),
                    "has a value for " + key.path() + " that is none.",
                    "Use one of " + String.join(", ", words) + "." + Nearest.suggestion(word, words));
        }
        return type.getEnumConstants()[index];
    }

    private <T> Optional<T> value(ConfigurationKey key, Class<T> type) {
        Optional<Object> value = Optional.ofNullable(toml.get(key.path()));
        if (value.isPresent() && !type.isInstance(value.get())) {
            throw mistyped(key);
        }
        return value.map(type::cast);
    }

    private Path beside(String name) {
        try {
            return file.resolveSibling(name);
        } catch (InvalidPathException e) {
            throw mistyped(ConfigurationKey.BASELINE);
        }
    }

    private List<Configuration.Suppression> suppressions() {
        List<Configuration.Suppression> all = new ArrayList<>();
        TomlArray array = value(ConfigurationKey.SUPPRESS, TomlArray.class).orElse(null);
        for (int i = 0; array != null && i < array.size(); i++) {
            if (!(array.get(i) instanceof TomlTable table)) {
                throw mistyped(ConfigurationKey.SUPPRESS);
            }
            all.add(suppression(table, position(table, array.inputPositionOf(i))));
        }
        Contradictions.refuse(all);
        return all;
    }

    /// Where a table's first key is: the parser places the table itself where the element before it ends.
    private static TomlPosition position(TomlTable table, TomlPosition otherwise) {
        return table.keySet().stream()
                .map(key -> table.inputPositionOf(List.of(key)))
                .filter(Objects::nonNull)
                .min(Comparator.comparingInt(TomlPosition::line).thenComparingInt(TomlPosition::column))
                .orElse(otherwise);
    }

    private Configuration.Suppression suppression(TomlTable table, TomlPosition position) {
        for (String key : table.keySet()) {
            if (!SUPPRESSION.contains(key)) {
                throw wrong(
                        position,
                        "has an unknown key: check.suppress." + key + ".",
                        "A suppression has rule, subject, reason and until." + Nearest.suggestion(key, SUPPRESSION));
            }
        }
        return new Configuration.Suppression(
                field(table, position, "rule", RuleId::new).orElseThrow(() -> incomplete(position, "rule")),
                field(table, position, "subject", Function.identity()).orElse("*"),
                field(table, position, "reason", Function.identity()).orElseThrow(() -> incomplete(position, "reason")),
                table.get("until") instanceof LocalDate day
                        ? Optional.of(day)
                        : field(table, position, "until", LocalDate::parse),
                new Origin.Line(shown, position.line()));
    }

    private <T> Optional<T> field(TomlTable table, TomlPosition position, String key, Function<String, T> meaning) {
        Object value = table.get(key);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof String text && !text.isBlank()) {
            try {
                return Optional.of(meaning.apply(text));
            } catch (DateTimeException | IllegalArgumentException e) {
                throw incomplete(position, key);
            }
        }
        throw incomplete(position, key);
    }

    private Problem incomplete(TomlPosition position, String key) {
        return wrong(
                position,
                "has a suppression whose " + key + " is missing or wrong.",
                "Write { rule = \"IX01\", subject = \"public.orders\", reason = \"...\", until = 2030-01-31 }; only rule and"
                        + " reason are required.");
    }

    private Problem mistyped(ConfigurationKey key) {
        return wrong(
                toml.inputPositionOf(key.path()),
                "has a value for " + key.path() + " that it cannot have.",
                "Its value is " + key.type().words() + ".");
    }

    private int line(ConfigurationKey key) {
        TomlPosition position = toml.inputPositionOf(key.path());
        return position == null ? 0 : position.line();
    }

    private Problem wrong(@org.jspecify.annotations.Nullable TomlPosition position, String what, String next) {
        String place = position == null ? shown : shown + ":" + position.line() + ":" + position.column();
        return new Problem(Problem.Kind.CONFIGURATION, place + " " + what, next);
    }
}
