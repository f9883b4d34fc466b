package dev.pgsteady.core;

import java.sql.Connection;

/// Where a [Database] has its connections from.
sealed interface Connections permits OneConnection, PooledConnections {
    /// A connection for the caller alone, not in a transaction.
    ///
    /// @throws Problem when none can be had
    Connection borrow();

    /// Takes back what [#borrow] gave.
    void giveBack(Connection connection);

    PoolStatus status();

    void close();
}
