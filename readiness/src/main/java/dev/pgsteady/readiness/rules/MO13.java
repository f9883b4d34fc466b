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
import dev.pgsteady.schema.Snapshot.Unseen;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// VACUUM is held back.
@AutoService(Rule.class)
public final class MO13 implements Rule {

    private static final long LONG = 4 * 3600;
    private static final Words WORDS = new Words(
            new RuleId("MO13"), Severity.HIGH, "VACUUM is held back", """
            VACUUM keeps every row that the oldest transaction could still see, in every table of the database.
            While somebody holds the horizon back for hours, all tables grow and none shrinks.""", """
            End what holds it, and set the limit that would have ended it.""", "25.1.2 Recovering Disk Space");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        List<Finding> findings = new ArrayList<>();
        Set<String> roles = new TreeSet<>();
        facts.live().sessions().stream()
                .filter(s -> s.transactionSeconds() > LONG
                        && s.database().equals(facts.server().database()))
                .forEach(s -> roles.add(s.role()));
        roles.forEach(r -> findings.add(finding(
                Subjects.role(r),
                "a transaction of role %s has held VACUUM back in this database for more than 4 hours"
                        .formatted(Sql.identifier(r)),
                Mend.review(
                        "ALTER ROLE %s SET idle_in_transaction_session_timeout = '60s';".formatted(Sql.identifier(r))),
                0)));
        facts.live().prepared().stream()
                .filter(p -> p.ageSeconds() > LONG
                        && p.database().equals(facts.server().database()))
                .forEach(p -> findings.add(finding(
                        new Subject("transaction", Sql.literal(p.id()).strip()),
                        "a prepared transaction has held VACUUM back in this database for more than 4 hours",
                        Mend.review("ROLLBACK PREPARED %s;"
                                .formatted(Sql.literal(p.id()).strip())),
                        0)));
        return Hidden.unless(facts, Unseen.Kind.SESSIONS, findings);
    }
}
