package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Index;
import dev.pgsteady.schema.Table;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Invalid index.
@AutoService(Rule.class)
public final class IX02 implements Rule {
    private static final Words WORDS = new Words(
            new RuleId("IX02"),
            Severity.HIGH,
            "Invalid index",
            """
            CREATE or REINDEX INDEX CONCURRENTLY failed half-way and left the index behind. No query uses it,
            but every write still has to keep it up; and where it was to be unique, nothing is unique.""",
            """
            Rebuild it with REINDEX INDEX CONCURRENTLY, or drop it. A unique index fails again until the rows
            that repeat are gone.""",
            "CREATE INDEX, Building Indexes Concurrently");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        Set<QualifiedName> building = Set.copyOf(facts.live().building());
        List<Finding> findings = facts.tables().stream()
                .filter(t -> t.kind() != Table.Kind.PARTITIONED)
                .flatMap(t -> t.indexes().stream()
                        .filter(i -> !i.valid() && !building.contains(i.name()))
                        .map(i -> found(facts, t, i)))
                .toList();
        return Verdict.of(findings);
    }

    private Finding found(Facts facts, Table table, Index index) {
        String rebuild = "REINDEX INDEX CONCURRENTLY %s;".formatted(index.name().sql());
        String drop = Mend.dropIndex(table, index.name());
        boolean leftover = index.name().name().matches(".*_cc(new|old)\\d*");
        Optional<Finding.Fix> fix = leftover
                ? Mend.sql(drop)
                : index.unique()
                        ? Mend.review(
                                "-- once no value repeats:",
                                rebuild,
                                "-- or, if nothing needs it: DROP INDEX CONCURRENTLY")
                        : Mend.sql(rebuild);
        return finding(
                About.index(index.name()),
                "%s on %s is not valid%s"
                        .formatted(
                                index.unique() ? "a unique index" : "an index",
                                table.name().sql(),
                                index.ready() ? ", but every write maintains it" : ""),
                fix,
                facts.rows(table));
    }
}
