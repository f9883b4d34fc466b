package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Constraint.ForeignKey;
import dev.pgsteady.schema.Table;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Foreign key that is declared twice.
@AutoService(Rule.class)
public final class CN05 implements Rule {
    private static final Words WORDS = new Words(
            new RuleId("CN05"), Severity.MEDIUM, "Foreign key that is declared twice", """
            Every insert and every delete of a parent checks the same thing twice and takes the same row locks
            twice. Where the two differ in ON DELETE, what happens depends on the order of their names.""", """
            Drop all but one. Keep the one that says what shall happen ON DELETE.""", "5.5.5 Foreign Keys");

    private static final Comparator<ForeignKey> BEST_FIRST = Comparator.comparing(
                    (ForeignKey k) -> !k.common().validated())
            .thenComparing(k -> k.onDelete() == ForeignKey.Action.NO_ACTION)
            .thenComparing(ForeignKey::name);

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        return Verdict.of(
                facts.tables().stream().flatMap(t -> repeated(facts, t)).toList());
    }

    private Stream<Finding> repeated(Facts facts, Table table) {
        Map<List<String>, List<ForeignKey>> same = table.foreignKeys().stream()
                .filter(k -> !k.common().inherited())
                .collect(Collectors.groupingBy(CN05::meaning, LinkedHashMap::new, Collectors.toList()));
        return same.values().stream().flatMap(keys -> {
            ForeignKey keep = keys.stream().min(BEST_FIRST).orElseThrow();
            return keys.stream().filter(k -> !k.name().equals(keep.name())).map(k -> found(facts, table, k, keep));
        });
    }

    /// The pairs of columns and the target, whatever order they were written in.
    private static List<String> meaning(ForeignKey key) {
        Stream<String> pairs = IntStream.range(0, key.columns().size())
                .mapToObj(
                        i -> key.columns().get(i) + " -> " + key.targetColumns().get(i))
                .sorted();
        return Stream.concat(Stream.of(key.target().sql()), pairs).toList();
    }

    private Finding found(Facts facts, Table table, ForeignKey key, ForeignKey keep) {
        boolean same = key.onDelete() == keep.onDelete() && key.onUpdate() == keep.onUpdate();
        String drop =
                "ALTER TABLE %s DROP CONSTRAINT %s;".formatted(table.name().sql(), Sql.identifier(key.name()));
        return finding(
                About.constraint(table, key.name()),
                "%s already says that (%s) refers to %s%s"
                        .formatted(
                                Sql.identifier(keep.name()),
                                About.columns(key.columns()),
                                key.target().sql(),
                                same ? "" : ", with another action on delete or update"),
                same ? Mend.sql(drop) : Mend.review(drop),
                facts.rows(table));
    }
}
