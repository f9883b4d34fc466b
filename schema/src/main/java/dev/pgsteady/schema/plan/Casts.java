package dev.pgsteady.schema.plan;

import dev.pgsteady.schema.DataType;
import java.util.Map;
import java.util.Set;

/// Which built-in types `CAST` takes to which (`pg_cast`); everything else goes through text.
final class Casts {
    private static final Set<String> NUMBERS = Set.of("int2", "int4", "int8", "float4", "float8", "numeric");
    private static final Set<String> WORDS = Set.of("text", "varchar", "bpchar", "name", "char");
    private static final Map<String, Set<String>> OTHERS = Map.ofEntries(
            Map.entry("bool", Set.of("int4", "text", "varchar", "bpchar")),
            Map.entry("int4", Set.of("bool", "bit", "money", "oid", "char")),
            Map.entry("int8", Set.of("bit", "money", "oid")),
            Map.entry("numeric", Set.of("money")),
            Map.entry("money", Set.of("numeric")),
            Map.entry("date", Set.of("timestamp", "timestamptz")),
            Map.entry("timestamp", Set.of("date", "time", "timestamptz")),
            Map.entry("timestamptz", Set.of("date", "time", "timetz", "timestamp")),
            Map.entry("time", Set.of("interval", "timetz")),
            Map.entry("timetz", Set.of("time")),
            Map.entry("interval", Set.of("time")),
            Map.entry("json", Set.of("jsonb")),
            Map.entry("jsonb", Set.of("json", "bool", "int2", "int4", "int8", "float4", "float8", "numeric")),
            Map.entry("inet", Set.of("cidr", "text", "varchar")),
            Map.entry("cidr", Set.of("inet", "text", "varchar")),
            Map.entry("macaddr", Set.of("macaddr8")),
            Map.entry("macaddr8", Set.of("macaddr")),
            Map.entry("xml", Set.of("text", "varchar", "bpchar")),
            Map.entry("bit", Set.of("varbit", "int4", "int8")),
            Map.entry("varbit", Set.of("bit")));

    private Casts() {}

    /// Whether one cast does it. The text types take and give everything.
    static boolean between(DataType old, DataType wanted) {
        String from = old.base().name();
        String to = wanted.base().name();
        return WORDS.contains(from)
                || WORDS.contains(to)
                || (NUMBERS.contains(from) && NUMBERS.contains(to))
                || OTHERS.getOrDefault(from, Set.of()).contains(to);
    }
}
