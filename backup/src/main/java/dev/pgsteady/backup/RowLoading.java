package dev.pgsteady.backup;

import dev.pgsteady.backup.Manifest.Name;
import dev.pgsteady.backup.Manifest.Segment;
import dev.pgsteady.backup.Manifest.TableContent;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.Sql;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/// Loads the rows of parts into tables that are there, with several connections at once.
final class RowLoading {
    private static final int SLICE = 128 * 1024;

    private final Repository repository;
    private final String encoding;
    private final WorkProgress progress;
    private final String stage;

    RowLoading(Repository repository, String encoding, WorkProgress progress, String stage) {
        this.repository = repository;
        this.encoding = encoding;
        this.progress = progress;
        this.stage = stage;
    }

    /// Rows within a part, and the table that they belong to.
    private record Piece(TableContent table, Segment segment) {}

    /// What one connection loads before it looks for something else.
    ///
    /// @param frozen whether these are all rows of one table, so that they can come frozen
    private record Load(boolean frozen, List<Piece> pieces) {
        TableContent table() {
            return pieces.getFirst().table();
        }

        Map<PartId, List<Piece>> parts() {
            return pieces.stream()
                    .collect(Collectors.groupingBy(p -> p.segment().part(), LinkedHashMap::new, Collectors.toList()));
        }
    }

    /// What is to be loaded, handed out load after load.
    final class Queue {
        private final List<Load> loads = new ArrayList<>();
        private final Map<Name, AtomicInteger> left = new HashMap<>();
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicLong done = new AtomicLong();
        private final long bytes;

        private Queue(List<TableContent> tables, Predicate<TableContent> whole) {
            Map<PartId, Load> shared = new HashMap<>();
            for (TableContent table : tables) {
                List<Piece> pieces =
                        table.segments().stream().map(s -> new Piece(table, s)).toList();
                if (!pieces.isEmpty()) {
                    left.put(table.table(), new AtomicInteger(pieces.size()));
                    if (whole.test(table)) {
                        loads.add(new Load(true, pieces));
                    } else {
                        pieces.forEach(
                                piece -> shared.computeIfAbsent(piece.segment().part(), this::shared)
                                        .pieces()
                                        .add(piece));
                    }
                }
            }
            this.bytes = tables.stream().mapToLong(RowLoading::bytes).sum();
        }

        private Load shared(PartId part) {
            Load load = new Load(false, new ArrayList<>());
            loads.add(load);
            return load;
        }

        /// The tables that get rows.
        Set<Name> tables() {
            return Set.copyOf(left.keySet());
        }

        /// Whether every load was taken by somebody.
        boolean taken() {
            return next.get() >= loads.size();
        }

        /// Loads a part, or a whole table.
        ///
        /// @param filled hears of each table that has all its rows
        /// @return false when none is left
        boolean one(Connection connection, Consumer<Name> filled) throws SQLException {
            int i = next.getAndIncrement();
            if (i >= loads.size()) {
                return false;
            }
            Load load = loads.get(i);
            if (load.frozen()) {
                frozen(connection, load);
            } else {
                parts(connection, load, false);
            }
            for (Piece piece : load.pieces()) {
                Name table = piece.table().table();
                if (Objects.requireNonNull(left.get(table)).decrementAndGet() == 0) {
                    filled.accept(table);
                }
            }
            return true;
        }

        /// Rows that are frozen when they come need no marking by whoever reads them first, and no
        /// vacuum later (manual, COPY, FREEZE). For that the same transaction must have emptied the
        /// table; one that has rows already, as an extension's may, keeps them and gets others as usual.
        private void frozen(Connection connection, Load load) throws SQLException {
            String table = load.table().table().qualified().sql();
            connection.setAutoCommit(false);
            boolean empty = empty(connection, table);
            if (empty) {
                Statements.execute(connection, "TRUNCATE ONLY " + table);
            }
            parts(connection, load, empty);
            connection.commit();
            connection.setAutoCommit(true);
        }

