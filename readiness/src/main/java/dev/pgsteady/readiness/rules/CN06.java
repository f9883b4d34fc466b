package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Column;
import dev.pgsteady.schema.Constraint.ForeignKey;
import dev.pgsteady.schema.Table;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Foreign keys that overlap.
@AutoService(Rule.class)
public final class CN06 implements Rule {
    private static final Words WORDS =
            new Words(new RuleId("CN06"), Severity.LOW, "Foreign keys that overlap", """
            Two foreign keys of the table rest on the same columns. Where one is part of the other, each insert
            looks up the same parent twice and learns nothing new. Where they point at different tables, a value
            has to be in both of them, which is rarely what was meant by two references.""", """
            Keep the wider of two that point at one table. Give each of two that point at different tables a
            column of its own.""", "5.5.5 Foreign Keys");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        List<Finding> findings = Bookkeeping.none(facts)
                .filter(t -> t.constraints().size() > 1)
                .flatMap(t -> overlaps(facts, t, t.foreignKeys()))
                .toList();
        return Verdict.of(findings);
    }

    private Stream<Finding> overlaps(Facts facts, Table table, List<ForeignKey> keys) {
        Set<String> columns = new HashSet<>();
        boolean shared = false;
        for (ForeignKey key : keys) {
            for (String column : key.columns()) {
                shared |= !columns.add(column);
            }
        }
        return !shared
                ? Stream.of()
                : keys.stream()
                        .flatMap(k -> keys.stream()
                                .filter(o -> !o.name().equals(k.name()))
                                .flatMap(o -> overlap(facts, table, k, o).stream())
                                .limit(1));
    }

    private Optional<Finding> overlap(Facts facts, Table table, ForeignKey key, ForeignKey other) {
        if (partOf(key, other)) {
            return Optional.of(finding(
                    About.constraint(table, key.name()),
                    "(%s) refers to %s, and so does %s with (%s), which says more"
                            .formatted(
                                    About.columns(key.columns()),
                                    key.target().sql(),
                                    Sql.identifier(other.name()),
                                    About.columns(other.columns())),
                    implied(table, key, other)
                            ? Mend.review("ALTER TABLE %s DROP CONSTRAINT %s;"
                                    .formatted(table.name().sql(), Sql.identifier(key.name())))
                            : Optional.empty(),
                    facts.rows(table)));
        }
        boolean torn = key.name().compareTo(other.name()) < 0
                && !key.target().equals(other.target())
                && new HashSet<>(key.columns()).equals(new HashSet<>(other.columns()))
                && !leads(facts, key, other)
                && !leads(facts, other, key);
        return torn
                ? Optional.of(finding(
                        About.constraint(table, key.name()),
                        "(%s) has to be in %s, and by %s in %s too"
                                .formatted(
                                        About.columns(key.columns()),
                                        key.target().sql(),
                                        Sql.identifier(other.name()),
                                        other.target().sql()),
                        Optional.empty(),
                        facts.rows(table)))
                : Optional.empty();
    }

    /// Whether the other one has all of this one's columns and more, each referring to the same column of
    /// one table. Two roles of one parent that share a column, such as the tenant's, are no such pair.
    private static boolean partOf(ForeignKey key, ForeignKey other) {
        return key.target().equals(other.target())
                && key.columns().size() < other.columns().size()
                && pairs(other).entrySet().containsAll(pairs(key).entrySet());
    }

    private static Map<String, String> pairs(ForeignKey key) {
        Map<String, String> pairs = new HashMap<>();
        for (int i = 0; i < key.columns().size(); i++) {
            pairs.put(key.columns().get(i), key.targetColumns().get(i));
        }
        return pairs;
    }

    /// Whether the wider one holds every row that the narrower one does: none of its columns may be null.
    private static boolean implied(Table table, ForeignKey key, ForeignKey other) {
        return other.common().validated()
                && other.common().enforced()
                && key.onDelete() == other.onDelete()
                && other.columns().stream()
                        .allMatch(c -> table.column(c).stream().allMatch(Column::notNull));
    }

    /// Whether the parent of the one is a child of the other's by the same key: a person is a party, an
    /// employee is a person, and says both.
    private static boolean leads(Facts facts, ForeignKey key, ForeignKey other) {
        return facts.table(key.target()).stream()
                .flatMap(t -> t.foreignKeys().stream())
                .anyMatch(k -> k.target().equals(other.target())
                        && k.columns().equals(key.targetColumns())
                        && k.targetColumns().equals(other.targetColumns()));
    }
}
