package dev.pgsteady.apps.web.seeding;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.LongConsumer;

/// The data that an application invents.
public interface Seed {
    /// Whether there is something already: then nothing is invented.
    boolean sown(Connection connection) throws SQLException;

    /// Writes it, in the transaction of the connection.
    ///
    /// @param users how many
    /// @param done  hears how many are done
    void sow(Connection connection, int users, LongConsumer done) throws SQLException;
}
