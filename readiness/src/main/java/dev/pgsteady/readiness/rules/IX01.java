package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.Finding.Fix;
import dev.pgsteady.core.Finding.Subject;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Constraint.ForeignKey;
import dev.pgsteady.schema.Index;
import dev.pgsteady.schema.Table;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Foreign key without a usable index.
@AutoService(Rule.class)
public final class IX01 implements Rule {
    private static final long LARGE = 10_000;

    private static final Words WORDS = new Words(
            new RuleId("IX01"), Severity.HIGH, "Foreign key without a usable index", """
            PostgreSQL indexes the referenced side of a foreign key, never the referencing side. Deleting or
            re-keying a parent row then reads the whole child table, once for each parent row and under a lock;
            joins and "the children of this parent" read it too.""", """
            Index the referencing columns first. Partial indexes, BRIN, columns that are only INCLUDEd, columns
            behind a gap and invalid indexes cannot serve the constraint.""", "5.5.5 Foreign Keys");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        List<Finding> findings = facts.tables().stream()
                .flatMap(table -> table.foreignKeys().stream()
                        .filter(key -> !key.common().inherited())
                        .filter(key -> table.indexes().stream().noneMatch(index -> serves(index, key)))
                        .map(key -> found(facts, table, key)))
                .toList();
        return Verdict.of(findings);
    }

    private Finding found(Facts facts, Table table, ForeignKey key) {
        long rows = facts.rows(table);
        String columns = key.columns().stream().map(Sql::identifier).collect(Collectors.joining(", "));
        return finding(
                        new Subject("constraint", table.name().sql() + "." + Sql.identifier(key.name())),
                        "(%s) refers to %s, no index begins with it, and the table has about %,d rows"
                                .formatted(columns, key.target().sql(), rows),
                        Optional.of(new Fix(
                                Fix.Kind.SQL,
                                "CREATE INDEX CONCURRENTLY ON %s (%s);"
                                        .formatted(table.name().sql(), columns))),
                        rows)
                .at(rows > LARGE ? Severity.HIGH : Severity.LOW);
    }

    private static boolean serves(Index index, ForeignKey key) {
        int width = key.columns().size();
        boolean searchable = index.method().equals("btree") || (index.method().equals("hash") && width == 1);
        return index.valid()
                && index.ready()
                && searchable
                && index.keys().size() >= width
                && leading(index, width).equals(Set.copyOf(key.columns()))
                && index.predicate().map(p -> impliedBy(p, key)).orElse(true);
    }

    private static Set<String> leading(Index index, int width) {
        return index.keys().subList(0, width).stream()
                .map(k -> k.column().orElse(""))
                .collect(Collectors.toSet());
    }

    private static boolean impliedBy(String predicate, ForeignKey key) {
        return key.columns().stream().anyMatch(c -> predicate.equals("(" + Sql.identifier(c) + " IS NOT NULL)"));
    }
}
