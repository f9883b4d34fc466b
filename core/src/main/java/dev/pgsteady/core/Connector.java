package dev.pgsteady.core;

import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.postgresql.Driver;
import org.postgresql.PGConnection;
import org.postgresql.util.PSQLException;

/// Makes physical connections: goes through the hosts and their addresses as libpq does (manual, 34.1.1.3).
final class Connector {
    private static final System.Logger LOG = System.getLogger(Database.class.getName());
    private static final String URL = "jdbc:postgresql:///";

    private final ConnectionSettings settings;
    private final DriverProperties properties;
    private final RandomGenerator random;
    private volatile boolean pooler;

    Connector(ConnectionSettings settings, RandomGenerator random) {
        this.settings = settings;
        this.properties = new DriverProperties(settings);
        this.random = random;
    }

    ConnectionSettings settings() {
        return settings;
    }

    /// Whether a pooler such as pgbouncer stands before the server. It may hand each transaction another
    /// session, so statements must not be prepared under a name, unless the settings say `prepareThreshold`
    /// themselves.
    boolean pooler() {
        return pooler;
    }

    /// A pooler was met.
    void behindPooler() {
        pooler = true;
    }

    /// Asks whether a pooler answers: it gives its clients process ids of its own making. A server that does
    /// not say is taken for what it seems to be.
    void look(Connection connection) {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select pg_catalog.pg_backend_pid()")) {
            int announced = connection.unwrap(PGConnection.class).getBackendPID();
            if (row.next() && row.getInt(1) != announced) {
                behindPooler();
            }
        } catch (SQLException e) {
            LOG.log(System.Logger.Level.DEBUG, "the server did not say which process answers", e);
        }
    }

    /// Makes a connection fit for what is known of the way to the server.
    void prepare(Connection connection) throws SQLException {
        if (pooler && !settings.driver().containsKey("prepareThreshold")) {
            connection.unwrap(PGConnection.class).setPrepareThreshold(0);
        }
    }

    /// A new connection to the first server that answers and is of the wanted kind.
    ///
    /// @throws ConnectFailure the last failure, with those before it as suppressed ones
    Connection connect() throws ConnectFailure {
        List<Host> hosts = hosts();
        List<ConnectFailure> failures = new ArrayList<>();
        for (String role : roles()) {
            for (Host host : hosts) {
                Optional<Connection> connection = tryHost(host, role, failures);
                if (connection.isPresent()) {
                    return connection.get();
                }
            }
        }
        ConnectFailure last = failures.removeLast();
        failures.forEach(last::addSuppressed);
        throw last;
    }

    private Optional<Connection> tryHost(Host host, String role, List<ConnectFailure> failures) throws ConnectFailure {
        for (Endpoint endpoint : endpoints(host, failures)) {
            try {
                return Optional.of(open(host, endpoint, role));
            } catch (SQLException e) {
                ConnectFailure failure = new ConnectFailure(host, Optional.of(endpoint), e);
                if (!another(e)) {
                    failures.forEach(failure::addSuppressed);
                    throw failure;
                }
                failures.add(failure);
            }
        }
        return Optional.empty();
    }

    private static List<Endpoint> endpoints(Host host, List<ConnectFailure> failures) {
        try {
            return Endpoint.of(host);
        } catch (UnknownHostException e) {
            failures.add(new ConnectFailure(host, Optional.empty(), e));
            return List.of();
        }
    }

    private Connection open(Host host, Endpoint endpoint, String role) throws SQLException {
        Connection connection = new Driver().connect(URL, properties.at(host, endpoint, role));
        if (connection == null) {
            throw new IllegalStateException("the driver does not know its own URL");
        }
        connection.setNetworkTimeout(Runnable::run, properties.socketTimeout() * 1000);
        return connection;
    }

    /// Whether the next address is worth a try. A server that answered and refused is the final word, unless it
    /// only is not ready or not of the wanted kind.
    private static boolean another(SQLException e) {
        boolean answered = e instanceof PSQLException server && server.getServerErrorMessage() != null;
        if (answered) {
            return "57P03".equals(e.getSQLState());
        }
        return "08001".equals(e.getSQLState());
    }

    private List<Host> hosts() {
        List<Host> hosts = new ArrayList<>(settings.hosts());
        if (settings.value(Keyword.LOAD_BALANCE_HOSTS).filter("random"::equals).isPresent()) {
            for (int i = hosts.size() - 1; i > 0; i--) {
                hosts.set(i, hosts.set(random.nextInt(i + 1), hosts.get(i)));
            }
        }
        return hosts;
    }

    /// pgjdbc's words for `target_session_attrs`, in the order in which to try them.
    private List<String> roles() {
        return switch (settings.value(Keyword.TARGET_SESSION_ATTRS).orElse("any")) {
            case "read-write", "primary" -> List.of("primary");
            case "read-only", "standby" -> List.of("secondary");
            case "prefer-standby" -> List.of("secondary", "any");
            default -> List.of("any");
        };
    }
}
