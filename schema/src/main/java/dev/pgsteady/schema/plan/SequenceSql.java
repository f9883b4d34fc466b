package dev.pgsteady.schema.plan;

import dev.pgsteady.core.Sql;
import dev.pgsteady.schema.Table;
import dev.pgsteady.schema.plan.Part.Counter;
import java.util.List;

/// Sequences as statements.
final class SequenceSql {
    private SequenceSql() {}

    static List<String> create(Part.SequencePart s) {
        String persistence = s.persistence() == Table.Persistence.UNLOGGED ? "UNLOGGED " : "";
        return List.of("CREATE " + persistence + "SEQUENCE " + s.id().sql() + options(s.counter(), usual("bigint")));
    }

    static List<String> alter(Part.SequencePart old, Part.SequencePart wanted) {
        String options = options(wanted.counter(), old.counter());
        List<String> sql = new java.util.ArrayList<>();
        if (!options.isEmpty()) {
            sql.add("ALTER SEQUENCE " + wanted.id().sql() + options + restart(wanted.counter(), old.counter()));
        }
        if (old.persistence() != wanted.persistence()) {
            sql.add("ALTER SEQUENCE " + wanted.id().sql() + " SET "
                    + (wanted.persistence() == Table.Persistence.UNLOGGED ? "UNLOGGED" : "LOGGED"));
        }
        return sql;
    }

    static String owner(Part.SequenceOwnerPart p) {
        return "ALTER SEQUENCE %s OWNED BY %s.%s"
                .formatted(
                        p.id().qualified().sql(),
                        p.column().table().sql(),
                        Sql.identifier(p.column().column()));
    }

    /// How `CREATE SEQUENCE` counts when it is told nothing but the type.
    static Counter usual(String dataType) {
        long most = switch (dataType) {
            case "smallint" -> Short.MAX_VALUE;
            case "integer" -> Integer.MAX_VALUE;
            default -> Long.MAX_VALUE;
        };
        return new Counter(dataType, 1, 1, most, 1, 1, false);
    }

    /// The options in which a counter differs from another, each with a blank before it.
    static String options(Counter wanted, Counter from) {
        StringBuilder sql = new StringBuilder();
        if (!wanted.dataType().equals(from.dataType())) {
            sql.append(" AS ").append(wanted.dataType());
        }
        append(sql, "INCREMENT BY", wanted.increment(), from.increment());
        append(sql, "MINVALUE", wanted.minimum(), from.minimum());
        append(sql, "MAXVALUE", wanted.maximum(), from.maximum());
        append(sql, "START WITH", wanted.start(), from.start());
        append(sql, "CACHE", wanted.cache(), from.cache());
        if (wanted.cycle() != from.cycle()) {
            sql.append(wanted.cycle() ? " CYCLE" : " NO CYCLE");
        }
        return sql.toString();
    }

    /// A counter that never counted stands where it started, which the new bounds may not allow.
    static String restart(Counter wanted, Counter from) {
        return from.start() < wanted.minimum() || from.start() > wanted.maximum() ? " RESTART" : "";
    }

    private static void append(StringBuilder sql, String word, long value, long from) {
        if (value != from) {
            sql.append(' ').append(word).append(' ').append(value);
        }
    }
}
