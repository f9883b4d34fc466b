package dev.pgsteady.migrate.lint;

import dev.pgsteady.migrate.lint.ColumnDef.Trait;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What a statement is, as far as rules ask. Whatever they do not ask about is [Other].
public sealed interface Shape {
    /// `ALTER TABLE`.
    record AlterTable(ObjectName table, boolean ifExists, List<Action> actions) implements Shape {
        public AlterTable {
            actions = List.copyOf(actions);
        }
    }

    /// `CREATE TABLE`.
    ///
    /// @param partitionOf the table that it is a part of
    /// @param filled      whether a query makes its columns and rows, or another table is its model
    record CreateTable(
            ObjectName table,
            Set<Word> words,
            Optional<ObjectName> partitionOf,
            boolean filled,
            List<ColumnDef> columns,
            List<ConstraintDef> constraints)
            implements Shape {
        /// What may stand before or behind TABLE.
        public enum Word {
            TEMPORARY,
            UNLOGGED,
            IF_NOT_EXISTS,
            FOREIGN
        }

        public CreateTable {
            words = Set.copyOf(words);
            columns = List.copyOf(columns);
            constraints = List.copyOf(constraints);
        }

        /// Whether a word stands there.
        public boolean has(Word word) {
            return words.contains(word);
        }

        /// The columns of its primary key.
        public List<String> key() {
            return Stream.concat(
                            columns.stream()
                                    .filter(c -> c.has(Trait.PRIMARY_KEY))
                                    .map(ColumnDef::name),
                            constraints.stream()
                                    .filter(c -> c.kind() == ConstraintDef.Kind.PRIMARY_KEY)
                                    .flatMap(c -> c.columns().stream()))
                    .toList();
        }
    }

    /// `CREATE INDEX`.
    record CreateIndex(
            ObjectName table,
            Optional<String> name,
            boolean unique,
            boolean concurrently,
            boolean ifNotExists,
            List<String> columns)
            implements Shape {
        public CreateIndex {
            columns = List.copyOf(columns);
        }
    }

    /// `DROP` of anything.
    ///
    /// @param what `table`, `index`, `materialized view`
    record Drop(String what, List<ObjectName> names, boolean concurrently, boolean ifExists, boolean cascade)
            implements Shape {
        public Drop {
            names = List.copyOf(names);
        }
    }

    /// `REINDEX`.
    ///
    /// @param what `index`, `table`, `schema`, `database`, `system`
    record Reindex(String what, Optional<ObjectName> name, boolean concurrently) implements Shape {}

    /// `TRUNCATE`.
    record Truncate(List<ObjectName> tables, boolean cascade) implements Shape {
        public Truncate {
            tables = List.copyOf(tables);
        }
    }

    /// `UPDATE` or `DELETE`.
    ///
    /// @param delete whether rows are deleted
    /// @param where  whether it says which rows
    record Rows(ObjectName table, boolean delete, boolean where) implements Shape {}

    /// `SELECT`, `INSERT`, `MERGE`, `WITH`, `VALUES`, `CALL`.
    record Query(String word) implements Shape {}

    /// `LOCK TABLE`.
    ///
    /// @param mode in lower case
    record LockTable(List<ObjectName> tables, String mode) implements Shape {
        public LockTable {
            tables = List.copyOf(tables);
        }
    }

    /// `VACUUM` or `CLUSTER`.
    ///
    /// @param rewrites whether tables are written anew
    record Vacuum(List<ObjectName> tables, String word, boolean rewrites) implements Shape {
        public Vacuum {
            tables = List.copyOf(tables);
        }
    }

    /// `REFRESH MATERIALIZED VIEW`.
    ///
    /// @param data whether it is filled
    record Refresh(ObjectName view, boolean concurrently, boolean data) implements Shape {}

    /// `SET` of a parameter.
    ///
    /// @param scope `local`, `session`, or nothing when neither is said
    record SetParameter(String name, String scope) implements Shape {}

    /// What begins or ends a transaction.
    record Control(Kind kind) implements Shape {
        /// Which way.
        public enum Kind {
            BEGIN,
            COMMIT,
            ROLLBACK
        }
    }

    /// `CREATE TYPE`.
    record CreateType(ObjectName name) implements Shape {}

    /// `ALTER TYPE ... ADD VALUE`.
    record AddValue(ObjectName type, String value, boolean ifNotExists) implements Shape {}

    /// `ALTER DOMAIN ... ADD` or `SET NOT NULL`.
    ///
    /// @param checked whether the rows that are there are looked at
    record AlterDomain(ObjectName domain, boolean checked) implements Shape {}

    /// `GRANT`.
    record Grant(List<String> privileges, Optional<String> on, List<String> to) implements Shape {
        public Grant {
            privileges = List.copyOf(privileges);
            to = List.copyOf(to);
        }
    }

    /// `CREATE ROLE`, `ALTER ROLE` and their kin.
    ///
    /// @param options the words that are said of it
    record Role(String name, Set<String> options) implements Shape {
        public Role {
            options = Set.copyOf(options);
        }
    }

    /// `CREATE FUNCTION` or `CREATE PROCEDURE`.
    record Routine(ObjectName name, boolean replace, boolean definer, boolean searchPath) implements Shape {}

    /// `DO`.
    record Block() implements Shape {}

    /// `CREATE TRIGGER`.
    record CreateTrigger(String name, ObjectName table) implements Shape {}

    /// `COPY ... FROM`.
    ///
    /// @param source `stdin`, `program`, or `file`
    record CopyIn(Optional<ObjectName> table, String source) implements Shape {}

    /// `ALTER SYSTEM`.
    record AlterSystem() implements Shape {}

