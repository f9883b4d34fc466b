package dev.pgsteady.backup.exchange;

import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.Sql;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/// Streams rows into a table (manual, COPY, Text Format).
final class TextCopy implements AutoCloseable {
    private static final int SLICE = 128 * 1024;

    private final CopyIn copy;
    private final ByteArrayOutputStream slice = new ByteArrayOutputStream(SLICE);
    private long rows;

    private TextCopy(CopyIn copy) {
        this.copy = copy;
    }

    static TextCopy into(Connection connection, QualifiedName table, List<String> columns) throws SQLException {
        String sql = "COPY %s (%s) FROM STDIN"
                .formatted(table.sql(), columns.stream().map(Sql::identifier).collect(Collectors.joining(", ")));
        return new TextCopy(connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql));
    }

    /// @param values canonical texts, empty for null
    void row(List<Optional<String>> values) throws SQLException {
        String line =
                values.stream().map(v -> v.map(TextCopy::escaped).orElse("\\N")).collect(Collectors.joining("\t"));
        slice.writeBytes((line + "\n").getBytes(StandardCharsets.UTF_8));
        rows++;
        if (slice.size() >= SLICE) {
            send();
        }
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }

    private void send() throws SQLException {
        copy.writeToCopy(slice.toByteArray(), 0, slice.size());
        slice.reset();
    }

    long rows() {
        return rows;
    }

    /// Comes back when the server has taken every row.
    void finish() throws SQLException {
        send();
        copy.endCopy();
    }

    @Override
    public void close() throws SQLException {
        if (copy.isActive()) {
            copy.cancelCopy();
        }
    }
}
