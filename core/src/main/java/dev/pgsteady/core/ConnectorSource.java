package dev.pgsteady.core;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// A [Connector] in the shape that a pool wants. Hands out first the connection that was made to see that it works, if
/// one was.
final class ConnectorSource extends PlainDataSource {
    private final Connector connector;
    private final AtomicReference<Optional<Connection>> first;

    ConnectorSource(Connector connector, Optional<Connection> first) {
        this.connector = connector;
        this.first = new AtomicReference<>(first);
    }

    @Override
    public Connection getConnection() throws SQLException {
        Optional<Connection> made = first.getAndSet(Optional.empty());
        return made.isPresent() ? made.get() : connector.connect();
    }
}
