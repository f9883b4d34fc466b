package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.Finding.Subject;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Column;
import dev.pgsteady.schema.DataType;
import dev.pgsteady.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What a major upgrade refuses.
///
/// Known from the types of columns and from `pg_prepared_xacts`. A prepared transaction counts when it is as old as
/// an orphan of TX08, for a younger one is at work.
@AutoService(Rule.class)
public final class MG16 implements Rule {

    private static final Set<String> SYSTEM = Set.of("pg_catalog", "information_schema");
    private static final Set<String> NUMBERS = Set.of(
            "regcollation",
            "regconfig",
            "regdictionary",
            "regnamespace",
            "regoper",
            "regoperator",
            "regproc",
            "regprocedure");
    private static final Words WORDS = new Words(
            new RuleId("MG16"), Severity.MEDIUM, "What a major upgrade refuses", """
            pg_upgrade takes the files as they are and makes the catalog anew, so that numbers of functions,
            operators or text search configurations in a table's rows would mean others. It refuses such columns,
            and prepared transactions, on the evening of the upgrade.""", """
            Keep names as text in place of reg types and cast where they are used (regclass, regrole and regtype are
            taken along); end prepared transactions first.""", "pg_upgrade, Notes");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        List<Finding> findings = new ArrayList<>();
        for (Table table : facts.roots()) {
            table.columns().stream()
                    .filter(c -> refused(facts, facts.plain(c.type())))
                    .forEach(c -> findings.add(found(facts, table, c)));
        }
        TX08.orphans(facts)
                .forEach(p -> findings.add(finding(
                                new Subject("transaction", Sql.literal(p.id()).strip()),
                                "pg_upgrade does not begin while a transaction is prepared",
                                Mend.review("ROLLBACK PREPARED %s;"
                                        .formatted(Sql.literal(p.id()).strip())),
                                0)
                        .at(Severity.LOW)));
        return Verdict.of(findings);
    }

    /// Until release 15 a list of rights was kept in another form.
    private static boolean refused(Facts facts, DataType type) {
        if (SYSTEM.contains(type.base().schema())) {
            return NUMBERS.contains(type.base().name())
                    || (type.base().name().equals("aclitem") && facts.server().major() <= 15)
                    || type.category() == 'C';
        }
        return false;
    }

    private Finding found(Facts facts, Table table, Column column) {
        String name = Sql.identifier(column.name());
        String type = column.type().array() ? "text[]" : "text";
        return finding(
                About.column(table, column.name()),
                "a column of type %s does not survive pg_upgrade"
                        .formatted(column.type().sql()),
                Mend.rewrite("ALTER TABLE %s ALTER COLUMN %s TYPE %s USING %s::%s;"
                        .formatted(table.name().sql(), name, type, name, type)),
                facts.rows(table));
    }
}
