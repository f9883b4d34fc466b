package dev.pgsteady.migrate;

import dev.pgsteady.core.Aside;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.Sql;
import dev.pgsteady.embedded.Machine;
import dev.pgsteady.embedded.Progress;
import dev.pgsteady.embedded.ThrowAwayServer;
import dev.pgsteady.schema.Cluster;
import dev.pgsteady.schema.plan.Model;
import dev.pgsteady.schema.plan.ModelReader;
import dev.pgsteady.schema.plan.Plan;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.PGConnection;

/// A throw-away server on which schemas are built, compared and tried. It is started when it is first needed: two
/// databases that are there are compared without.
public final class TrialServer implements AutoCloseable {
    private static final Pattern NO_ROLE = Pattern.compile("role \"(.+)\" does not exist");

    /// Roles belong to the server, so another script may have made one already.
    private static final Pattern MAKES_ROLE =
            Pattern.compile("(?is)^\\s*(--[^\\n]*\\n\\s*)*CREATE\\s+(ROLE|USER|GROUP)\\s+(?!MAPPING)");

    /// What ends a transaction, or means something else in one.
    private static final Pattern TRANSACTS = Pattern.compile(
            "(?is)^\\s*(--[^\\n]*\\n\\s*|/\\*.*?\\*/\\s*)*"
                    + "(BEGIN|START|COMMIT|END|ROLLBACK|ABORT|SAVEPOINT|RELEASE|PREPARE|SET\\s+(LOCAL|CONSTRAINTS|TRANSACTION))\\b");

    private static final String TABLE = "CREATE TABLE ";
    private static final int TOGETHER = 250;
    private static final int WORTHWHILE = 10;

    private final Machine machine;
    private final Progress progress;
    private final Deque<Connection> open = new ArrayDeque<>();
    private final IdentityHashMap<Connection, Connection> others = new IdentityHashMap<>();
    private final Set<String> roles = new TreeSet<>();
    private Optional<ThrowAwayServer> started = Optional.empty();
    private Optional<Connection> administrator = Optional.empty();
    private int made;

    /// @param progress hears what takes long
    public TrialServer(Machine machine, Progress progress) {
        this.machine = machine;
        this.progress = progress;
    }

    private synchronized ThrowAwayServer server() {
        if (started.isEmpty()) {
            started = Optional.of(ThrowAwayServer.start(machine, progress));
            makeRoles(roles);
        }
        return started.get();
    }

    /// The plan from one schema to another, both read here.
    ///
    /// @param online whether statements take the forms that a busy server bears
    /// @throws Problem UNPLANNABLE when none can be made, naming the object; others when a
    ///     schema cannot be read
    public Plan plan(SchemaSource from, SchemaSource to, boolean online) {
        Goal goal = Goal.of(from, to, this);
        Model old = SchemaSource.read(from, this);
        Model wanted = goal.beside(old, List.of());
        return online ? Plan.online(old, wanted, "postgres") : Plan.between(old, wanted, "postgres");
    }

    /// As [#plan], and tried: on the schema that it starts from it must give what is wanted. Two databases without
    /// partitions and inheritance are compared without that, and without a server.
    ///
    /// @throws Problem UNPLANNABLE also when the trial shows that the plan would not do what it should
    public Plan provedPlan(SchemaSource from, SchemaSource to, boolean online) {
        Optional<Aside<Model>> reading = to instanceof SchemaSource.Live live
                ? Optional.of(Aside.begin(() -> SchemaSource.read(live, this)))
                : Optional.empty();
        Model old = SchemaSource.read(from, this);
        Model wanted =
                reading.map(Aside::join).orElseGet(() -> Goal.of(from, to, this).beside(old, List.of()));
        Plan plan = online ? Plan.online(old, wanted, "postgres") : Plan.between(old, wanted, "postgres");
        boolean tried = started.isPresent() || old.hasFamilies() || wanted.hasFamilies();
        if (!plan.isEmpty() && tried) {
            rebuilt(from, old).ifPresent(database -> {
                run(database, "The plan", plan.statements().toList());
                Autogenerate.requireSame(model(database), wanted, "The plan does not give what is wanted");
            });
        }
        return plan;
    }

