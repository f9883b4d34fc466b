package dev.pgsteady.schema.plan;

import dev.pgsteady.core.Problem;
import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.Sql;
import dev.pgsteady.schema.Cluster;
import dev.pgsteady.schema.Cluster.Role;
import dev.pgsteady.schema.Index;
import dev.pgsteady.schema.Sequence;
import dev.pgsteady.schema.Table;
import dev.pgsteady.schema.plan.Change.Action;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Makes a database the like of another: its schema, its roles without their passwords, and some of its rows.
/// For a server that is thrown away: it is written to as its superuser, and what it had of roles stays.
public final class DatabaseClone {
    /// Settings whose value is a list, each item quoted where it has to be.
    private static final Set<String> LISTS = Set.of(
            "search_path",
            "temp_tablespaces",
            "session_preload_libraries",
            "local_preload_libraries",
            "unix_socket_directories",
            "DateStyle");

    private final Connection source;
    private final Connection scratch;
    private final Listener listener;
    private final List<String> notes = new ArrayList<>();

    /// @param source   where it is read; no transaction may be open on it
    /// @param scratch  an empty database, as superuser, with auto-commit on
    /// @param listener hears how far it is
    public DatabaseClone(Connection source, Connection scratch, Listener listener) {
        this.source = source;
        this.scratch = scratch;
        this.listener = listener;
    }

    /// Hears how far a clone is.
    @FunctionalInterface
    public interface Listener {
        /// @param what  as in "rows"
        /// @param done  how many of `total` are done
        void at(String what, long done, long total);
    }

    /// What was made.
    ///
    /// @param rows  how many rows were copied
    /// @param notes what is not as in the source, one sentence each
    public record Result(long rows, List<String> notes) {
        public Result {
            notes = List.copyOf(notes);
        }
    }

    /// Makes the clone.
    ///
    /// @param rowsPerTable at most so many rows are copied of each table; 0 for none
    /// @throws Problem UNPLANNABLE when the schema holds what cannot be made, naming it; SQL_FAILED
    ///     when the scratch server refuses a statement (an extension that it does not have)
    public Result make(Model model, long rowsPerTable) {
        try (Statement statement = scratch.createStatement()) {
            roles(statement, model.snapshot().cluster());
            Model empty = new ModelReader().read(scratch);
            Plan plan = Plan.between(empty, model, scratch.getMetaData().getUserName());
            Set<QualifiedName> unbuilt = unbuilt(model);
            Map<Boolean, List<Change>> late =
                    plan.changes().stream().collect(Collectors.partitioningBy(c -> late(c, model, unbuilt)));
            statement.execute("SET check_function_bodies = off");
            carryOut(statement, late.getOrDefault(false, List.of()));
            long rows = rowsPerTable == 0 ? 0 : rows(model, rowsPerTable);
            sequences(statement, model);
            for (Change change : late.getOrDefault(true, List.of())) {
                if (change.id().kind() == ObjectId.Kind.INDEX) {
                    halfBuilt(statement, change);
                } else {
                    carryOut(statement, List.of(change));
                }
            }
            statement.execute("ANALYZE");
            statement.execute("RESET ALL");
            return new Result(rows, notes);
        } catch (SQLException e) {
            boolean extension = String.valueOf(e.getMessage()).startsWith("CREATE EXTENSION");
            throw new Problem(
                    Problem.Kind.SQL_FAILED,
                    "The clone could not be made: " + e.getMessage(),
                    "Nothing was changed in the database itself. "
                            + (extension
                                    ? "Install a PostgreSQL that has the extension, or name it in PGSTEADY_POSTGRES."
                                    : "Please report it with the message: a schema that was read can be made."),
                    e);
        }
    }

    /// What rows must not meet: rules that the source did not hold them to, and indexes that it could not build.
    private static boolean late(Change change, Model model, Set<QualifiedName> unbuilt) {
        boolean open = model.parts().get(change.id()) instanceof Part.ConstraintPart c
                && !c.constraint().common().validated();
        return change.action() == Action.CREATE
                && switch (change.id().kind()) {
                    case EVENT_TRIGGER -> true;
                    case INDEX -> unbuilt.contains(change.id().qualified());
                    default -> open;
                };
    }

    private static Set<QualifiedName> unbuilt(Model model) {
        return model.snapshot().schema().tables().stream()
                .flatMap(t -> t.indexes().stream())
                .filter(i -> !i.valid() && i.constraint().isEmpty())
                .map(Index::name)
                .collect(Collectors.toSet());
    }

    private void carryOut(Statement statement, List<Change> changes) throws SQLException {
        long done = 0;
        for (Change change : changes) {
            for (String sql : change.statements()) {
                run(statement, change, sql);
            }
            listener.at("Making the clone's schema", ++done, changes.size());
        }
    }

