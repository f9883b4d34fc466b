package dev.pgsteady.migrate;

import dev.pgsteady.core.Problem;
import dev.pgsteady.core.SqlInput;
import dev.pgsteady.core.StatementWords;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;

/// The session in which revisions are carried out. Whatever one of them sets is unset before the next.
final class RunSession {
    private static final String CLEAN = "RESET SESSION AUTHORIZATION; RESET ROLE; RESET ALL;";

    /// A server that loses its client stops within this time, instead of carrying on alone (manual, 20.3.2).
    private static final String WATCH_CLIENT = " SET client_connection_check_interval = '2s';";

    /// An autovacuum gives way to who has waited for this long (manual, 25.1.6). It is a second otherwise, and all who
    /// come after wait along. Not every role may set it.
    private static final String PUSH_AUTOVACUUM = " SET deadlock_timeout = '100ms';";

    /// Longer than a second, which is when an autovacuum gives way.
    private static final Duration OUTLASTS_AUTOVACUUM = Duration.ofMillis(1200);

    private final Connection connection;
    private final RunOptions options;
    private final String settings;
    private final int pid;
    private int lost;

    private RunSession(Connection connection, RunOptions options, String settings, int pid) {
        this.connection = connection;
        this.options = options;
        this.settings = settings;
        this.pid = pid;
    }

    /// Takes a connection over.
    ///
    /// @throws Problem when the server takes no writes
    static RunSession open(Connection connection, RunOptions options) {
        try (Statement statement = connection.createStatement()) {
            int pid = writable(statement);
            String limit =
                    " SET statement_timeout = " + options.statementTimeout().toMillis()
                            + "; SET idle_in_transaction_session_timeout = 0; SET idle_session_timeout = 0;";
            String can = attempted(statement, WATCH_CLIENT) + attempted(statement, PUSH_AUTOVACUUM);
            return new RunSession(connection, options, CLEAN + can + limit, pid);
        } catch (SQLException e) {
            throw StatementWords.of(e);
        }
    }

    private static int writable(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT pg_catalog.pg_is_in_recovery(),"
                + " pg_catalog.current_setting('default_transaction_read_only') = 'on', pg_catalog.pg_backend_pid()")) {
            rows.next();
            if (rows.getBoolean(1)) {
                throw new Problem(
                        Problem.Kind.SQL_FAILED,
                        "This server is a replica and takes no writes.",
                        "Connect to the primary: name its host, or several hosts with"
                                + " target_session_attrs=read-write.");
            }
            if (rows.getBoolean(2)) {
                throw new Problem(
                        Problem.Kind.SQL_FAILED,
                        "This role or database is read-only: default_transaction_read_only is on.",
                        "Use a role that may write, or turn the setting off for this one.");
            }
            return rows.getInt(3);
        }
    }

    /// Not every operating system, or role, can do it.
    private static String attempted(Statement statement, String setting) throws SQLException {
        try {
            statement.execute(setting);
            return setting;
        } catch (SQLException e) {
            if ("22023".equals(e.getSQLState()) || "42501".equals(e.getSQLState())) {
                return "";
            }
            throw e;
        }
    }

    Connection connection() {
        return connection;
    }

    /// Its process on the server.
    int pid() {
        return pid;
    }

    /// Begins a transaction and runs the first statement in it, in one message.
    void begin(Step step, SqlInput.Statement statement) throws StatementFailure {
        send(step, Optional.of(statement), settings(options.lockTimeout()) + " BEGIN;\n", statement.text());
    }

    /// Runs another statement.
    void run(Step step, SqlInput.Statement statement) throws StatementFailure {
        send(step, Optional.of(statement), "", statement.text());
    }

    /// Writes in the history and commits.
    void commit(Step step, String journal) throws StatementFailure {
        send(step, Optional.empty(), "", "RESET SESSION AUTHORIZATION; RESET ROLE; " + journal + "; COMMIT");
    }

    /// Writes in the history, in a transaction of its own.
    void journal(Step step, String journal) throws StatementFailure {
        send(step, Optional.empty(), "", settings(options.lockTimeout()) + " " + journal);
    }

    /// Runs a statement outside any transaction.
    ///
    /// @param lockTimeout how long it may wait for locks
    void alone(Step step, SqlInput.Statement statement, Duration lockTimeout) throws StatementFailure {
        send(step, Optional.empty(), "", settings(lockTimeout));
        run(step, statement);
    }

    /// Gets ready for what is not SQL, outside any transaction.
    void prepare(Step step) throws StatementFailure {
        send(step, Optional.empty(), "", settings(options.lockTimeout()));
    }

    /// Runs a revision that is Java.
    ///
    /// @throws Problem REVISION when it fails for another reason than the server
    void code(Step step, JavaRevision code) throws StatementFailure {
        boolean transactional = step.revision().transactional();
        try {
            Connection lent = LentConnection.of(connection, transactional);
            switch (step.direction()) {
                case UP -> code.up(lent);
                case DOWN -> code.down(lent);
            }
        } catch (SQLException e) {
            giveBack();
            throw new StatementFailure(step, Optional.empty(), 0, e);
        } catch (RuntimeException e) {
            giveBack();
            throw e instanceof Problem
                    ? e
                    : new Problem(
                            Problem.Kind.REVISION,
                            step.revision() + " failed: " + e + ".",
                            "Mend " + step.revision().file() + ", then run it again.",
                            e);
        }
        giveBack();
    }

    /// Whatever the code began and did not end is rolled back.
    private void giveBack() {
        try {
            if (!connection.getAutoCommit()) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            System.getLogger(RunSession.class.getName())
                    .log(System.Logger.Level.DEBUG, "the connection is gone, and what was open with it", e);
        }
    }

    /// Comes back when nobody builds an index on a table any more.
    void awaitIndexing(Step step, SqlInput.Statement of, String table) throws StatementFailure {
        send(
                step,
                Optional.of(of),
                settings(options.lockTimeout()) + " BEGIN; LOCK TABLE " + table,
                " IN SHARE UPDATE EXCLUSIVE MODE; ROLLBACK");
    }

    Duration lockTimeout() {
        return options.lockTimeout();
    }

    private String settings(Duration lockTimeout) {
        boolean autovacuumStays = !settings.contains(PUSH_AUTOVACUUM) && lost % 3 == 2;
        Duration longest =
                autovacuumStays && lockTimeout.compareTo(OUTLASTS_AUTOVACUUM) < 0 ? OUTLASTS_AUTOVACUUM : lockTimeout;
        return settings + " SET lock_timeout = " + Math.max(1, longest.toMillis()) + ";";
    }

    private void send(Step step, Optional<SqlInput.Statement> of, String before, String sql) throws StatementFailure {
        try (Statement statement = connection.createStatement()) {
            statement.execute(before + sql);
        } catch (SQLException e) {
            throw new StatementFailure(step, of, before.length(), e);
        }
    }

    /// Ends what failed. A connection that cannot even do that is broken, and the failure that led here says so.
    void rollBack(StatementFailure failure) {
        lost += failure.lost() ? 1 : 0;
        try (Statement statement = connection.createStatement()) {
            statement.execute("ROLLBACK");
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }
}
