package dev.pgsteady.apps.web.seeding;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/// Rows on their way into a table, by COPY in text format (manual, COPY, "Text Format").
public final class Rows implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final PGCopyOutputStream stream;
    private final StringBuilder line = new StringBuilder();

    /// @param into the table and its columns as SQL writes them: `users (id, email)`
    public Rows(Connection connection, String into) throws SQLException {
        this.stream =
                new PGCopyOutputStream(connection.unwrap(PGConnection.class), "COPY " + into + " FROM STDIN", BUFFER);
    }

    /// Adds one.
    ///
    /// @param values in the order of the columns; null for NULL
    public void add(@Nullable Object... values) {
        line.setLength(0);
        for (int i = 0; i < values.length; i++) {
            if (i > 0) {
                line.append('\t');
            }
            append(values[i]);
        }
        line.append('\n');
        try {
            stream.write(line.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void append(@Nullable Object value) {
        if (value == null) {
            line.append("\\N");
            return;
        }
        String text = value.toString();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> line.append("\\\\");
                case '\t' -> line.append("\\t");
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                default -> line.append(c);
            }
        }
    }

    @Override
    public void close() {
        try {
            stream.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
