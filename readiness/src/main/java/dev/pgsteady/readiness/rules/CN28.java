package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Facts.Reference;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Table without relations.
@AutoService(Rule.class)
public final class CN28 implements Rule {
    private static final Words WORDS =
            new Words(new RuleId("CN28"), Severity.INFO, "Table without relations", """
            No foreign key leads to the table or away from it, and no name suggests one. That is right for a list
            of settings or a queue, and a sign of references kept in text or in JSON for most others.""", """
            Look for columns that hold another table's key under another name, and declare them.""", "5.5.5 Foreign Keys");

    private static final Set<String> ALONE = Set.of(
            "setting",
            "config",
            "configuration",
            "option",
            "parameter",
            "preference",
            "property",
            "metadata",
            "flag",
            "feature",
            "cache",
            "session",
            "lock",
            "job",
            "queue",
            "task",
            "event",
            "message",
            "outbox",
            "migration",
            "version",
            "sequence",
            "counter",
            "statistic",
            "stat",
            "metric",
            "tmp",
            "temp",
            "staging");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        Set<QualifiedName> related = related(facts);
        List<Finding> findings = new ArrayList<>();
        for (SchemaTables schema : SchemaTables.all(facts)) {
            List<QualifiedName> lonely = schema.tables().stream()
                    .filter(t -> !related.contains(t.name()) && !alone(facts, t))
                    .map(Table::name)
                    .toList();
            if (schema.tables().size() > 1 && !lonely.isEmpty()) {
                findings.add(found(schema, lonely));
            }
        }
        return Verdict.of(findings);
    }

    private static Set<QualifiedName> related(Facts facts) {
        Set<QualifiedName> related = new HashSet<>();
        for (Table table : facts.tables()) {
            table.foreignKeys().forEach(k -> {
                related.add(facts.top(table).name());
                related.add(k.target());
            });
            for (Reference reference : facts.inferred(table.name())) {
                related.add(reference.child());
                related.add(reference.parent());
            }
        }
        return related;
    }

    private static boolean alone(Facts facts, Table table) {
        return Journals.is(facts, table)
                || !table.inherits().isEmpty()
                || facts.words(table.name().name()).hasAny(ALONE);
    }

    private Finding found(SchemaTables schema, List<QualifiedName> lonely) {
        return finding(
                schema.subject(),
                "without a reference to or from another: %,d of %,d tables (%s)"
                        .formatted(lonely.size(), schema.tables().size(), Logins.some(lonely)),
                Optional.empty(),
                lonely.size());
    }
}
