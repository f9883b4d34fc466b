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
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/// Encrypts the values of a column anew that were encrypted with another key than the active one.
///
/// In batches that commit one by one. How far it came is told by the values themselves, so one that was broken
/// off goes on when it is run again, and two at a time share the work. A row that somebody else is changing is
/// left for the next pass.
///
/// The column is of text, or of JSON whose values are strings. With an index on the key's id, `split_part(phone,
/// '.', 2)`, looking for values of other keys takes no time when there are none.
public final class Rotation {
    private static final int BATCH = 500;

    private final Database database;
    private final QualifiedName table;
    private final String key;
    private final String column;
    private final FieldCipher cipher;
    private final boolean byRow;

    private Rotation(Place place, FieldCipher cipher, boolean byRow) {
        this.database = place.database();
        this.table = place.table();
        this.key = place.key();
        this.column = place.column();
        this.cipher = cipher;
        this.byRow = byRow;
    }

    /// Where the values are.
    ///
    /// @param key    the primary key's column, of one column
    /// @param column the encrypted one
    public record Place(Database database, QualifiedName table, String key, String column) {}

    /// The rotation of a column to the active key of its cipher.
    public static Rotation of(Place place, FieldCipher cipher) {
        return new Rotation(place, cipher, false);
    }

    /// The same for a column whose values are bound to their rows ([FieldCipher#inRow(String)]).
    public static Rotation ofRows(Place place, FieldCipher cipher) {
        return new Rotation(place, cipher, true);
    }

    /// How many values are not encrypted with the active key.
    public long remaining() {
        return database.read(c -> {
            String sql = "select count(*) from %s where %s is not null and not starts_with(%s, ?)"
                    .formatted(table.sql(), Sql.identifier(column), shape(c).value());
            try (PreparedStatement statement = c.prepareStatement(sql)) {
                statement.setString(1, FieldCipher.head(cipher.activeKey()));
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            }
        });
    }

    /// How many values each key encrypted, by its id. A key that encrypted none may be taken out of the ring, when
    /// no backup is needed any more that has values of it.
    public SortedMap<String, Long> uses() {
        return database.read(c -> {
            String sql = "select split_part(%s, '.', 2), count(*) from %s where %s is not null group by 1"
                    .formatted(shape(c).value(), table.sql(), Sql.identifier(column));
            SortedMap<String, Long> uses = new TreeMap<>();
            try (PreparedStatement statement = c.prepareStatement(sql);
                    ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    uses.put(rows.getString(1), rows.getLong(2));
                }
            }
            return uses;
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
        Shape shape = shape(connection);
        Map<String, String> old = old(connection, shape, from);
        String sql = "update %s set %s = %s where %s = ?::%s"
                .formatted(
                        table.sql(),
                        Sql.identifier(column),
                        shape.json() ? "to_jsonb(?::text)" : "?",
                        Sql.identifier(key),
                        shape.keyType());
        Optional<String> last = Optional.empty();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (Map.Entry<String, String> row : old.entrySet()) {
                FieldCipher own = byRow ? cipher.inRow(row.getKey()) : cipher;
                statement.setString(1, own.encrypt(own.decrypt(row.getValue())));
                statement.setString(2, row.getKey());
                statement.addBatch();
                last = Optional.of(row.getKey());
            }
            statement.executeBatch();
        }
        return new Batch(old.size(), last);
    }

    /// The next values of other keys, in the order of the rows. Two comparisons, since an index serves no `<>`.
    private Map<String, String> old(Connection connection, Shape shape, Optional<String> from) throws SQLException {
        String id = Sql.identifier(key);
        String after = from.isPresent() ? " and %s > ?::%s".formatted(id, shape.keyType()) : "";
        String sql = """
                select %1$s::text, %2$s from %3$s
                 where %4$s is not null and (split_part(%2$s, '.', 2) < ? or split_part(%2$s, '.', 2) > ?)%5$s
                 order by %1$s limit %6$d for no key update skip locked""".formatted(id, shape.value(), table.sql(), Sql.identifier(column), after, BATCH);
        Map<String, String> old = new LinkedHashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, cipher.activeKey());
            statement.setString(2, cipher.activeKey());
            if (from.isPresent()) {
                statement.setString(3, from.get());
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    old.put(rows.getString(1), rows.getString(2));
                }
            }
        }
        return old;
    }

    /// What the statements need to know of the table.
    ///
    /// @param value the encrypted text, as an expression
    private record Shape(String keyType, boolean json, String value) {}

    private Shape shape(Connection connection) throws SQLException {
        String name = Sql.identifier(column);
        String type = type(connection, column);
        boolean json = type.equals("jsonb") || type.equals("json");
        return new Shape(type(connection, key), json, json ? "(" + name + " #>> '{}')" : name);
    }

    private String type(Connection connection, String name) throws SQLException {
        String sql = "select pg_catalog.format_type(atttypid, atttypmod) from pg_catalog.pg_attribute"
                + " where attrelid = ?::pg_catalog.regclass and attname = ? and not attisdropped";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, table.sql());
            statement.setString(2, name);
            try (ResultSet row = statement.executeQuery()) {
                if (row.next()) {
                    return row.getString(1);
                }
            }
        }
        throw new IllegalArgumentException(table + " has no column " + name);
    }
}
