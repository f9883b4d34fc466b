package dev.pgsteady.data.encryption;

import dev.pgsteady.core.Database;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.TransactionOptions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;

/// Encrypts the values of a column anew that were encrypted with another key than the active one.
///
/// In batches that commit one by one. How far it came is told by the values themselves, so one that was broken
/// off goes on when it is run again, and two at a time share the work. A row that somebody else is changing is
/// left for the next pass.
public final class Rotation {
    private static final int BATCH = 500;

    private final Database database;
    private final QualifiedName table;
    private final String key;
    private final String column;
    private final FieldCipher cipher;

    private Rotation(Place place, FieldCipher cipher) {
        this.database = place.database();
        this.table = place.table();
        this.key = place.key();
        this.column = place.column();
        this.cipher = cipher;
    }

    /// Where the values are.
    ///
    /// @param key    the primary key's column, of one column
    /// @param column the encrypted one
    public record Place(Database database, QualifiedName table, String key, String column) {}

    /// The rotation of a column to the active key of its cipher.
    public static Rotation of(Place place, FieldCipher cipher) {
        return new Rotation(place, cipher);
    }

    /// How many values are not encrypted with the active key.
    public long remaining() {
        String sql = "select count(*) from %s where %s is not null and not starts_with(%2$s, ?)"
                .formatted(table.sql(), Sql.identifier(column));
        return database.read(c -> {
            try (PreparedStatement statement = c.prepareStatement(sql)) {
                statement.setString(1, cipher.activeHead());
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            }
        });
    }

    /// Encrypts all values with the active key.
    ///
    /// @param progress hears after each batch how many are done
    /// @return how many were encrypted anew
    /// @throws Problem KEY when a value's key is not in the ring; what was done before stays done
    public long run(LongConsumer progress) {
        long done = 0;
        long pass;
        do {
            pass = pass(done, progress);
            done += pass;
        } while (pass > 0 && !Thread.currentThread().isInterrupted());
        return done;
    }

    private long pass(long before, LongConsumer progress) {
        Optional<String> last = Optional.empty();
        long done = 0;
        do {
            Optional<String> from = last;
            Batch batch = database.inTransaction(TransactionOptions.writing(), c -> batch(c, from));
            done += batch.done();
            last = batch.last();
            if (batch.done() > 0) {
                progress.accept(before + done);
            }
        } while (last.isPresent() && !Thread.currentThread().isInterrupted());
        return done;
    }

    /// @param last the key of its last row; empty when there was none
    private record Batch(int done, Optional<String> last) {}

    private Batch batch(Connection connection, Optional<String> from) throws SQLException {
        Map<String, String> old = old(connection, from);
        String sql = "update %s set %s = ? where %s = ?::%s"
                .formatted(table.sql(), Sql.identifier(column), Sql.identifier(key), type(connection));
        Optional<String> last = Optional.empty();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (Map.Entry<String, String> row : old.entrySet()) {
                statement.setString(1, cipher.encrypt(cipher.decrypt(row.getValue())));
                statement.setString(2, row.getKey());
                statement.addBatch();
                last = Optional.of(row.getKey());
            }
            statement.executeBatch();
        }
        return new Batch(old.size(), last);
    }

    /// The next values of other keys, in the order of the rows.
    private Map<String, String> old(Connection connection, Optional<String> from) throws SQLException {
        String id = Sql.identifier(key);
        String after = from.isPresent() ? " and %s > ?::%s".formatted(id, type(connection)) : "";
        String sql = "select %s::text, %s from %s where %2$s is not null and not starts_with(%2$s, ?)%s"
                        .formatted(id, Sql.identifier(column), table.sql(), after)
                + " order by %s limit %d for no key update skip locked".formatted(id, BATCH);
        Map<String, String> old = new LinkedHashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, cipher.activeHead());
            if (from.isPresent()) {
                statement.setString(2, from.get());
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    old.put(rows.getString(1), rows.getString(2));
                }
            }
        }
        return old;
    }

    private String type(Connection connection) throws SQLException {
        String sql = "select pg_catalog.format_type(atttypid, atttypmod) from pg_catalog.pg_attribute"
                + " where attrelid = ?::pg_catalog.regclass and attname = ? and not attisdropped";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, table.sql());
            statement.setString(2, key);
            try (ResultSet row = statement.executeQuery()) {
                if (row.next()) {
                    return row.getString(1);
                }
            }
        }
        throw new IllegalArgumentException(table + " has no column " + key);
    }
}
