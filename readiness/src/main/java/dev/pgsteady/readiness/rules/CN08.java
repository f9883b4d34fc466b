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
import java.util.List;

/// Tree without a rule for what happens to the children.
@AutoService(Rule.class)
public final class CN08 implements Rule {
    private static final Words WORDS = new Words(
            new RuleId("CN08"),
            Severity.LOW,
            "Tree without a rule for what happens to the children",
            """
            A row that has children cannot be deleted while they are there, and the error comes from the middle
            of a delete that the program meant for one row. Whoever has to delete a branch writes the recursion
            by hand, and forgets it once.""",
            """
            Say ON DELETE CASCADE where the branch goes with its root, ON DELETE SET NULL where the children
            become roots; RESTRICT, in so many words, where a branch must be emptied first.""",
            "5.5.5 Foreign Keys");

    private static final long LARGE = 10_000;

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        List<Finding> findings = facts.tables().stream()
                .flatMap(t -> t.foreignKeys().stream()
                        .filter(k -> !k.common().inherited() && k.target().equals(t.name()))
                        .filter(k -> k.onDelete() == ForeignKey.Action.NO_ACTION)
                        .map(k -> found(facts, t, k)))
                .toList();
        return Verdict.of(findings);
    }

    private Finding found(Facts facts, Table table, ForeignKey key) {
        long rows = facts.rows(table);
        return finding(
                        About.constraint(table, key.name()),
                        "(%s) refers to its own table, without a word on what a delete does to the children"
                                .formatted(About.columns(key.columns())),
                        Mend.foreignKey(table, key.name(), restrict(key), Mend.reference(table, key)),
                        rows)
                .at(rows > LARGE ? Severity.LOW : Severity.INFO);
    }

    /// The key anew, with all else that was said of it.
    private static String restrict(ForeignKey key) {
        String name = Sql.identifier(key.name());
        String update = key.onUpdate() == ForeignKey.Action.NO_ACTION
                ? ""
                : " ON UPDATE " + key.onUpdate().name().replace('_', ' ');
        return "DROP CONSTRAINT %s, ADD CONSTRAINT %s FOREIGN KEY (%s) REFERENCES %s (%s)%s ON DELETE RESTRICT%s"
                .formatted(
                        name,
                        name,
                        About.columns(key.columns()),
                        key.target().sql(),
                        About.columns(key.targetColumns()),
                        (key.match() == ForeignKey.Match.FULL ? " MATCH FULL" : "") + update,
                        (key.common().deferrable() ? " DEFERRABLE" : "")
                                + (key.common().deferred() ? " INITIALLY DEFERRED" : ""));
    }
}
