package dev.pgsteady.readiness.rules;

import dev.pgsteady.core.Finding.Fix;
import dev.pgsteady.core.Sql;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.SequenceColumns;
import dev.pgsteady.schema.Sequence;
import dev.pgsteady.schema.Statistics.SequenceUse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A sequence and a column that it feeds, or none.
///
/// @param last  the value given out last; empty when never used or hidden
/// @param limit the furthest value that both the sequence and the column can hold
/// @param byColumn whether it is the column that sets the limit
record Feed(
        Sequence sequence, Optional<Sequence.ColumnName> column, Optional<Long> last, long limit, boolean byColumn) {
    private static final Map<String, Long> MAXIMA = Map.of(
            "int2", (long) Short.MAX_VALUE,
            "int4", (long) Integer.MAX_VALUE,
            "int8", Long.MAX_VALUE);

    /// All sequences of the team, each with the columns it feeds.
    static List<Feed> all(Facts facts) {
        SequenceColumns columns = SequenceColumns.of(facts);
        return facts.schema().sequences().stream()
                .filter(s -> s.extension().isEmpty())
                .flatMap(s -> feeds(facts, s, columns.of(s)))
                .toList();
    }

    private static Stream<Feed> feeds(Facts facts, Sequence sequence, List<Sequence.ColumnName> columns) {
        return columns.isEmpty()
                ? Stream.of(feed(facts, sequence, Optional.empty()))
                : columns.stream().map(c -> feed(facts, sequence, Optional.of(c)));
    }

    private static Feed feed(Facts facts, Sequence sequence, Optional<Sequence.ColumnName> column) {
        Optional<Long> last = Optional.ofNullable(
                        facts.snapshot().statistics().sequences().get(sequence.name()))
                .flatMap(SequenceUse::lastValue);
        long held = type(facts, column)
                .map(t -> MAXIMA.getOrDefault(t, Long.MAX_VALUE))
                .orElse(Long.MAX_VALUE);
        boolean byColumn = column.isPresent() && held <= sequence.maximum();
        return new Feed(sequence, column, last, Math.min(held, sequence.maximum()), byColumn);
    }

    private static Optional<String> type(Facts facts, Optional<Sequence.ColumnName> column) {
        return column.flatMap(c -> facts.table(c.table()).flatMap(t -> t.column(c.column())))
                .map(c -> facts.plain(c.type()))
                .filter(t -> !t.array())
                .map(t -> t.base().name());
    }

    /// What sets the limit, as words.
    String limitedBy(Facts facts) {
        return column.filter(c -> byColumn)
                .map(c -> "%s.%s (%s)"
                        .formatted(
                                c.table().sql(),
                                Sql.identifier(c.column()),
                                type(facts, column).orElse("")))
                .orElse("the sequence");
    }

    /// How much is used up, 0 to 100, rounded down; 0 for a sequence that starts over or counts down.
    int usedPercent() {
        boolean endless = sequence.cycle() || sequence.increment() < 0 || last.isEmpty();
        if (endless || limit <= sequence.minimum()) {
            return 0;
        }
        double used = (double) last.orElse(0L) - sequence.minimum();
        return (int) Math.clamp(100 * used / ((double) limit - sequence.minimum()), 0, 100);
    }

    /// Instant where only the sequence is narrow; otherwise the table is rewritten.
    Optional<Fix> widen() {
        String sequenceToo =
                "ALTER SEQUENCE %s AS bigint;".formatted(sequence.name().sql());
        if (!byColumn || column.isEmpty()) {
            return sequence.dataType().equals("bigint")
                    ? Mend.review("ALTER SEQUENCE %s NO MAXVALUE;"
                            .formatted(sequence.name().sql()))
                    : Mend.sql(sequenceToo);
        }
        String widen = "ALTER TABLE %s ALTER COLUMN %s TYPE bigint;"
                .formatted(
                        column.get().table().sql(), Sql.identifier(column.get().column()));
        return sequence.dataType().equals("bigint") ? Mend.rewrite(widen) : Mend.rewrite(widen, sequenceToo);
    }
}