    /// The schema in a database here; empty when it cannot be made here as it is.
    private Optional<Connection> rebuilt(SchemaSource source, Model schema) {
        try {
            Connection database = SchemaSource.build(source, this);
            boolean same = Plan.between(model(database), schema, "postgres").isEmpty();
            return same ? Optional.of(database) : Optional.empty();
        } catch (Problem e) {
            System.getLogger(TrialServer.class.getName())
                    .log(System.Logger.Level.DEBUG, "the schema is not made here, so the plan is not tried", e);
            return Optional.empty();
        }
    }

    /// On one connection for all: to prove a password with SCRAM takes longer than most of what is done.
    private synchronized void administer(String sql) {
        if (administrator.isEmpty()) {
            administrator = Optional.of(connect("postgres"));
            open.push(administrator.get());
        }
        try (Statement statement = administrator.get().createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw broken(e);
        }
    }

    /// A connection to a new, empty database, as superuser, with auto-commit on.
    synchronized Connection empty() {
        String name = "trial_" + ++made;
        administer("CREATE DATABASE %s TEMPLATE template0 STRATEGY file_copy".formatted(name));
        Connection connection = connect(name);
        open.push(connection);
        return connection;
    }

    /// Two databases that are the same.
    record Twins(Connection one, Connection other) {}

    /// Makes a schema in two new databases. Copying its files takes less than making it twice.
    Twins twins(SchemaSource source) {
        Connection built = SchemaSource.build(source, this);
        synchronized (this) {
            String copy = "trial_" + ++made;
            try {
                String name = built.getCatalog();
                open.remove(built);
                built.close();
                administer("CREATE DATABASE %s TEMPLATE %s STRATEGY file_copy".formatted(copy, name));
                Twins twins = new Twins(connect(name), connect(copy));
                open.push(twins.one());
                open.push(twins.other());
                return twins;
            } catch (SQLException e) {
                throw broken(e);
            }
        }
    }

    /// Another connection to a database here.
    synchronized Connection again(Connection database) {
        try {
            Connection connection = connect(database.getCatalog());
            open.push(connection);
            return connection;
        } catch (SQLException e) {
            throw broken(e);
        }
    }

    private Connection connect(String name) {
        try {
            return DriverManager.getConnection(
                    server().address().jdbcUrl(name), server().address().credentials());
        } catch (SQLException e) {
            throw broken(e);
        }
    }

