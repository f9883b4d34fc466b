package dev.pgsteady.schema.plan;

import dev.pgsteady.core.Sql;
import dev.pgsteady.schema.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyOut;

/// Copies rows from one database to another of the same schema with COPY, straight from connection to
/// connection.
///
/// @param most at most so many rows of each table
record RowCopy(Connection source, Connection target, long most) {
    /// Returns how many rows were copied.
    ///
    /// @throws SQLException when one side refuses; no row of the table is copied then
    long table(Table table) throws SQLException {
        String columns = table.columns().stream()
                .filter(c -> c.generated().isEmpty())
                .map(c -> Sql.identifier(c.name()))
                .collect(Collectors.joining(", "));
        if (columns.isEmpty()) {
            return 0;
        }
        boolean automatic = source.getAutoCommit();
        source.setAutoCommit(false);
        try (Statement read = source.createStatement();
                Statement write = target.createStatement()) {
            read.execute(
                    "SET TRANSACTION READ ONLY; SET LOCAL lock_timeout = '200ms'; SET LOCAL statement_timeout = '60s';"
                            + " SET LOCAL row_security = off");
            write.execute("SET session_replication_role = replica");
            return stream(table, columns);
        } finally {
            source.rollback();
            source.setAutoCommit(automatic);
            try (Statement write = target.createStatement()) {
                write.execute("RESET session_replication_role");
            }
        }
    }

    private long stream(Table table, String columns) throws SQLException {
        CopyOut out = source.unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut("COPY (SELECT %s FROM ONLY %s LIMIT %d) TO STDOUT"
                        .formatted(columns, table.name().sql(), most));
        CopyIn in = null;
        try {
            in = target.unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY %s (%s) FROM STDIN".formatted(table.name().sql(), columns));
            for (byte[] row = out.readFromCopy(); row != null; row = out.readFromCopy()) {
                in.writeToCopy(row, 0, row.length);
            }
            return in.endCopy();
        } finally {
            if (in != null && in.isActive()) {
                in.cancelCopy();
            }
            if (out.isActive()) {
                out.cancelCopy();
            }
        }
    }
}
