package dev.pgsteady.schema.plan;

import dev.pgsteady.schema.DataType;
import dev.pgsteady.schema.plan.Part.ColumnPart;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Changes of type for which PostgreSQL neither reads nor writes the rows (manual, ALTER TABLE, Notes: binary
/// coercible types, longer `varchar`, more digits before the point of `numeric`).
final class Widening {
    private static final Pattern MODIFIER = Pattern.compile("\\((\\d+)(?:,(-?\\d+))?\\)");

    private Widening() {}

    static boolean keepsTheRows(ColumnPart from, ColumnPart to) {
        return from.collation().equals(to.collation())
                && !from.type().array()
                && !to.type().array()
                && keepsTheRows(from.type(), to.type());
    }

    private static boolean keepsTheRows(DataType from, DataType to) {
        String old = from.base().name();
        String wanted = to.base().name();
        if (!old.equals(wanted)) {
            return (to.is("text") && from.is("varchar"))
                    || (to.is("inet") && from.is("cidr"))
                    || (to.is("varchar") && from.is("text") && modifier(to).isEmpty());
        }
        return switch (old) {
            case "varchar", "varbit", "timestamp", "timestamptz", "time", "timetz", "interval" -> wider(from, to);
            case "numeric" -> digits(from, to);
            default -> false;
        };
    }

    private static boolean wider(DataType from, DataType to) {
        Optional<int[]> had = modifier(from);
        Optional<int[]> has = modifier(to);
        return has.isEmpty() || (had.isPresent() && has.get()[0] >= had.get()[0]);
    }

    /// More digits in all, and as many after the point.
    private static boolean digits(DataType from, DataType to) {
        Optional<int[]> had = modifier(from);
        Optional<int[]> has = modifier(to);
        return has.isEmpty() || (had.isPresent() && has.get()[0] >= had.get()[0] && has.get()[1] == had.get()[1]);
    }

    private static Optional<int[]> modifier(DataType type) {
        Matcher m = MODIFIER.matcher(type.sql());
        return m.find()
                ? Optional.of(
                        new int[] {Integer.parseInt(m.group(1)), m.group(2) == null ? 0 : Integer.parseInt(m.group(2))})
                : Optional.empty();
    }
}