    /// Runs a script, statement by statement. A role that it names and that is not there is made: who owns
    /// what is told by revisions, and roles are not.
    ///
    /// @param what what it is, as a complaint names it
    /// @throws Problem SQL_FAILED with the statement that failed
    public static void run(Connection connection, String what, List<String> statements) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET check_function_bodies = off");
            for (int from = 0; from < statements.size(); from += TOGETHER) {
                List<String> some = statements.subList(from, Math.min(statements.size(), from + TOGETHER));
                if (!together(connection, some)) {
                    for (String sql : some) {
                        one(statement, what, sql);
                    }
                }
            }
        } catch (SQLException e) {
            throw broken(e);
        }
    }

    /// As [#run(Connection, String, List)], of statements of ours, which name everything with its schema: what
    /// the session was told before does not matter to them.
    void make(Connection connection, String what, List<String> statements) {
        int first = 0;
        while (first < statements.size() && !statements.get(first).startsWith(TABLE)) {
            first++;
        }
        int end = first;
        while (end < statements.size() && statements.get(end).startsWith(TABLE)) {
            end++;
        }
        try {
            run(connection, what, statements.subList(0, first));
            boolean made = end - first >= WORTHWHILE
                    && new TwoSessions(connection, other(connection)).make(statements.subList(first, end));
            run(connection, what, statements.subList(made ? end : first, statements.size()));
        } catch (SQLException e) {
            throw broken(e);
        }
    }

    /// Many statements in one transaction and one round trip take less time than as many transactions.
    ///
    /// @return false when nothing was done: one of them failed, or says itself where transactions end
    private static boolean together(Connection connection, List<String> statements) throws SQLException {
        if (statements.size() < WORTHWHILE
                || statements.stream().anyMatch(s -> TRANSACTS.matcher(s).find())) {
            return false;
        }
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.addBatch(sql);
            }
            statement.executeBatch();
            connection.commit();
            return true;
        } catch (SQLException e) {
            connection.rollback();
            return false;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private static void one(Statement statement, String what, String sql) throws SQLException {
        try {
            statement.execute(sql);
        } catch (SQLException e) {
            Matcher role = NO_ROLE.matcher(String.valueOf(e.getMessage()));
            boolean there =
                    "42710".equals(e.getSQLState()) && MAKES_ROLE.matcher(sql).find();
            if ("42704".equals(e.getSQLState()) && role.find()) {
                role(statement, role.group(1));
                one(statement, what, sql);
            } else if (!there) {
                throw unusable(what, sql, e);
            }
        }
    }

    private static Problem unusable(String what, String sql, SQLException e) {
        String first = sql.strip()
                .lines()
                .filter(l -> !l.startsWith("--") && !l.isBlank())
                .findFirst()
                .orElse("");
        return new Problem(
                Problem.Kind.SQL_FAILED,
                "%s cannot be run: %s%n  in: %s".formatted(what, e.getMessage(), first),
                "Nothing was written and no database of yours was touched. Mend the statement, then try again.",
                e);
    }

    /// As [#run(Connection, String, List)], of a whole script, as pg_dump writes it.
    ///
    /// @throws Problem SQL_FAILED with the file and the line
    static void script(Connection connection, String what, String script) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET check_function_bodies = off");
            for (PsqlScript.Piece piece : PsqlScript.of(what, script).pieces()) {
                switch (piece) {
                    case PsqlScript.Piece.Sql sql -> one(statement, what + ":" + sql.line(), sql.statement());
                    case PsqlScript.Piece.Rows rows -> copy(connection, what, rows);
                }
            }
        } catch (SQLException e) {
            throw broken(e);
        }
    }

    private static void copy(Connection connection, String what, PsqlScript.Piece.Rows rows) throws SQLException {
        try {
            connection.unwrap(PGConnection.class).getCopyAPI().copyIn(rows.statement(), new StringReader(rows.rows()));
        } catch (SQLException e) {
            throw unusable(what + ":" + rows.line(), rows.statement(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The schema of a database here.
    public static Model model(Connection connection) {
        return new ModelReader().read(connection);
    }

    /// As [#model(Connection)], with a second connection of its own, for what is waited for.
    Model read(Connection connection) {
        return new ModelReader().read(connection, other(connection));
    }

    private synchronized Connection other(Connection connection) {
        return others.computeIfAbsent(connection, this::again);
    }

    /// Sees to it that the roles that a schema's rights name are there, without passwords.
    public synchronized void roles(Cluster cluster) {
        Set<String> names = new TreeSet<>();
        cluster.roles().stream()
                .map(Cluster.Role::name)
                .filter(name -> !name.startsWith("pg_"))
                .forEach(names::add);
        roles.addAll(names);
        if (started.isPresent()) {
            makeRoles(names);
        }
    }

    private void makeRoles(Set<String> names) {
        if (names.isEmpty()) {
            return;
        }
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            for (String name : names) {
                role(statement, name);
            }
        } catch (SQLException e) {
            throw broken(e);
        }
    }

    /// Goes on as this role, as a superuser of that name: what is made from here on belongs to it.
    public void become(Connection connection, String role) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("RESET SESSION AUTHORIZATION");
            role(statement, role);
            statement.execute(
                    "ALTER ROLE %1$s SUPERUSER; SET SESSION AUTHORIZATION %1$s".formatted(Sql.identifier(role)));
        } catch (SQLException e) {
            throw broken(e);
        }
    }

    private static void role(Statement statement, String name) throws SQLException {
        statement.execute(
                "DO $pgsteady$ BEGIN CREATE ROLE %s; EXCEPTION WHEN duplicate_object THEN NULL; END $pgsteady$"
                        .formatted(Sql.identifier(name)));
    }

    private static Problem broken(SQLException e) {
        return new Problem(
                Problem.Kind.EMBEDDED,
                "The throw-away server refused a step: " + e.getMessage(),
                "No database of yours was touched; try again.",
                e);
    }

    @Override
    public void close() {
        try {
            for (Connection connection : open) {
                connection.close();
            }
        } catch (SQLException e) {
            throw broken(e);
        } finally {
            started.ifPresent(ThrowAwayServer::close);
        }
    }
}
