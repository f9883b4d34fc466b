package dev.pgsteady.migrate.lint;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// The type of a column as a statement has it.
///
/// @param base      one name for each type however it is spelt: `int4`, `varchar`, `timestamptz`; other
///                  names as they stand
/// @param modifiers what is in brackets behind it: a length, digits
/// @param array     whether it is an array of these
public record ColumnType(String base, List<String> modifiers, boolean array) {
    private static final Map<String, String> SPELLINGS = Map.ofEntries(
            Map.entry("int", "int4"),
            Map.entry("integer", "int4"),
            Map.entry("bigint", "int8"),
            Map.entry("smallint", "int2"),
            Map.entry("serial4", "serial"),
            Map.entry("serial8", "bigserial"),
            Map.entry("serial2", "smallserial"),
            Map.entry("character varying", "varchar"),
            Map.entry("char varying", "varchar"),
            Map.entry("national character varying", "varchar"),
            Map.entry("national char varying", "varchar"),
            Map.entry("nchar varying", "varchar"),
            Map.entry("character", "char"),
            Map.entry("bpchar", "char"),
            Map.entry("nchar", "char"),
            Map.entry("national character", "char"),
            Map.entry("national char", "char"),
            Map.entry("decimal", "numeric"),
            Map.entry("dec", "numeric"),
            Map.entry("real", "float4"),
            Map.entry("float", "float8"),
            Map.entry("double precision", "float8"),
            Map.entry("boolean", "bool"),
            Map.entry("bit varying", "varbit"),
            Map.entry("timestamp with time zone", "timestamptz"),
            Map.entry("time with time zone", "timetz"));
    private static final Set<String> SERIAL = Set.of("serial", "bigserial", "smallserial");

    public ColumnType {
        modifiers = List.copyOf(modifiers);
    }

    static ColumnType of(String spelling, List<String> modifiers, boolean array) {
        return new ColumnType(SPELLINGS.getOrDefault(spelling, spelling), modifiers, array);
    }

    /// Reads the type where the cursor is.
    static ColumnType read(Cursor cursor) {
        String word = cursor.name().map(ObjectName::object).orElse("");
        switch (word) {
            case "double" -> word += cursor.accept("precision") ? " precision" : "";
            case "national" ->
                word += cursor.acceptAny("character", "char")
                        .map(w -> " " + w + varying(cursor))
                        .orElse("");
            case "character", "char", "nchar", "bit" -> word += varying(cursor);
            default -> {}
        }
        List<String> modifiers = cursor.brackets().stream()
                .filter(t -> !t.is(","))
                .map(Token::text)
                .toList();
        if (word.equals("timestamp") || word.equals("time")) {
            word += cursor.accept("with", "time", "zone") ? " with time zone" : "";
            cursor.accept("without", "time", "zone");
        }
        boolean array = cursor.accept("array");
        while (cursor.accept("[")) {
            array = true;
            while (!cursor.done() && !cursor.accept("]")) {
                cursor.next();
            }
        }
        return of(word, modifiers, array);
    }

    private static String varying(Cursor cursor) {
        return cursor.accept("varying") ? " varying" : "";
    }

    /// Whether it is one of these, and no array.
    public boolean is(String... names) {
        return !array && Set.of(names).contains(base);
    }

    /// Whether it stands for an integer with a sequence of its own.
    public boolean serial() {
        return SERIAL.contains(base);
    }

    /// Whether PostgreSQL can change a column of this type to another without writing its rows (manual,
    /// ALTER TABLE, Notes).
    public boolean becomesWithoutRewrite(ColumnType to) {
        if (array != to.array) {
            return false;
        }
        if (!base.equals(to.base)) {
            return !array
                    && ((base.equals("varchar") && to.base.equals("text"))
                            || (base.equals("text") && to.base.equals("varchar") && to.modifiers.isEmpty())
                            || (base.equals("cidr") && to.base.equals("inet")));
        }
        return modifiers.equals(to.modifiers) || (!array && wider(to));
    }

    private boolean wider(ColumnType to) {
        if (to.modifiers.isEmpty()) {
            return !base.equals("char") && !base.equals("bit");
        }
        boolean growing = !modifiers.isEmpty() && number(to, 0) >= number(this, 0);
        return switch (base) {
            case "varchar", "varbit", "timestamp", "timestamptz", "time", "timetz", "interval" -> growing;
            case "numeric" -> growing && number(to, 1) == number(this, 1);
            default -> false;
        };
    }

    private static int number(ColumnType type, int index) {
        return type.modifiers.size() > index && type.modifiers.get(index).matches("\\d{1,9}")
                ? Integer.parseInt(type.modifiers.get(index))
                : 0;
    }

    /// As SQL writes it.
    public String sql() {
        return base + (modifiers.isEmpty() ? "" : "(" + String.join(",", modifiers) + ")") + (array ? "[]" : "");
    }
}
