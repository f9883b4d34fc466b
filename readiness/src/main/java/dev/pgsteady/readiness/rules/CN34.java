package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.NameWords;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Column;
import dev.pgsteady.schema.Constraint;
import dev.pgsteady.schema.Index;
import dev.pgsteady.schema.Table;
import java.util.List;
import java.util.Set;

/// Unique login that heeds upper and lower case.
@AutoService(Rule.class)
public final class CN34 implements Rule {
    private static final Words WORDS = new Words(
            new RuleId("CN34"),
            Severity.MEDIUM,
            "Unique login that heeds upper and lower case",
            """
            Ann@example.org and ann@example.org are two values to the unique key and one person to everybody
            else. Two accounts come to exist for one mailbox, and signing in or resetting a password picks one
            of them by chance.""",
            """
            Make lower(column) unique, and look up by the same expression. A check that the column equals its
            lower(), the type citext or a collation that ignores case serve too.""",
            "11.7 Indexes on Expressions");

    private static final Set<String> LOGINS = Set.of("email", "username", "login");
    private static final Set<String> OTHERS = Set.of("provider", "external", "remote");
    private static final Set<String> FORMS =
            Set.of("e_mail", "email_address", "user_name", "mail_address", "e_mail_address", "login_name");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        List<Finding> findings = Bookkeeping.none(facts)
                .flatMap(t -> t.columns().stream()
                        .filter(c -> login(facts, c)
                                && Kinds.text(facts, c)
                                && c.collation().isEmpty())
                        .filter(c -> sensitive(t, c.name()))
                        .map(c -> found(facts, t, c)))
                .toList();
        return Verdict.of(findings);
    }

    private static boolean login(Facts facts, Column column) {
        NameWords words = facts.words(column.name());
        return !words.hasAny(OTHERS) && (words.endsIn(LOGINS) || FORMS.contains(words.joined()));
    }

    private static boolean sensitive(Table table, String column) {
        List<Index> unique = Guards.unique(table).stream()
                .filter(i -> Guards.keyed(i, column))
                .toList();
        boolean folded = table.constraintsOf(Constraint.Check.class).stream()
                .anyMatch(c -> c.columns().contains(column) && c.expression().contains("lower("));
        return !folded
                && !unique.isEmpty()
                && unique.stream().allMatch(i -> i.columns().contains(column));
    }

    private Finding found(Facts facts, Table table, Column column) {
        long rows = facts.rows(table);
        String name = Sql.identifier(column.name());
        Finding finding = finding(
                About.column(table, column.name()),
                "%s is unique as it is written, not by lower(%s)".formatted(name, name),
                Mend.unique(table, "lower(%s)".formatted(name)),
                rows);
        return rows == 0 ? finding.at(Severity.LOW) : finding;
    }
}
