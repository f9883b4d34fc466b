package dev.pgsteady.backup;

import dev.pgsteady.backup.Manifest.Name;
import dev.pgsteady.backup.Manifest.Segment;
import dev.pgsteady.backup.Manifest.TableContent;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.QualifiedName;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
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

    /// What is in which part, handed out one part after the other.
    final class Queue {
        private final List<Map.Entry<PartId, List<Piece>>> parts;
        private final Map<Name, AtomicInteger> left = new HashMap<>();
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicLong done = new AtomicLong();
        private final long bytes;

        private Queue(List<TableContent> tables) {
            Map<PartId, List<Piece>> inParts = new LinkedHashMap<>();
            tables.forEach(table -> table.segments().forEach(s -> {
                inParts.computeIfAbsent(s.part(), p -> new ArrayList<>()).add(new Piece(table, s));
                left.computeIfAbsent(table.table(), t -> new AtomicInteger()).incrementAndGet();
            }));
            this.parts = List.copyOf(inParts.entrySet());
            this.bytes = tables.stream().mapToLong(RowLoading::bytes).sum();
        }

        /// The tables that get rows.
        Set<Name> tables() {
            return Set.copyOf(left.keySet());
        }

        /// Whether every part was taken by somebody.
        boolean taken() {
            return next.get() >= parts.size();
        }

        /// Loads one part.
        ///
        /// @param filled hears of each table that has all its rows
        /// @return false when none is left
        boolean one(Connection connection, Consumer<Name> filled) throws SQLException {
            int i = next.getAndIncrement();
            if (i >= parts.size()) {
                return false;
            }
            List<Piece> pieces = new ArrayList<>(parts.get(i).getValue());
            pieces.sort(Comparator.comparingLong(p -> p.segment().offset()));
            part(connection, parts.get(i).getKey(), pieces);
            for (Piece piece : pieces) {
                Name table = piece.table().table();
                if (Objects.requireNonNull(left.get(table)).decrementAndGet() == 0) {
                    filled.accept(table);
                }
            }
            progress.at(
                    stage,
                    done.addAndGet(
                            pieces.stream().mapToLong(p -> p.segment().bytes()).sum()),
                    bytes);
            return true;
        }
    }

    /// How many bytes a table's rows take before compression.
    static long bytes(TableContent table) {
        return table.segments().stream().mapToLong(Segment::bytes).sum();
    }

    /// What is to be loaded, in this order.
    Queue queue(List<TableContent> tables) {
        return new Queue(tables);
    }

    /// Loads tables within the transaction of a connection.
    ///
    /// @throws Problem DAMAGED when a part is not what was stored
    void load(List<TableContent> tables, Connection connection) throws SQLException {
        Queue queue = queue(tables);
        boolean more = true;
        while (more) {
            more = queue.one(connection, table -> {});
        }
    }

    private void part(Connection connection, PartId id, List<Piece> pieces) throws SQLException {
        try (InputStream content = repository.format().decode(repository.part(id))) {
            long at = 0;
            for (Piece piece : pieces) {
                content.skipNBytes(piece.segment().offset() - at);
                rows(connection, content, piece);
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

    private void rows(Connection connection, InputStream content, Piece piece) throws SQLException, IOException {
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
                .copyIn(CopyText.of(table, encoding).in(place));
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
