package dev.pgsteady.demo;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Rows that are inserted one by one, as the product does it. On a connection in autocommit each is a
/// transaction.
final class InsertRows implements Row, AutoCloseable {
    private final PreparedStatement insert;
    private final List<Optional<String>> values = new ArrayList<>();
    private long rows;

    /// @param sql an INSERT with a place for each column
    InsertRows(Connection connection, String sql) throws SQLException {
        this.insert = connection.prepareStatement(sql);
    }

    @Override
    public Row value(Optional<String> text) {
        values.add(text);
        return this;
    }

    @Override
    public void end() throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            // A type that is not named is the column's.
            insert.setObject(i + 1, values.get(i).orElse(null), Types.OTHER);
        }
        values.clear();
        rows += insert.executeUpdate();
    }

    long rows() {
        return rows;
    }

    @Override
    public void close() throws SQLException {
        insert.close();
    }
}
