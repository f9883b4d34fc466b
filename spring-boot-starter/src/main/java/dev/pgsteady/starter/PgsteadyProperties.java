package dev.pgsteady.starter;

import dev.pgsteady.core.PoolSettings;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// What an application can say in its own configuration, under `pgsteady`.
///
/// @param database   the database to talk to, as a PostgreSQL URI, a keyword/value string, a JDBC URL or a name; empty
///                   for what the environment says (DATABASE_URL, PG*, DB_*), and after it the embedded server
/// @param replicas   servers that follow that one, in the same words; what only reads goes to them
/// @param embedded   the server that is started when nothing names a database
/// @param migrations what happens to the schema when the application starts
/// @param pool       how many connections are kept
@ConfigurationProperties("pgsteady")
public record PgsteadyProperties(
        @DefaultValue("") String database,
        @DefaultValue List<String> replicas,
        @DefaultValue Embedded embedded,
        @DefaultValue Migrations migrations,
        @DefaultValue Pool pool) {
    public PgsteadyProperties {
        replicas = List.copyOf(replicas);
    }

    /// The embedded server.
    ///
    /// @param enabled  whether it may be started; off in production, so that a forgotten address is an error
    /// @param server   its name: applications that give the same name share a server
    /// @param database the database on it, made when it is not there; empty for the application's name
    public record Embedded(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("main") String server,
            @DefaultValue("") String database) {}

    /// The schema's revisions.
    ///
    /// @param mode   what is done at the start
    /// @param folder where the revisions are: a folder, or a place on the class path
    /// @param schema the schema that holds the history
    public record Migrations(
            @DefaultValue("up") Mode mode,
            @DefaultValue("classpath:db/migrations") String folder,
            @DefaultValue("public") String schema) {}

    /// What is done with revisions that the database has not got.
    public enum Mode {
        /// They are applied before anything else uses the database.
        UP,
        /// The application does not start.
        CHECK,
        /// Nobody looks.
        OFF
    }

    /// The pool, in SQLAlchemy's words.
    ///
    /// @param size     connections kept open when idle
    /// @param overflow connections beyond that under load
    /// @param timeout  how long a borrower waits for a connection
    /// @param recycle  age at which a connection is replaced when it is next idle
    /// @param leak     how long a connection may be held before a warning names who took it; 0 for never
    /// @param check    whether each connection is tried before it is lent, not only after 500 idle ms
    public record Pool(
            @DefaultValue("10") int size,
            @DefaultValue("0") int overflow,
            @DefaultValue("3s") Duration timeout,
            @DefaultValue("30m") Duration recycle,
            @DefaultValue("10s") Duration leak,
            @DefaultValue("false") boolean check) {
        /// The same in the words of the core, with each connection tried before it is lent.
        ///
        /// @throws dev.pgsteady.core.Problem CONFIGURATION when a value is out of its bounds
        PoolSettings settings() {
            return new PoolSettings(size, overflow, timeout, true, recycle, leak);
        }
    }
}
