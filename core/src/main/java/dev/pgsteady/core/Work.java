package dev.pgsteady.core;

import java.sql.Connection;
import java.sql.SQLException;

/// What is done in a transaction. May be run more than once: it changes nothing but the database.
///
/// @param <T> what comes out of it
@FunctionalInterface
public interface Work<T> {
    /// Does it. Never commits, rolls back or closes the connection, and keeps nothing of it.
    T on(Connection connection) throws SQLException;
}
