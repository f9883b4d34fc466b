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
import dev.pgsteady.schema.Table;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Time stamps without a time zone.
@AutoService(Rule.class)
public final class CN17 implements Rule {
    private static final Words WORDS = new Words(
            new RuleId("CN17"), Severity.LOW, "Time stamps without a time zone", """
            The column holds the digits of a clock without saying whose. A session in another time zone, a
            server that moves, or the hour that summer time repeats shifts the meaning of what is stored, and
            now() is converted silently by the session's setting.""", """
            Use timestamptz: it stores the instant, and shows it in the reader's zone. Say in the conversion
            which zone the old digits were in.""", "8.5.1 Date/Time Input");

    private static final int MANY = 10;

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        List<Finding> findings =
                Bookkeeping.none(facts).flatMap(t -> found(facts, t).stream()).toList();
        return Verdict.of(Habit.of(facts, "timestamp without time zone").gathered(this, findings, MANY));
    }

    private Optional<Finding> found(Facts facts, Table table) {
        List<String> columns = table.columns().stream()
                .filter(c -> facts.plain(c.type()).is("timestamp"))
                .map(Column::name)
                .toList();
        String changes = columns.stream()
                .map(c ->
                        "ALTER COLUMN %1$s TYPE timestamptz USING %1$s AT TIME ZONE 'UTC'".formatted(Sql.identifier(c)))
                .collect(Collectors.joining(", "));
        return columns.isEmpty()
                ? Optional.empty()
                : Optional.of(finding(
                        About.table(table),
                        "(%s) of type timestamp without time zone".formatted(About.columns(columns)),
                        Mend.rewrite("ALTER TABLE %s %s;".formatted(table.name().sql(), changes)),
                        facts.rows(table)));
    }
}
