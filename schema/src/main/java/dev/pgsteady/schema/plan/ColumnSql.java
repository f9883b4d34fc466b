package dev.pgsteady.schema.plan;

import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.Sql;
import dev.pgsteady.schema.DataType;
import dev.pgsteady.schema.plan.Part.ColumnPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Columns as statements.
final class ColumnSql {
    private static final Set<String> STRINGS = Set.of("text", "varchar", "bpchar");

    private ColumnSql() {}

    /// The column as `CREATE TABLE` and `ADD COLUMN` write it.
    static String clause(ColumnPart c, Optional<String> defaultExpression) {
        StringBuilder sql =
                new StringBuilder(name(c)).append(' ').append(c.type().sql());
        c.collation().ifPresent(o -> sql.append(" COLLATE ").append(o.sql()));
        c.compression().ifPresent(o -> sql.append(" COMPRESSION ").append(o));
        c.generated()
                .ifPresent(kind -> sql.append(" GENERATED ALWAYS AS (")
                        .append(c.generatedExpression().orElse(""))
                        .append(") ")
                        .append(kind));
        c.identity().ifPresent(kind -> sql.append(identity(c, kind)));
        defaultExpression.ifPresent(e -> sql.append(" DEFAULT ").append(e));
        if (c.notNull()) {
            sql.append(" NOT NULL");
        }
        return sql.toString();
    }

    /// The sequence is named only where the server would name or count it otherwise.
    private static String identity(ColumnPart c, String kind) {
        String usual = c.id().name() + "_" + c.id().part() + "_seq";
        String options = c.sequence()
                .map(q -> {
                    boolean named =
                            !q.name().name().equals(usual) || !q.name().schema().equals(c.id().schema());
                    String counts = SequenceSql.options(
                            q.counter(), SequenceSql.usual(q.counter().dataType()));
                    return (named ? "SEQUENCE NAME " + q.name().sql() : "") + counts;
                })
                .orElse("")
                .strip();
        return " GENERATED " + kind + " AS IDENTITY" + (options.isEmpty() ? "" : " (" + options + ")");
    }

    /// What `CREATE TABLE` cannot say of a column.
    static List<String> after(ColumnPart c) {
        List<String> sql = new ArrayList<>();
        String alter = alter(c);
        c.storage().ifPresent(s -> sql.add(alter + "SET STORAGE " + storage(s)));
        c.statisticsTarget().ifPresent(t -> sql.add(alter + "SET STATISTICS " + t));
        if (!c.options().isEmpty()) {
            sql.add(alter + "SET (" + String.join(", ", c.options()) + ")");
        }
        return sql;
    }

    /// In what a column differs from how it came: with one of a parent, or with the table that has it from a parent.
    /// The default apart.
    static List<String> beyond(ColumnPart given, ColumnPart c) {
        List<String> sql = new ArrayList<>(required(given, c));
        sql.addAll(identityBetween(given, c));
        sql.addAll(storedBetween(given, c));
        sql.addAll(details(given, c));
        return sql;
    }

    private static List<String> required(ColumnPart old, ColumnPart wanted) {
        return old.notNull() == wanted.notNull()
                ? List.of()
                : List.of(alter(wanted) + (wanted.notNull() ? "SET NOT NULL" : "DROP NOT NULL"));
    }

    /// The statements that turn one column into another of the same name; empty when it has to be made anew.
    static Optional<List<String>> alter(ColumnPart old, ColumnPart wanted) {
        boolean computed = wanted.generated().isPresent()
                && (!wanted.generated().equals(old.generated())
                        || !wanted.generatedExpression().equals(old.generatedExpression()));
        boolean retyped = old.generated().isPresent()
                && !old.type().sql().equals(wanted.type().sql());
        boolean anew = computed || retyped;
        return anew ? Optional.empty() : Optional.of(altered(old, wanted));
    }

    private static List<String> altered(ColumnPart old, ColumnPart wanted) {
        List<String> sql = new ArrayList<>();
        String alter = alter(wanted);
        if (old.generated().isPresent() && wanted.generated().isEmpty()) {
            sql.add(alter + "DROP EXPRESSION");
        }
        if (old.identity().isPresent() && wanted.identity().isEmpty()) {
            sql.add(alter + "DROP IDENTITY");
        }
        boolean retyped = retyped(old, wanted);
        if (retyped && !(old.merged() && wanted.merged())) {
            sql.add(alter + "TYPE " + wanted.type().sql()
                    + wanted.collation().map(c -> " COLLATE " + c.sql()).orElse("")
                    + (wanted.foreign() ? "" : using(name(wanted), old.type(), wanted.type())));
        }
        sql.addAll(required(old, wanted));
        sql.addAll(identityBetween(old, wanted));
        sql.addAll(retyped ? stored(wanted) : storedBetween(old, wanted));
        sql.addAll(details(old, wanted));
        return sql;
    }

