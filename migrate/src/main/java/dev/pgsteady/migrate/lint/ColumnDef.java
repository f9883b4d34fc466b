package dev.pgsteady.migrate.lint;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A column as a statement declares it.
///
/// @param name       its name
/// @param type       its type
/// @param traits     what else is said of it
/// @param standard   the tokens of its default; empty when it has none
/// @param references the table that it points to
public record ColumnDef(
        String name, ColumnType type, Set<Trait> traits, List<Token> standard, Optional<ObjectName> references) {
    /// What can be said of a column.
    public enum Trait {
        NOT_NULL,
        PRIMARY_KEY,
        UNIQUE,
        CHECK,
        /// Computed and written into the row.
        STORED,
        /// Computed when it is read.
        VIRTUAL,
        IDENTITY
    }

    /// Functions that give the same value for all rows of a statement, or are no functions but read like
    /// one.
    private static final Set<String> SAME_FOR_ALL_ROWS = Set.of(
            ("now transaction_timestamp statement_timestamp current_timestamp localtimestamp current_time localtime"
                            + " cast array row coalesce nullif greatest least current_setting to_timestamp to_date"
                            + " make_interval make_date make_timestamp make_timestamptz timezone date_trunc lower"
                            + " upper concat jsonb_build_object json_build_object jsonb_build_array"
                            + " json_build_array array_fill md5 length abs round floor ceil trim replace substring"
                            + " format current_schema session_user current_database in any all not and or extract")
                    .split(" "));

    public ColumnDef {
        traits = Set.copyOf(traits);
        standard = List.copyOf(standard);
    }

    /// Whether something is said of it.
    public boolean has(Trait trait) {
        return traits.contains(trait);
    }

    /// The functions that its default calls and that may give another value for each row.
    public List<String> perRow() {
        return java.util.stream.IntStream.range(0, standard.size())
                .filter(this::call)
                .mapToObj(i -> standard.get(i).text())
                .filter(f -> !SAME_FOR_ALL_ROWS.contains(f))
                .distinct()
                .toList();
    }

    /// A name before a bracket, unless it is a type: the brackets behind `::varchar` hold its length.
    private boolean call(int index) {
        return standard.get(index).names()
                && index + 1 < standard.size()
                && standard.get(index + 1).is("(")
                && (index == 0 || !standard.get(index - 1).is("::"));
    }

    /// Whether rows that are there get no value for it.
    public boolean withoutValue() {
        return standard.isEmpty()
                && !type.serial()
                && !has(Trait.IDENTITY)
                && !has(Trait.STORED)
                && !has(Trait.VIRTUAL);
    }
}
