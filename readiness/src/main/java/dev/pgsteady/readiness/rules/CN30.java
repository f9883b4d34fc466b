package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Constraint;
import dev.pgsteady.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Wide primary key that others refer to.
@AutoService(Rule.class)
public final class CN30 implements Rule {
    private static final Words WORDS = new Words(
            new RuleId("CN30"), Severity.LOW, "Wide primary key that others refer to", """
            Each table that refers to this one carries all the columns of the key, in its rows and in its index,
            and joins on every one of them. One forgotten column in a join multiplies rows.""", """
            Give the table a key of one column for the others to refer to, and keep the columns together by a
            unique constraint.""", "5.5.4 Primary Keys");

    private static final int MANY = 4;

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        List<Finding> findings = new ArrayList<>();
        for (SchemaTables schema : SchemaTables.all(facts)) {
            schema.tables().forEach(t -> wide(facts, t).ifPresent(findings::add));
            late(schema).ifPresent(findings::add);
        }
        return Verdict.of(findings);
    }

    private Optional<Finding> wide(Facts facts, Table table) {
        int width = table.primaryKey().map(k -> k.columns().size()).orElse(0);
        if (width <= MANY) {
            return Optional.empty();
        }
        long referring = facts.referencing(table.name()).stream()
                .filter(r -> r.parentColumns().size() > MANY)
                .count();
        return referring > 0
                ? Optional.of(finding(
                        About.table(table),
                        "its primary key has %d columns, and %,d foreign keys repeat them".formatted(width, referring),
                        Optional.empty(),
                        facts.rows(table)))
                : Optional.empty();
    }

    /// A matter of taste: readers look for the key at the beginning.
    private Optional<Finding> late(SchemaTables schema) {
        List<QualifiedName> late =
                schema.tables().stream().filter(CN30::late).map(Table::name).toList();
        return late.isEmpty()
                ? Optional.empty()
                : Optional.of(finding(
                                schema.subject(),
                                "the columns of the primary key do not come first in %,d of %,d tables: %s"
                                        .formatted(late.size(), schema.tables().size(), Logins.some(late)),
                                Optional.empty(),
                                late.size())
                        .at(Severity.INFO));
    }

    private static boolean late(Table table) {
        List<String> key =
                table.primaryKey().map(Constraint.PrimaryKey::columns).orElse(List.of());
        return table.inherits().isEmpty()
                && IntStream.range(0, key.size())
                        .anyMatch(i -> !key.contains(table.columns().get(i).name()));
    }
}