    /// How its values are stored, which has to be said again when it got another type: that begins with how values of
    /// the type are stored usually.
    static List<String> stored(ColumnPart c) {
        List<String> sql = new ArrayList<>();
        c.storage().ifPresent(s -> sql.add(alter(c) + "SET STORAGE " + storage(s)));
        c.compression().ifPresent(m -> sql.add(alter(c) + "SET COMPRESSION " + m));
        return sql;
    }

    static boolean retyped(ColumnPart old, ColumnPart wanted) {
        return !old.type().sql().equals(wanted.type().sql()) || !old.collation().equals(wanted.collation());
    }

    private static List<String> identityBetween(ColumnPart old, ColumnPart wanted) {
        List<String> sql = new ArrayList<>();
        if (wanted.identity().isEmpty()) {
            return sql;
        }
        String kind = wanted.identity().get();
        if (old.identity().isEmpty()) {
            sql.add(alter(wanted) + "ADD" + identity(wanted, kind));
            return sql;
        }
        if (!old.identity().equals(wanted.identity())) {
            sql.add(alter(wanted) + "SET GENERATED " + kind);
        }
        if (old.sequence().isPresent() && wanted.sequence().isPresent()) {
            sql.addAll(sequenceBetween(old.sequence().get(), wanted.sequence().get()));
        }
        return sql;
    }

    private static List<String> sequenceBetween(Part.IdentitySequence old, Part.IdentitySequence wanted) {
        List<String> sql = new ArrayList<>();
        if (!old.name().equals(wanted.name())) {
            sql.add("ALTER SEQUENCE %s RENAME TO %s"
                    .formatted(old.name().sql(), Sql.identifier(wanted.name().name())));
        }
        String options = SequenceSql.options(wanted.counter(), old.counter());
        if (!options.isEmpty()) {
            sql.add("ALTER SEQUENCE " + wanted.name().sql() + options
                    + SequenceSql.restart(wanted.counter(), old.counter()));
        }
        return sql;
    }

    private static List<String> storedBetween(ColumnPart old, ColumnPart wanted) {
        List<String> sql = new ArrayList<>();
        String alter = alter(wanted);
        if (!old.storage().equals(wanted.storage())) {
            sql.add(alter + "SET STORAGE " + storage(wanted.storage().orElseGet(() -> usual(wanted.type()))));
        }
        if (!old.compression().equals(wanted.compression())) {
            sql.add(alter + "SET COMPRESSION " + wanted.compression().orElse("default"));
        }
        return sql;
    }

    private static List<String> details(ColumnPart old, ColumnPart wanted) {
        List<String> sql = new ArrayList<>();
        String alter = alter(wanted);
        if (!old.statisticsTarget().equals(wanted.statisticsTarget())) {
            sql.add(alter + "SET STATISTICS " + wanted.statisticsTarget().orElse(-1));
        }
        sql.addAll(Options.between(alter, old.options(), wanted.options()));
        return sql;
    }

    private static String using(String column, DataType old, DataType wanted) {
        String value = converted(column, old, wanted);
        return value.equals(column) ? "" : " USING " + value;
    }

    /// How a value becomes one of another type. A cast where the types differ in more than a length, and through text
    /// where one of them is somebody's own. Strings are only assigned: a cast would cut off what is too long.
    static String converted(String value, DataType from, DataType to) {
        boolean strings = isString(from) && isString(to);
        if ((from.base().equals(to.base()) || strings) && from.array() == to.array()) {
            return value;
        }
        if (to.array() && !from.array()) {
            return "CASE WHEN %1$s IS NOT NULL THEN ARRAY[%1$s]::%2$s END".formatted(value, to.sql());
        }
        boolean builtIn = isBuiltIn(from.base()) && isBuiltIn(to.base());
        boolean direct = (builtIn && Casts.between(from, to)) || (from.category() == 'S' && !from.array());
        return value + (direct ? "::" : "::text::") + to.sql();
    }

    private static boolean isString(DataType type) {
        return isBuiltIn(type.base()) && STRINGS.contains(type.base().name());
    }

    private static boolean isBuiltIn(QualifiedName type) {
        return type.schema().equals("pg_catalog");
    }

    /// How values that can be stored otherwise are stored when nobody says how (`pg_type.typstorage`).
    private static char usual(DataType type) {
        return type.is("numeric") || type.is("inet") || type.is("cidr") ? 'm' : 'x';
    }

    private static String storage(char letter) {
        return switch (letter) {
            case 'p' -> "PLAIN";
            case 'e' -> "EXTERNAL";
            case 'm' -> "MAIN";
            default -> "EXTENDED";
        };
    }

    private static String name(ColumnPart c) {
        return Sql.identifier(Objects.requireNonNull(c.id().part()));
    }

    private static String alter(ColumnPart c) {
        return "ALTER TABLE %s ALTER COLUMN %s ".formatted(c.id().qualified().sql(), name(c));
    }
}
