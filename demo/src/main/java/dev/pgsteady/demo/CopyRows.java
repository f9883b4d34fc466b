package dev.pgsteady.demo;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/// Rows that stream to the server through COPY, in its text format (manual, COPY, "Text Format").
final class CopyRows implements Row, AutoCloseable {
    private static final int CHUNK = 64 * 1024;

    private final CopyIn copy;
    private final StringBuilder buffer = new StringBuilder(CHUNK + 4096);
    private boolean rowBegun;
    private long rows;

    /// @param sql a `COPY ... FROM STDIN`
    CopyRows(Connection connection, String sql) throws SQLException {
        this.copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
    }

    @Override
    public Row value(Optional<String> text) {
        if (rowBegun) {
            buffer.append('\t');
        }
        rowBegun = true;
        text.ifPresentOrElse(this::escaped, () -> buffer.append("\\N"));
        return this;
    }

    private void escaped(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> buffer.append("\\\\");
                case '\t' -> buffer.append("\\t");
                case '\n' -> buffer.append("\\n");
                case '\r' -> buffer.append("\\r");
                default -> buffer.append(c);
            }
        }
    }

    @Override
    public void end() throws SQLException {
        buffer.append('\n');
        rowBegun = false;
        rows++;
        if (buffer.length() >= CHUNK) {
            send();
        }
    }

    private void send() throws SQLException {
        byte[] bytes = buffer.toString().getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        buffer.setLength(0);
    }

    /// Completes the COPY and returns how many rows it brought.
    long finish() throws SQLException {
        send();
        copy.endCopy();
        return rows;
    }

    /// Gives the COPY up, unless it is finished.
    @Override
    public void close() throws SQLException {
        if (copy.isActive()) {
            copy.cancelCopy();
        }
    }
}
