package dev.pgsteady.readiness.rules;

import dev.pgsteady.readiness.Facts;
import dev.pgsteady.schema.Column;
import dev.pgsteady.schema.DataType;
import java.util.Set;

/// Families of types, domains seen through.
final class Kinds {
    private static final Set<String> TEXTS = Set.of("text", "varchar", "bpchar");
    private static final Set<String> INTEGERS = Set.of("int2", "int4", "int8");
    private static final Set<String> FLOATS = Set.of("float4", "float8");
    private static final Set<String> TIMES = Set.of("date", "timestamp", "timestamptz");

    private Kinds() {}

    /// `text`, `varchar` or `char`.
    static boolean text(Facts facts, Column column) {
        return in(facts, column, TEXTS);
    }

    /// `smallint`, `integer` or `bigint`.
    static boolean integer(Facts facts, Column column) {
        return in(facts, column, INTEGERS);
    }

    /// `real` or `double precision`.
    static boolean floating(Facts facts, Column column) {
        return in(facts, column, FLOATS);
    }

    /// Anything to count or measure with, money too.
    static boolean number(Facts facts, Column column) {
        return integer(facts, column) || floating(facts, column) || in(facts, column, Set.of("numeric", "money"));
    }

    /// A date or a timestamp.
    static boolean time(Facts facts, Column column) {
        return in(facts, column, TIMES);
    }

    private static boolean in(Facts facts, Column column, Set<String> names) {
        DataType plain = facts.plain(column.type());
        return !plain.array()
                && plain.base().schema().equals("pg_catalog")
                && names.contains(plain.base().name());
    }
}