    /// `ALTER` of something that is no table, to another name.
    record Rename(String what, ObjectName from) implements Shape {}

    /// Anything else.
    ///
    /// @param words its first words
    record Other(List<String> words) implements Shape {
        public Other {
            words = List.copyOf(words);
        }

        /// Whether it begins so.
        public boolean begins(String first, String second) {
            return words.size() > 1
                    && words.get(0).equals(first)
                    && words.get(1).equals(second);
        }
    }

    /// What ALTER TABLE statements do to a table.
    static Stream<Action> actionsOn(Stream<Shape> statements, ObjectName table) {
        return statements
                .filter(s -> s instanceof AlterTable alter && alter.table().meets(table))
                .flatMap(s -> ((AlterTable) s).actions().stream());
    }

    /// The tables that it names and may lock.
    default List<ObjectName> tables() {
        return switch (this) {
            case AlterTable s ->
                Stream.concat(Stream.of(s.table()), s.actions().stream().flatMap(Shape::named))
                        .toList();
            case CreateTable s ->
                Stream.concat(
                                Stream.concat(Stream.of(s.table()), s.partitionOf().stream()),
                                Stream.concat(
                                        s.columns().stream().flatMap(c -> c.references().stream()),
                                        s.constraints().stream().flatMap(c -> c.references().stream())))
                        .toList();
            case CreateIndex s -> List.of(s.table());
            case Drop s -> s.names();
            case Truncate s -> s.tables();
            case Rows s -> List.of(s.table());
            case LockTable s -> s.tables();
            case Vacuum s -> s.tables();
            case Refresh s -> List.of(s.view());
            case CreateTrigger s -> List.of(s.table());
            case CopyIn s -> s.table().stream().toList();
            case Rename s -> List.of(s.from());
            case Reindex s -> s.name().stream().toList();
            case Query ignored -> List.of();
            case SetParameter ignored -> List.of();
            case Control ignored -> List.of();
            case CreateType ignored -> List.of();
            case AddValue ignored -> List.of();
            case AlterDomain ignored -> List.of();
            case Grant ignored -> List.of();
            case Role ignored -> List.of();
            case Routine ignored -> List.of();
            case Block ignored -> List.of();
            case AlterSystem ignored -> List.of();
            case Other ignored -> List.of();
        };
    }

    private static Stream<ObjectName> named(Action action) {
        return switch (action) {
            case Action.AddColumn a -> a.column().references().stream();
            case Action.AddConstraint a -> a.constraint().references().stream();
            case Action.Attach a -> Stream.of(a.partition());
            case Action.Detach a -> Stream.of(a.partition());
            default -> Stream.empty();
        };
    }

    /// Whether it changes what is in the catalog.
    default boolean ddl() {
        return switch (this) {
            case AlterTable ignored -> true;
            case CreateTable ignored -> true;
            case CreateIndex ignored -> true;
            case Drop ignored -> true;
            case Reindex ignored -> true;
            case CreateType ignored -> true;
            case AddValue ignored -> true;
            case AlterDomain ignored -> true;
            case CreateTrigger ignored -> true;
            case Rename ignored -> true;
            case Refresh ignored -> true;
            case Truncate ignored -> true;
            case Routine ignored -> true;
            case Other o ->
                !o.words().isEmpty()
                        && Set.of("create", "alter", "drop", "comment")
                                .contains(o.words().getFirst());
            case Rows ignored -> false;
            case Query ignored -> false;
            case LockTable ignored -> false;
            case Vacuum ignored -> false;
            case SetParameter ignored -> false;
            case Control ignored -> false;
            case Grant ignored -> false;
            case Role ignored -> false;
            case Block ignored -> false;
            case CopyIn ignored -> false;
            case AlterSystem ignored -> false;
        };
    }

    /// Whether no transaction may hold it (manual: the pages of these statements).
    default boolean alone() {
        return switch (this) {
            case CreateIndex s -> s.concurrently();
            case Drop s ->
                s.concurrently() || s.what().equals("database") || s.what().equals("tablespace");
            case Reindex s ->
                s.concurrently() || Set.of("schema", "database", "system").contains(s.what());
            case Vacuum s -> s.word().equals("vacuum") || s.tables().isEmpty();
            case AlterSystem ignored -> true;
            case AlterTable s -> s.actions().stream().anyMatch(a -> a instanceof Action.Detach d && d.concurrently());
            case Other o -> o.begins("create", "database") || o.begins("create", "tablespace");
            default -> false;
        };
    }

    /// Whether it makes other sessions neither read nor write a table while it lasts.
    default boolean exclusive() {
        return switch (this) {
            case AlterTable s -> s.actions().stream().anyMatch(Shape::exclusive);
            case Drop s ->
                !s.concurrently()
                        && Set.of("table", "index", "materialized view").contains(s.what());
            case Truncate ignored -> true;
            case LockTable s -> s.mode().startsWith("access exclusive");
            case Vacuum s -> s.rewrites();
            case Refresh s -> !s.concurrently();
            case Reindex s -> !s.concurrently();
            case Rename s -> s.what().equals("table");
            default -> false;
        };
    }

    private static boolean exclusive(Action action) {
        return switch (action) {
            case Action.Validate ignored -> false;
            case Action.Attach ignored -> false;
            case Action.Detach d -> !d.concurrently();
            case Action.Trigger ignored -> false;
            case Action.AddConstraint a -> a.constraint().kind() != ConstraintDef.Kind.FOREIGN_KEY;
            case Action.Else e ->
                e.word()
                        .filter(w -> w.equals("set statistics") || w.equals("options"))
                        .isEmpty();
            default -> true;
        };
    }
}