    private static void run(Statement statement, Change change, String sql) throws SQLException {
        try {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new SQLException(change.words() + ": " + e.getMessage(), e.getSQLState(), e);
        }
    }

    private void roles(Statement statement, Cluster cluster) throws SQLException {
        for (Role role : cluster.roles()) {
            if (!role.name().startsWith("pg_")) {
                statement.execute(
                        "DO $pgsteady$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = %s) THEN CREATE ROLE %s; END IF; END $pgsteady$"
                                .formatted(Sql.literal(role.name()), Sql.identifier(role.name())));
                statement.execute("ALTER ROLE " + Sql.identifier(role.name()) + attributes(role));
            }
        }
        for (Cluster.Membership m : cluster.memberships()) {
            if (!m.member().startsWith("pg_")) {
                statement.execute("GRANT %s TO %s%s"
                        .formatted(
                                Sql.identifier(m.role()),
                                Sql.identifier(m.member()),
                                m.admin() ? " WITH ADMIN OPTION" : ""));
            }
        }
        for (Cluster.RoleSetting setting : cluster.roleSettings()) {
            setting(statement, setting);
        }
    }

    private void setting(Statement statement, Cluster.RoleSetting setting) throws SQLException {
        String database = Sql.identifier(scratch.getCatalog());
        String whose = setting.role()
                .map(r -> "ROLE " + Sql.identifier(r)
                        + (setting.database().isPresent() ? " IN DATABASE " + database : ""))
                .orElse("DATABASE " + database);
        String value = LISTS.contains(setting.name()) ? setting.value() : Sql.literal(setting.value());
        try {
            statement.execute("ALTER %s SET %s = %s".formatted(whose, setting.name(), value));
        } catch (SQLException e) {
            notes.add("The setting %s of %s was not copied: %s."
                    .formatted(setting.name(), whose, String.valueOf(e.getMessage())));
        }
    }

    private static String attributes(Role r) {
        return word(r.login(), "LOGIN") + word(r.superuser() || r.name().equals("postgres"), "SUPERUSER")
                + word(r.createRole(), "CREATEROLE") + word(r.createDatabase(), "CREATEDB")
                + word(r.replication(), "REPLICATION") + word(r.bypassRowSecurity(), "BYPASSRLS")
                + word(r.inherit(), "INHERIT") + " CONNECTION LIMIT " + r.connectionLimit();
    }

    private static String word(boolean on, String word) {
        return on ? " " + word : " NO" + word;
    }

    /// Rows of every table that holds some, copied as they are: no trigger fires, no foreign key asks.
    private long rows(Model model, long most) throws SQLException {
        RowCopy copy = new RowCopy(source, scratch, most);
        List<Table> tables = model.snapshot().schema().tables().stream()
                .filter(t -> t.kind() == Table.Kind.ORDINARY && t.extension().isEmpty())
                .toList();
        long rows = 0;
        long done = 0;
        for (Table table : tables) {
            try {
                rows += copy.table(table);
            } catch (SQLException e) {
                notes.add("No rows of %s were copied: %s."
                        .formatted(
                                table.name().sql(),
                                String.valueOf(e.getMessage())
                                        .lines()
                                        .findFirst()
                                        .orElse("")));
            }
            listener.at("Copying rows", ++done, tables.size());
        }
        return rows;
    }

    private static void sequences(Statement statement, Model model) throws SQLException {
        for (Sequence s : model.snapshot().schema().sequences()) {
            var use = model.snapshot().statistics().sequences().get(s.name());
            if (s.extension().isEmpty() && use != null && use.lastValue().isPresent()) {
                statement.execute("SELECT setval(%s, %d)"
                        .formatted(Sql.literal(s.name().sql()), use.lastValue().get()));
            }
        }
    }

    /// An index that the source could not build stays as it is there: invalid.
    private static void halfBuilt(Statement statement, Change index) throws SQLException {
        for (String sql : index.statements()) {
            attempt(statement, sql.replaceFirst("^CREATE (UNIQUE )?INDEX ", "CREATE $1INDEX CONCURRENTLY "));
        }
        statement.execute("UPDATE pg_index SET indisvalid = false WHERE indexrelid = to_regclass(%s)"
                .formatted(Sql.literal(index.id().qualified().sql())));
    }

    /// A build that fails on the rows leaves the index behind, invalid.
    private static void attempt(Statement statement, String sql) throws SQLException {
        try {
            statement.execute(sql);
        } catch (SQLException e) {
            if (!"23505".equals(e.getSQLState())) {
                throw e;
            }
        }
    }
}