        private static boolean empty(Connection connection, String table) throws SQLException {
            try (Statement statement = connection.createStatement();
                    ResultSet row =
                            statement.executeQuery("SELECT pg_relation_size(%s) = 0".formatted(Sql.literal(table)))) {
                row.next();
                return row.getBoolean(1);
            }
        }

        private void parts(Connection connection, Load load, boolean frozen) throws SQLException {
            for (Map.Entry<PartId, List<Piece>> part : load.parts().entrySet()) {
                List<Piece> pieces = part.getValue();
                pieces.sort(Comparator.comparingLong(p -> p.segment().offset()));
                part(connection, part.getKey(), pieces, frozen);
                long came = pieces.stream().mapToLong(p -> p.segment().bytes()).sum();
                progress.at(stage, done.addAndGet(came), bytes);
            }
        }
    }

    /// How many bytes a table's rows take before compression.
    static long bytes(TableContent table) {
        return table.segments().stream().mapToLong(Segment::bytes).sum();
    }

    /// What is to be loaded, in this order.
    ///
    /// @param whole which tables one connection fills alone
    Queue queue(List<TableContent> tables, Predicate<TableContent> whole) {
        return new Queue(tables, whole);
    }

    /// Loads tables within the transaction of a connection.
    ///
    /// @throws Problem DAMAGED when a part is not what was stored
    void load(List<TableContent> tables, Connection connection) throws SQLException {
        Queue queue = queue(tables, table -> false);
        boolean more = true;
        while (more) {
            more = queue.one(connection, table -> {});
        }
    }

    private void part(Connection connection, PartId id, List<Piece> pieces, boolean frozen) throws SQLException {
        try (InputStream content = repository.format().decode(repository.part(id))) {
            long at = 0;
            for (Piece piece : pieces) {
                content.skipNBytes(piece.segment().offset() - at);
                rows(connection, content, piece, frozen);
                at = piece.segment().offset() + piece.segment().bytes();
            }
        } catch (IOException e) {
            throw new Problem(
                    Problem.Kind.DAMAGED,
                    "The content of %s is not what the manifest says: %s.".formatted(id.object(), e.getMessage()),
                    "Run 'pgsteady backup verify'; take another backup.",
                    e);
        }
    }

    private void rows(Connection connection, InputStream content, Piece piece, boolean frozen)
            throws SQLException, IOException {
        TableContent table = piece.table();
        boolean large = table.table().qualified().equals(LogicalBackup.LARGE_OBJECTS);
        if (large) {
            Statements.execute(connection, LargeObjects.CREATE);
        }
        QualifiedName place = large
                ? new QualifiedName("pg_temp", LargeObjects.TABLE)
                : table.table().qualified();
        CopyIn copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn(CopyText.of(table, encoding).in(place, frozen));
        try {
            if (table.binary()) {
                copy.writeToCopy(RowStream.HEADER, 0, RowStream.HEADER.length);
            }
            send(content, piece.segment().bytes(), copy);
            if (table.binary()) {
                copy.writeToCopy(RowStream.TRAILER, 0, RowStream.TRAILER.length);
            }
            requireAll(copy.endCopy(), piece);
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
        if (large) {
            LargeObjects.make(connection);
        }
    }

    private static void send(InputStream content, long bytes, CopyIn copy) throws SQLException, IOException {
        byte[] slice = new byte[SLICE];
        long left = bytes;
        while (left > 0) {
            int length = content.readNBytes(slice, 0, (int) Math.min(SLICE, left));
            if (length == 0) {
                throw new IOException("it ends too early");
            }
            copy.writeToCopy(slice, 0, length);
            left -= length;
        }
    }

    private static void requireAll(long came, Piece piece) {
        if (came != piece.segment().rows()) {
            throw new Problem(
                    Problem.Kind.DAMAGED,
                    "%d of %d rows of a part of %s came into the table."
                            .formatted(
                                    came,
                                    piece.segment().rows(),
                                    piece.table().table().qualified()),
                    "Look for triggers or rules that the target has and the backup has not.");
        }
    }
}
