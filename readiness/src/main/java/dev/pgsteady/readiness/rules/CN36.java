package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.Finding.Fix;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.readiness.rules.Periods.Period;
import dev.pgsteady.schema.Table;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Partition that is missing for what comes next.
@AutoService(Rule.class)
public final class CN36 implements Rule {
    private static final Words WORDS = new Words(
            new RuleId("CN36"),
            Severity.HIGH,
            "Partition that is missing for what comes next",
            """
            A row that fits into no partition is refused: at the turn of the month every insert fails. With a
            DEFAULT partition the rows go there instead, and from then on the partition for their range cannot be
            made until they have been moved out of it.""",
            """
            Make the partitions for the next periods now, and by a job from then on, some of them ahead. Move rows
            out of DEFAULT before there are many.""",
            "5.11.2.2 Partition Maintenance");

    /// How long before its last partition ends a table is named; a shorter period is named one period
    /// before.
    private static final Duration AHEAD = Duration.ofDays(7);

    /// So many periods after the end, and a year, nobody is writing any more.
    private static final int CLOSED = 10;

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        List<Table> ranged =
                facts.tables().stream().filter(t -> ranged(facts, t)).toList();
        if (ranged.isEmpty()) {
            return new Verdict.Skipped("no table is partitioned by ranges");
        }
        FreshNames names = new FreshNames(facts);
        LocalDateTime now = LocalDateTime.ofInstant(facts.server().at(), ZoneOffset.UTC);
        List<Finding> findings = new ArrayList<>();
        for (Table table : ranged) {
            Periods.of(facts, table)
                    .filter(p -> ended(p, now))
                    .ifPresent(p -> findings.add(ended(facts, p, now, names)));
            Periods.catchAll(facts, table)
                    .filter(d -> facts.rows(d) > 0)
                    .ifPresent(d -> findings.add(caught(facts, d)));
        }
        return Verdict.of(findings);
    }

    /// Partitions of last month's partition are not to go on.
    private static boolean ranged(Facts facts, Table table) {
        if (table.kind() != Table.Kind.PARTITIONED) {
            return false;
        }
        boolean below = table.partitionOf()
                .flatMap(p -> facts.table(p.parent()))
                .filter(CN36::byRange)
                .isPresent();
        return byRange(table) && !below && !facts.partitions(table.name()).isEmpty();
    }

    private static boolean byRange(Table table) {
        return table.partitionKey().filter(k -> k.startsWith("RANGE")).isPresent();
    }

    private static boolean ended(Periods periods, LocalDateTime now) {
        Duration length = periods.last().length();
        LocalDateTime limit = now.plus(length.compareTo(AHEAD) < 0 ? length : AHEAD);
        return !periods.open() && periods.last().to().isBefore(limit);
    }

    private Finding ended(Facts facts, Periods periods, LocalDateTime now, FreshNames names) {
        Period last = periods.last();
        boolean closed = last.to().plus(last.length().multipliedBy(CLOSED)).isBefore(now)
                && last.to().plusYears(1).isBefore(now);
        Table table = periods.table();
        Finding finding = finding(
                About.table(table),
                "its last partition ends at %s, and rows after that %s"
                        .formatted(
                                last.to().toString().replace("T00:00", ""),
                                periods.catchAll()
                                        .map(d -> "go into the default partition "
                                                + d.name().sql())
                                        .orElse("are refused")),
                mend(facts, periods, now, names),
                facts.rows(table));
        return closed ? finding.at(Severity.LOW) : finding;
    }

    private static Optional<Fix> mend(Facts facts, Periods periods, LocalDateTime now, FreshNames names) {
        List<Period> missing = plain(facts, periods.table()) ? periods.missing(now) : List.of();
        return missing.isEmpty()
                ? Optional.empty()
                : Mend.review(missing.stream()
                        .map(p -> partition(periods.table(), p, names))
                        .toArray(String[]::new));
    }

    private Finding caught(Facts facts, Table caught) {
        return finding(
                        About.table(caught),
                        "it is the default partition and has %s, for whose ranges no partition can be made"
                                .formatted(About.rows(facts.rows(caught))),
                        Optional.empty(),
                        facts.rows(caught))
                .at(Severity.MEDIUM);
    }

    /// Whether its partitions hold rows themselves, and its key is one column.
    private static boolean plain(Facts facts, Table table) {
        return table.partitionKey().stream().noneMatch(k -> k.contains(","))
                && facts.partitions(table.name()).stream().allMatch(p -> p.kind() == Table.Kind.ORDINARY);
    }

    /// Made first and attached then, which stops neither readers nor writers.
    private static String partition(Table table, Period period, FreshNames names) {
        String name = names.give(table.name().schema(), table.name().name(), period.suffix())
                .sql();
        return """
                CREATE TABLE %1$s (LIKE %2$s INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING GENERATED);
                ALTER TABLE %2$s ATTACH PARTITION %1$s FOR VALUES FROM (%3$s) TO (%4$s);""".formatted(name, table.name().sql(), bound(period.from()), bound(period.to()));
    }

    private static String bound(LocalDateTime time) {
        return Sql.literal(
                time.toLocalTime().equals(LocalTime.MIDNIGHT)
                        ? time.toLocalDate().toString()
                        : time.toString().replace('T', ' '));
    }
}
