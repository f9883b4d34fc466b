package dev.pgsteady.readiness.rules;

import dev.pgsteady.readiness.Facts;
import dev.pgsteady.schema.Table;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The periods of a table that is partitioned by time: when its partitions end, and how long one is.
///
/// @param last      the period that ends last
/// @param catchAll  the partition for all other rows, where there is one
/// @param open      whether a partition has no end
record Periods(Table table, Period last, Optional<Table> catchAll, boolean open) {
    private static final int MOST = 10_000;
    private static final Pattern BOUND =
            Pattern.compile("FOR VALUES FROM \\((?:'([^']*)'|MINVALUE)[,)].*TO \\((?:'([^']*)'|MAXVALUE)[,)].*");
    private static final Pattern TIME = Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)(?: (\\d\\d:\\d\\d:\\d\\d)[^ ]*)?");

    /// From when, inclusive, to when, exclusive; in UTC.
    record Period(LocalDateTime from, LocalDateTime to) {
        /// Whole months, where it begins and ends with one; 0 for anything else.
        long months() {
            boolean whole = Stream.of(from, to)
                    .allMatch(t -> t.getDayOfMonth() == 1 && t.toLocalTime().equals(LocalTime.MIDNIGHT));
            return whole ? ChronoUnit.MONTHS.between(from, to) : 0;
        }

        Duration length() {
            return Duration.between(from, to);
        }

        /// The period after it, as long.
        Period next() {
            return new Period(to, months() > 0 ? to.plusMonths(months()) : to.plus(length()));
        }

        /// As a part of a table's name: `p2026_12`, `p2026_12_31`.
        String suffix() {
            boolean hours =
                    !from.toLocalTime().equals(LocalTime.MIDNIGHT) || length().compareTo(Duration.ofDays(1)) < 0;
            String day = from.toLocalDate().toString().replace('-', '_');
            return "p" + (months() > 0 ? day.substring(0, 7) : day)
                    + (hours ? "_%02d%02d".formatted(from.getHour(), from.getMinute()) : "");
        }
    }

    /// Of a table that is partitioned by ranges of a date or a timestamp.
    static Optional<Periods> of(Facts facts, Table table) {
        List<Table> partitions = facts.partitions(table.name());
        List<String> bounds = partitions.stream()
                .flatMap(p -> p.partitionOf().stream().map(Table.PartitionOf::bound))
                .toList();
        return bounds.stream()
                .flatMap(b -> period(b).stream())
                .max(Comparator.comparing(Period::to))
                .map(last -> new Periods(
                        table, last, catchAll(facts, table), bounds.stream().anyMatch(Periods::endless)));
    }

    /// The `DEFAULT` partition.
    static Optional<Table> catchAll(Facts facts, Table table) {
        return facts.partitions(table.name()).stream()
                .filter(p -> p.partitionOf().stream().anyMatch(o -> o.bound().equals("DEFAULT")))
                .findFirst();
    }

    /// Without an upper bound, or with one that no calendar of ours has.
    private static boolean endless(String bound) {
        Matcher matcher = BOUND.matcher(bound);
        return bound.startsWith("FOR VALUES FROM")
                && (!matcher.matches() || time(matcher.group(2)).isEmpty());
    }

    private static Optional<Period> period(String bound) {
        Matcher matcher = BOUND.matcher(bound);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Optional<LocalDateTime> from = time(matcher.group(1));
        Optional<LocalDateTime> to = time(matcher.group(2));
        return from.isEmpty() || to.isEmpty() || !from.get().isBefore(to.get())
                ? Optional.empty()
                : Optional.of(new Period(from.get(), to.get()));
    }

    private static Optional<LocalDateTime> time(@Nullable String text) {
        Matcher matcher = TIME.matcher(text == null ? "" : text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        LocalTime hour = matcher.group(2) == null ? LocalTime.MIDNIGHT : LocalTime.parse(matcher.group(2));
        return Optional.of(LocalDateTime.of(LocalDate.parse(matcher.group(1)), hour));
    }

    /// The periods that are missing at this time: the one that it is in and the one after, or the one after
    /// alone; none when there would be too many before.
    List<Period> missing(LocalDateTime now) {
        List<Period> missing = new ArrayList<>();
        if (last.to().plus(last.length().multipliedBy(MOST)).isBefore(now)) {
            return missing;
        }
        Period next = last.next();
        while (next.to().isBefore(now)) {
            next = next.next();
        }
        missing.add(next);
        if (!next.from().isAfter(now)) {
            missing.add(next.next());
        }
        return missing;
    }
}
