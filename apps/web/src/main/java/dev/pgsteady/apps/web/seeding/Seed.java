package dev.pgsteady.apps.web.seeding;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.LongConsumer;

/// The data that an application invents.
public interface Seed {
    /// Whether there is something already: then nothing is invented.
    boolean sown(Connection connection) throws SQLException;

    /// How much there is to do for so many users, in whatever it is counted.
    default long work(int users) {
        return users;
    }

    /// Writes it, in the transaction of the connection.
    ///
    /// @param users how many
    /// @param done  hears how much of [#work(int)] is done
    void sow(Connection connection, int users, LongConsumer done) throws SQLException;

    /// Makes what is derived from it, when it is there for all.
    default void afterwards() {}
}
