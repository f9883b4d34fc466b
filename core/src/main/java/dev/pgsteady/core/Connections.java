package dev.pgsteady.core;

import java.sql.Connection;
import java.time.Duration;
import java.util.Optional;

/// Where a [Database] has its connections from.
sealed interface Connections permits GivenConnections, OneConnection, PooledConnections {
    /// A connection for the caller alone, not in a transaction.
    ///
    /// @param most how long it may wait, if that is less than usual
    /// @throws Problem when none can be had
    Connection borrow(Optional<Duration> most);

    /// Takes back what [#borrow] gave.
    void giveBack(Connection connection);

    PoolStatus status();

    void close();
}
