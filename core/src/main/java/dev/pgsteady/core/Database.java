package dev.pgsteady.core;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;

/// A database to talk to.
///
/// ```java
/// try (Database database = Database.open(settings, PoolSettings.DEFAULT)) {
///     int tables = database.read(c -> count(c));
///     database.inTransaction(c -> transfer(c, from, to, amount));
/// }
/// ```
///
/// Safe for many threads. A call inside another one's work, on the same thread and the same database, joins the
/// transaction that is running: it sees what that has done, is committed or rolled back with it and is not retried
/// alone. It may ask for no more than that one has; otherwise it is an `IllegalStateException`.
///
/// Opening and closing are logged through `System.Logger` under this class's name; no secret is ever logged.
public final class Database implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Database.class.getName());
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Connector connector;
    private final Connections connections;
    private final ServerVersion version;
    private final Session session;
    private final ThreadLocal<Optional<Transaction>> current = ThreadLocal.withInitial(Optional::empty);

    private Database(Connector connector, Connections connections, ServerVersion version, Session session) {
        this.connector = connector;
        this.connections = connections;
        this.version = version;
        this.session = session;
        LOG.log(System.Logger.Level.DEBUG, "opened {0}, PostgreSQL {1}", settings(), version.text());
    }

    /// What holds for every transaction of a database that says nothing else.
    ///
    /// @param reading how [#read(Work)] runs
    /// @param writing how [#inTransaction(Work)] runs
    /// @param pace    time and chance
    public record Session(TransactionOptions reading, TransactionOptions writing, Pace pace) {
        /// [TransactionOptions#reading()], [TransactionOptions#writing()], real time.
        public static Session ordinary() {
            return new Session(TransactionOptions.reading(), TransactionOptions.writing(), Pace.real());
        }
    }

    /// Opens a pool of connections. Makes the first connection before it comes back.
    ///
    /// @throws Problem when the server cannot be reached, refuses, is older than 15 or is not PostgreSQL
    public static Database open(ConnectionSettings settings, PoolSettings pool) {
        return open(settings, pool, Session.ordinary());
    }

    /// As [#open(ConnectionSettings, PoolSettings)], with other habits.
    public static Database open(ConnectionSettings settings, PoolSettings pool, Session session) {
        Connector connector = new Connector(settings, session.pace().random());
        Connection first = connect(connector);
        ServerVersion version = version(connector, first);
        return new Database(connector, new PooledConnections(connector, first, pool), version, session);
    }

    /// Opens one connection that callers use in turn: no pool, no threads, for a command that runs once.
    ///
    /// @throws Problem as [#open(ConnectionSettings, PoolSettings)] does
    public static Database single(ConnectionSettings settings) {
        return single(settings, Session.ordinary());
    }

    /// As [#single(ConnectionSettings)], with other habits.
    public static Database single(ConnectionSettings settings, Session session) {
        Connector connector = new Connector(settings, session.pace().random());
        Connection first = connect(connector);
        ServerVersion version = version(connector, first);
        return new Database(connector, new OneConnection(connector, first, PATIENCE), version, session);
    }

    /// A database over a data source that somebody else made, counts and closes.
    ///
    /// @param settings what is said about it in messages; nothing is connected to by them
    /// @throws Problem as [#open(ConnectionSettings, PoolSettings)] does
    public static Database over(DataSource source, ConnectionSettings settings, Session session) {
        Connector connector = new Connector(settings, session.pace().random());
        try (Connection first = source.getConnection()) {
            ServerVersion version = version(connector, first);
            return new Database(connector, new GivenConnections(source), version, session);
        } catch (SQLException e) {
            throw StatementWords.of(e);
        }
    }

    /// A plain connection, for a session that a person drives. The caller closes it.
    ///
    /// @throws Problem as [#open(ConnectionSettings, PoolSettings)] does
    public static Connection connect(ConnectionSettings settings) {
        Connector connector = new Connector(settings, Pace.real().random());
        Connection connection = connect(connector);
        version(connector, connection);
        return connection;
    }

    /// Physical connections for a pool that somebody else keeps: each call of its `getConnection()` makes one. Nothing
    /// is connected yet.
    public static DataSource source(ConnectionSettings settings) {
        return new ConnectorSource(new Connector(settings, Pace.real().random()), Optional.empty());
    }

    private static Connection connect(Connector connector) {
        try {
            return connector.connect();
        } catch (ConnectFailure e) {
            throw Diagnosis.of(e, connector.settings());
        }
    }

    /// Reads the version, looks whether a pooler is in between, and closes a connection that is of no use.
    private static ServerVersion version(Connector connector, Connection connection) {
        try {
            ServerVersion version = ServerVersion.of(connection, connector.settings());
            connector.look(connection);
            return version;
        } catch (SQLException | RuntimeException e) {
            try {
                connection.close();
            } catch (SQLException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e instanceof SQLException sql ? StatementWords.of(sql) : (RuntimeException) e;
        }
    }

    /// Reads in a READ ONLY transaction, under the session's `reading` options.
    ///
    /// @throws Problem when the server refuses a statement or the connection breaks
    public <T> T read(Work<T> work) {
        return inTransaction(session.reading(), work);
    }

    /// Runs work in a transaction, under the session's `writing` options: committed when it returns, rolled
    /// back when it throws anything, run again as a whole when it lost against another transaction (SQLSTATE
    /// 40001, 40P01) and for what else [Retries] allows.
    ///
    /// @throws Problem when the server refuses a statement or the connection breaks; COMMIT_UNKNOWN when it
    ///                 broke during COMMIT
    public <T> T inTransaction(Work<T> work) {
        return inTransaction(session.writing(), work);
    }

    /// Runs work in a transaction under these options.
    ///
    /// @throws Problem               when the server refuses a statement or the connection breaks
    /// @throws IllegalStateException inside a transaction that offers less than the options ask for
    public <T> T inTransaction(TransactionOptions options, Work<T> work) {
        Optional<Transaction> outer = current.get();
        if (outer.isPresent()) {
            return join(outer.get(), options, work);
        }
        return new Retrying(options, session.pace()).run(attempt -> once(options, work, attempt));
    }

    private static <T> T join(Transaction outer, TransactionOptions options, Work<T> work) {
        try {
            return outer.join(options, work);
        } catch (SQLException e) {
            throw StatementWords.of(e);
        }
    }

    private <T> T once(TransactionOptions options, Work<T> work, Attempt attempt) throws SQLException {
        Connection connection = connections.borrow(attempt.remaining());
        try {
            connector.prepare(connection);
            Transaction transaction = new Transaction(connection, options);
            current.set(Optional.of(transaction));
            return transaction.run(work, attempt);
        } catch (SQLException | RuntimeException e) {
            if (Loss.of(e) == Loss.POOLER) {
                connector.behindPooler();
            }
            throw e;
        } finally {
            current.remove();
            connections.giveBack(connection);
        }
    }

    /// Whether the calling thread is inside a transaction of this database, which a further call would join.
    public boolean inside() {
        return current.get().isPresent();
    }

    /// Lends a connection to something that runs transactions by itself, as a framework does; retries and
    /// joining are its own business then. Each is given back by [#giveBack], once and whatever happens.
    ///
    /// @throws Problem when none can be had
    public Connection borrow() {
        Connection connection = connections.borrow(Optional.empty());
        try {
            connector.prepare(connection);
            return connection;
        } catch (SQLException e) {
            connections.giveBack(connection);
            throw StatementWords.of(e);
        }
    }

    /// Takes back what [#borrow] lent.
    public void giveBack(Connection connection) {
        connections.giveBack(connection);
    }

    /// Whether a pooler such as pgbouncer was met on the way to the server. Then no statement is prepared under
    /// a name.
    public boolean behindPooler() {
        return connector.pooler();
    }

    /// Asks the server for a sign of life; never throws for what a server or a network can do.
    public Health health() {
        Instant start = session.pace().clock().instant();
        try {
            boolean recovering = read(Database::inRecovery);
            return new Health(true, since(start), recovering, Optional.empty());
        } catch (Problem e) {
            return new Health(false, since(start), false, Optional.ofNullable(e.getMessage()));
        }
    }

    private static boolean inRecovery(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select pg_catalog.pg_is_in_recovery()")) {
            return rows.next() && rows.getBoolean(1);
        }
    }

    private Duration since(Instant start) {
        return Duration.between(start, session.pace().clock().instant());
    }

    /// The connections at this moment.
    public PoolStatus poolStatus() {
        return connections.status();
    }

    /// The server's version, as it was when the database was opened.
    public ServerVersion version() {
        return version;
    }

    /// Where it is and how it was found.
    public ConnectionSettings settings() {
        return connector.settings();
    }

    /// Closes every connection. What is running is broken off.
    @Override
    public void close() {
        connections.close();
        LOG.log(System.Logger.Level.DEBUG, "closed {0}", settings());
    }
}
