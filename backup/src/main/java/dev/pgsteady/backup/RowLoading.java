package dev.pgsteady.backup;

import dev.pgsteady.backup.Manifest.DatabaseContent;
import dev.pgsteady.backup.Manifest.Segment;
import dev.pgsteady.backup.Manifest.TableContent;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.QualifiedName;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
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
    private final class Queue {
        private final List<Map.Entry<PartId, List<Piece>>> all;
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicLong done = new AtomicLong();

        Queue(List<TableContent> tables) {
            Map<PartId, List<Piece>> parts = new LinkedHashMap<>();
            for (TableContent table : tables) {
                table.segments()
                        .forEach(s -> parts.computeIfAbsent(s.part(), p -> new ArrayList<>())
                                .add(new Piece(table, s)));
            }
            this.all = List.copyOf(parts.entrySet());
        }

        void work(Connection connection) throws SQLException {
            long bytes = all.stream().mapToLong(e -> bytes(e.getValue())).sum();
            for (int i = next.getAndIncrement(); i < all.size(); i = next.getAndIncrement()) {
                List<Piece> pieces = new ArrayList<>(all.get(i).getValue());
                pieces.sort(Comparator.comparingLong(p -> p.segment().offset()));
                part(connection, all.get(i).getKey(), pieces);
                progress.at(stage, done.addAndGet(bytes(pieces)), bytes);
            }
        }

        private static long bytes(List<Piece> pieces) {
            return pieces.stream().mapToLong(p -> p.segment().bytes()).sum();
        }
    }

    /// Loads all tables, with connections of its own.
    ///
    /// @throws Problem DAMAGED when a part is not what was stored; those of the server
    void load(DatabaseContent database, int workers, Workers.Opening opening) {
        Queue queue = new Queue(database.tables());
        new Workers(opening).run(workers, queue::work);
    }

    /// Loads tables within the transaction of a connection.
    ///
    /// @throws Problem DAMAGED when a part is not what was stored
    void load(List<TableContent> tables, Connection connection) throws SQLException {
        new Queue(tables).work(connection);
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
            execute(connection, LargeObjects.CREATE);
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

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
