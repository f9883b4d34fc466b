package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.NameWords;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Column;
import dev.pgsteady.schema.DataType;
import dev.pgsteady.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Same name, different type.
@AutoService(Rule.class)
public final class CN32 implements Rule {
    private static final Words WORDS = new Words(
            new RuleId("CN32"),
            Severity.LOW,
            "Same name, different type",
            """
            The column has the name of a key that other tables hold in another type. Joining the two converts one
            side, which no index serves, or fails; and a value that fits here may not fit there.""",
            """
            Give it the type that the others have, and a foreign key with it.""",
            "10.2 Operators (Type Conversion)");

    private static final int MOST = 3;
    private static final int MANY = 20;

    /// Keys of things that may be anything, so that their types may differ.
    private static final Set<String> ANYTHING = Set.of(
            "external",
            "remote",
            "foreign",
            "source",
            "target",
            "entity",
            "object",
            "record",
            "item",
            "resource",
            "subject",
            "parent",
            "owner",
            "reference",
            "ref",
            "row",
            "request",
            "transaction",
            "correlation",
            "trace",
            "legacy",
            "old",
            "original",
            "origin",
            "public",
            "provider",
            "client",
            "device",
            "session",
            "message",
            "node",
            "process",
            "global",
            "system",
            "uniq",
            "unique");

    @Override
    public Words words() {
        return WORDS;
    }

    /// A column that holds a key of another table, by its name.
    private record Key(Table table, Column column, String family, boolean declared) {}

    @Override
    public Verdict judge(Facts facts) {
        Map<String, List<Key>> byName = new TreeMap<>();
        Bookkeeping.none(facts)
                .filter(t -> t.inherits().isEmpty())
                .forEach(t -> keys(facts, t)
                        .forEach(k -> byName.computeIfAbsent(k.column().name(), n -> new ArrayList<>())
                                .add(k)));
        List<Finding> findings = byName.values().stream()
                .filter(k -> k.size() > MOST)
                .flatMap(k -> odd(facts, k))
                .toList();
        return Verdict.of(Habit.of(facts, "key in another type than elsewhere").gathered(this, findings, MANY));
    }

    private static Stream<Key> keys(Facts facts, Table table) {
        return table.columns().stream()
                .filter(c -> named(facts, c))
                .map(c -> new Key(table, c, family(facts, c), Guards.refers(table, c.name())));
    }

    private static boolean named(Facts facts, Column column) {
        if (!column.name().regionMatches(true, column.name().length() - 2, "id", 0, 2)) {
            return false;
        }
        NameWords words = facts.words(column.name());
        return words.all().size() > 1 && words.last().equals("id") && !words.hasAny(ANYTHING);
    }

    /// Integers of different widths compare without a conversion that hurts; what a foreign key joins is
    /// checked elsewhere.
    private static String family(Facts facts, Column column) {
        DataType plain = facts.plain(column.type());
        String array = plain.array() ? "[]" : "";
        return (Kinds.integer(facts, column)
                        ? "integer"
                        : Kinds.text(facts, column) ? "text" : plain.base().sql())
                + array;
    }

    /// Those outside the type that at least three, and most, have.
    private Stream<Finding> odd(Facts facts, List<Key> keys) {
        Map<String, Long> counts =
                keys.stream().collect(Collectors.groupingBy(Key::family, TreeMap::new, Collectors.counting()));
        String usual = counts.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse("");
        long usually = counts.getOrDefault(usual, 0L);
        boolean clear = usually >= MOST && usually * 4 >= keys.size() * 3L;
        return keys.stream()
                .filter(k -> clear
                        && !k.family().equals(usual)
                        && !k.declared()
                        && !k.column().type().array())
                .map(k -> found(
                        facts,
                        k,
                        keys.stream().filter(o -> o.family().equals(usual)).toList()));
    }

    private Finding found(Facts facts, Key key, List<Key> others) {
        return finding(
                About.column(key.table(), key.column().name()),
                "it is %s, and %,d other tables have a column of this name as %s"
                        .formatted(
                                key.column().type().sql(),
                                others.size(),
                                others.getFirst().column().type().sql()),
                Optional.empty(),
                facts.rows(key.table()));
    }
}
