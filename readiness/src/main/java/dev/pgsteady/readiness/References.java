package dev.pgsteady.readiness;

import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.readiness.Facts.Reference;
import dev.pgsteady.schema.Column;
import dev.pgsteady.schema.Constraint;
import dev.pgsteady.schema.DataType;
import dev.pgsteady.schema.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// References that nobody declared, told by names and types alone: a column `x_id` or `xId` beside a table `x`, or its
/// plural, that has a key of one column of the same family of types.
///
/// Left out: columns that a foreign key already covers, pairs of `x_id` and `x_type` (which may point anywhere),
/// arrays,
/// and partitions, whose parent speaks for them.
public final class References {
    private static final Pattern SNAKE = Pattern.compile("(.+)_id", Pattern.CASE_INSENSITIVE);
    private static final Pattern CAMEL = Pattern.compile("(.*[a-z0-9])I[dD]");
    private static final Set<String> INTEGERS = Set.of("int2", "int4", "int8");
    private static final Set<String> TEXTS = Set.of("text", "varchar", "bpchar", "citext", "name");
    private static final Map<String, String> IRREGULAR = Map.ofEntries(
            Map.entry("person", "people"),
            Map.entry("child", "children"),
            Map.entry("man", "men"),
            Map.entry("woman", "women"),
            Map.entry("foot", "feet"),
            Map.entry("tooth", "teeth"),
            Map.entry("goose", "geese"),
            Map.entry("mouse", "mice"),
            Map.entry("datum", "data"),
            Map.entry("medium", "media"),
            Map.entry("index", "indices"),
            Map.entry("matrix", "matrices"),
            Map.entry("vertex", "vertices"),
            Map.entry("criterion", "criteria"),
            Map.entry("analysis", "analyses"),
            Map.entry("basis", "bases"),
            Map.entry("quiz", "quizzes"));

    private final Map<String, List<Target>> targets = new HashMap<>();

    private References(Facts facts) {
        for (Table table : facts.tables()) {
            if (!table.isPartition()) {
                key(table)
                        .ifPresent(
                                k -> targets.computeIfAbsent(plain(table.name().name()), n -> new ArrayList<>())
                                        .add(new Target(table.name(), k)));
            }
        }
    }

    /// A table that can be referred to, and its key.
    private record Target(QualifiedName table, Column key) {}

    /// The undeclared references of these tables, in the order of the tables and their columns.
    public static List<Reference> inferred(Facts facts) {
        References references = new References(facts);
        return facts.tables().stream()
                .filter(t -> !t.isPartition())
                .flatMap(t -> references.of(t).stream())
                .toList();
    }

    private List<Reference> of(Table table) {
        Set<String> declared =
                table.foreignKeys().stream().flatMap(k -> k.columns().stream()).collect(Collectors.toSet());
        Set<String> names = new HashSet<>();
        table.columns().forEach(c -> names.add(plain(c.name())));
        List<Reference> found = new ArrayList<>();
        for (Column column : table.columns()) {
            if (!declared.contains(column.name()) && !column.type().array()) {
                of(table, column, names).ifPresent(found::add);
            }
        }
        return found;
    }

    private Optional<Reference> of(Table table, Column column, Set<String> names) {
        return stem(column.name())
                .filter(stem -> !names.contains(stem + "type"))
                .flatMap(stem -> target(table, column, stem))
                .map(t -> new Reference(
                        table.name(),
                        List.of(column.name()),
                        t.table(),
                        List.of(t.key().name()),
                        Optional.empty()));
    }

    private Optional<Target> target(Table table, Column column, String stem) {
        List<Target> fitting = forms(stem).stream()
                .flatMap(f -> targets.getOrDefault(f, List.of()).stream())
                .filter(t -> sameFamily(t.key().type(), column.type()))
                .filter(t -> !t.table().equals(table.name()) || !t.key().name().equals(column.name()))
                .toList();
        Optional<Target> near = fitting.stream()
                .filter(t -> t.table().schema().equals(table.name().schema()))
                .findFirst();
        return near.isPresent() || fitting.size() != 1 ? near : Optional.of(fitting.get(0));
    }

    /// What stands before the `id`, in lower case and without underscores.
    private static Optional<String> stem(String column) {
        Matcher snake = SNAKE.matcher(column);
        Matcher camel = CAMEL.matcher(column);
        if (snake.matches()) {
            return Optional.of(plain(snake.group(1)));
        }
        return camel.matches() ? Optional.of(plain(camel.group(1))) : Optional.empty();
    }

    private static String plain(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }

    /// The word itself and its plurals.
    private static Set<String> forms(String stem) {
        Set<String> forms = new LinkedHashSet<>(List.of(stem, stem + "s", stem + "es"));
        if (stem.endsWith("y")) {
            forms.add(stem.substring(0, stem.length() - 1) + "ies");
        } else if (stem.endsWith("f")) {
            forms.add(stem.substring(0, stem.length() - 1) + "ves");
        }
        IRREGULAR.forEach((one, many) -> {
            if (stem.endsWith(one)) {
                forms.add(stem.substring(0, stem.length() - one.length()) + many);
            }
        });
        return forms;
    }

    /// The column by which rows of the table are known: of the primary key, else of the only unique constraint.
    private static Optional<Column> key(Table table) {
        if (table.primaryKey().isPresent()) {
            List<String> columns = table.primaryKey().get().columns();
            return columns.size() == 1 ? table.column(columns.get(0)) : Optional.empty();
        }
        List<Constraint.Unique> unique = table.constraintsOf(Constraint.Unique.class).stream()
                .filter(u -> u.columns().size() == 1)
                .toList();
        return unique.size() == 1 ? table.column(unique.get(0).columns().get(0)) : Optional.empty();
    }

    private static boolean sameFamily(DataType one, DataType other) {
        return !one.array() && !other.array() && family(one).equals(family(other));
    }

    private static String family(DataType type) {
        String name = type.base().name();
        if (INTEGERS.contains(name)) {
            return "integer";
        }
        return TEXTS.contains(name) ? "text" : type.base().sql();
    }
}
