package dev.pgsteady.backup;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/// The rows that COPY TO STDOUT sends, one by one, without what the binary format puts before the first
/// and after the last of them (manual, COPY, File Formats).
final class RowStream {
    /// What stands before the first row: the signature, no flags, no extension.
    static final byte[] HEADER = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };

    /// What stands after the last row.
    static final byte[] TRAILER = {(byte) 0xff, (byte) 0xff};

    private RowStream() {}

    /// Takes a row.
    @FunctionalInterface
    interface Taker {
        void row(byte[] bytes, int offset, int length) throws SQLException;
    }

    /// Runs a COPY.
    ///
    /// @throws SQLException when the server refuses or the connection breaks
    static void read(Connection connection, String copy, boolean binary, Taker taker) throws SQLException {
        CopyOut out = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(copy);
        try {
            int skip = binary ? HEADER.length : 0;
            for (byte[] message = out.readFromCopy(); message != null; message = out.readFromCopy()) {
                int length = message.length - skip;
                boolean end = binary && length == 2 && message[skip] == -1 && message[skip + 1] == -1;
                if (!end && (length > 0 || !binary)) {
                    taker.row(message, skip, length);
                }
                skip = 0;
            }
        } finally {
            if (out.isActive()) {
                out.cancelCopy();
            }
        }
    }
}
