package dev.pgsteady.readiness.rules;

import dev.pgsteady.readiness.Facts;
import dev.pgsteady.schema.Column;
import dev.pgsteady.schema.Index;
import dev.pgsteady.schema.Statistics.ColumnUse;
import dev.pgsteady.schema.Statistics.TableUse;
import dev.pgsteady.schema.Table;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// How large a table or an index should be by its rows and their average widths. An estimate: it is right
/// to about a quarter, so only what is more than twice as large as it should be is named.
final class Bloat {
    /// Smaller ones are not worth a thought.
    static final long LARGE = 10L * 1024 * 1024;

    private static final int PAGE_HEADER = 24;
    private static final int INDEX_SPECIAL = 16;
    private static final int POINTER = 4;
    private static final int ROW_HEADER = 23;
    private static final int INDEX_HEADER = 8;
    private static final int WORD = 8;

    /// Longer values have a header of four bytes, which is aligned.
    private static final int SHORT = 126;

    private static final Pattern FILL = Pattern.compile("fillfactor=(\\d+)");
    private static final Set<String> BY_8 =
            Set.of("int8", "float8", "timestamp", "timestamptz", "time", "money", "interval");
    private static final Set<String> BY_4 = Set.of("int4", "float4", "date", "oid");
    private static final Set<String> BY_1 = Set.of("bool", "char", "uuid");

    private Bloat() {}

    /// Whether something is more than twice as large as it should be.
    static boolean wasted(long bytes, Optional<Long> expected) {
        return bytes > LARGE && expected.filter(e -> e * 2 < bytes).isPresent();
    }

    /// Whether the statistics speak of the rows that are there now.
    private static boolean measured(TableUse use) {
        return use.rows() > 0 && use.modifiedSinceAnalyze() <= use.rows() / 5;
    }

    /// The bytes that a table with rows of its own needs; empty when a column was never analyzed or is
    /// hidden.
    static Optional<Long> table(Facts facts, Table table) {
        TableUse use = facts.use(table);
        List<Column> stored = table.columns().stream()
                .filter(c -> c.generated().stream().noneMatch("VIRTUAL"::equals))
                .toList();
        boolean plain = table.kind() == Table.Kind.ORDINARY
                && table.accessMethod().stream().allMatch("heap"::equals)
                && measured(use);
        if (!plain || !use.columns().keySet().containsAll(names(stored))) {
            return Optional.empty();
        }
        boolean nulls = stored.stream()
                .anyMatch(c -> use.columns().getOrDefault(c.name(), NONE).nullFraction() > 0);
        double header = aligned(ROW_HEADER + (nulls ? (stored.size() + 7) / 8.0 : 0), WORD);
        double row = header + aligned(width(facts, stored, use), WORD) + POINTER;
        return Optional.of(bytes(facts, use.rows() * row, PAGE_HEADER, fill(table.options(), 100)));
    }

    /// The bytes that a full btree of plain columns needs.
    static Optional<Long> index(Facts facts, Table table, Index index) {
        TableUse use = facts.use(table);
        List<Column> stored = Stream.concat(index.columns().stream(), index.include().stream())
                .flatMap(c -> table.column(c).stream())
                .toList();
        boolean plain = index.valid()
                && index.method().equals("btree")
                && index.predicate().isEmpty()
                && index.plainColumns()
                && table.kind() == Table.Kind.ORDINARY
                && measured(use);
        if (!plain || !use.columns().keySet().containsAll(names(stored))) {
            return Optional.empty();
        }
        boolean nulls = stored.stream()
                .anyMatch(c -> use.columns().getOrDefault(c.name(), NONE).nullFraction() > 0);
        double entry = INDEX_HEADER * (nulls ? 2 : 1) + aligned(width(facts, stored, use), WORD) + POINTER;
        long leaves = bytes(facts, use.rows() * entry, PAGE_HEADER + INDEX_SPECIAL, fill(index.options(), 90));
        return Optional.of(leaves + leaves / 100);
    }

    private static final ColumnUse NONE = new ColumnUse(0, 0, 0, 0);

    private static List<String> names(List<Column> columns) {
        return columns.stream().map(Column::name).toList();
    }

    /// The columns one after the other, each where its type may begin.
    private static double width(Facts facts, List<Column> columns, TableUse use) {
        double at = 0;
        for (Column column : columns) {
            ColumnUse measured = use.columns().getOrDefault(column.name(), NONE);
            double filled = 1 - measured.nullFraction();
            double begins = aligned(at, alignment(facts, column, measured.averageWidth()));
            at += filled * (begins - at + measured.averageWidth());
        }
        return at;
    }

    private static int alignment(Facts facts, Column column, int width) {
        String type = facts.plain(column.type()).base().name();
        if (column.type().array()) {
            return width > SHORT ? 4 : 1;
        }
        if (BY_8.contains(type)) {
            return WORD;
        }
        boolean enumerated = facts.plain(column.type()).category() == 'E';
        if (BY_4.contains(type) || enumerated) {
            return 4;
        }
        return BY_1.contains(type) || width <= SHORT ? type.equals("int2") ? 2 : 1 : 4;
    }

    private static double aligned(double bytes, int to) {
        return Math.ceil(bytes / to) * to;
    }

    private static long bytes(Facts facts, double content, int overhead, int fill) {
        long block = facts.setting("block_size").map(Long::parseLong).orElse(8192L);
        return (long) Math.ceil(content / ((block - overhead) * fill / 100.0)) * block;
    }

    private static int fill(List<String> options, int otherwise) {
        return options.stream()
                .map(FILL::matcher)
                .filter(Matcher::matches)
                .map(m -> Integer.parseInt(m.group(1)))
                .findFirst()
                .orElse(otherwise);
    }

    /// What was found, as words.
    static String words(long bytes, long expected) {
        return "it has %s, and an estimate from the statistics says that %s would do"
                .formatted(About.size(bytes), About.size(expected));
    }
}
