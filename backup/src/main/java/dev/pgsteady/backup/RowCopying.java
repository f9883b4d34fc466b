package dev.pgsteady.backup;

import dev.pgsteady.backup.Cut.Job;
import dev.pgsteady.backup.Cut.Range;
import dev.pgsteady.backup.Manifest.Segment;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.StatementWords;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// Copies the rows of a database into parts, with several connections at once.
final class RowCopying {
    private static final int BLOCK = 8192;
    private static final String MORE_MEMORY =
            "A row is too wide: run it with --workers 1, or with more memory, as in PGSTEADY_HEAP=2g (-Xmx2g for a Java"
                    + " program of your own)";

    private final Repository repository;
    private final Map<PartId, Long> present;
    private final WorkProgress progress;
    private final String stage;
    private final AtomicLong added = new AtomicLong();
    private final AtomicLong stored = new AtomicLong();

    /// @param present  the size of each part that is in the repository already; those that come are added
    /// @param progress hears of the blocks that are read
    RowCopying(Repository repository, Map<PartId, Long> present, WorkProgress progress, String stage) {
        this.repository = repository;
        this.present = present;
        this.progress = progress;
        this.stage = stage;
    }

    /// By the number of a table's source: what is where.
    ///
    /// @throws Problem when one worker fails; the others are broken off
    Map<Integer, List<Segment>> copy(SourceSession source, List<Job> jobs, int workers) {
        long all = jobs.stream()
                .flatMap(j -> j.ranges().stream())
                .mapToLong(r -> Math.max(1, r.blocks()) * BLOCK)
                .sum();
        AtomicLong read = new AtomicLong();
        AtomicInteger next = new AtomicInteger();
        List<Map<Integer, List<Segment>>> found = new ArrayList<>();
        for (int i = 0; i < jobs.size(); i++) {
            found.add(Map.of());
        }
        new Workers(source::worker).run(workers, connection -> {
            try (PartKeeper keeper = new PartKeeper(this::keep);
                    PartWriter writer = PartWriter.ofRows(repository.format())) {
                for (int job = next.getAndIncrement(); job < jobs.size(); job = next.getAndIncrement()) {
                    PartCollector collector = new PartCollector(writer, keeper::part);
                    List<Range> ranges = jobs.get(job).ranges();
                    SourceSession.givingLocksBack(connection, () -> {
                        for (Range range : ranges) {
                            rows(connection, range, collector);
                            long blocks = Math.max(1, range.blocks());
                            progress.bytes(stage, read.addAndGet(blocks * BLOCK), all);
                        }
                    });
                    found.set(job, collector.finish());
                }
                keeper.finish();
            }
        });
        Map<Integer, List<Segment>> together = new TreeMap<>();
        found.forEach(one -> one.forEach((table, segments) ->
                together.computeIfAbsent(table, t -> new ArrayList<>()).addAll(segments)));
        return together;
    }

    private void rows(Connection connection, Range range, PartCollector collector) throws SQLException {
        CopyText copy = range.source().copy();
        int table = range.source().number();
        try {
            RowStream.read(
                    connection,
                    copy.out(range.condition()),
                    copy.binary(),
                    (bytes, offset, length) -> collector.row(table, bytes, offset, length));
        } catch (OutOfMemoryError e) {
            throw new Problem(
                    Problem.Kind.PARTIAL,
                    "%s while rows of %s were copied.".formatted(usedUp(), copy.table()),
                    MORE_MEMORY + ", or take a physical backup.",
                    e);
        }
    }

    /// Of a restore or a comparison; what fits when it is copied may not fit elsewhere.
    static Problem failure(OutOfMemoryError e) {
        return new Problem(
                Problem.Kind.CONFIGURATION, usedUp() + " while rows were restored or compared.", MORE_MEMORY + ".", e);
    }

    private static String usedUp() {
        return "The memory of this program, %d MB, was used up"
                .formatted(Runtime.getRuntime().maxMemory() >> 20);
    }

    /// Stores a part unless it is there. One of another size was cut short, and is no part of this one.
    void keep(PartFormat.Encoded part) {
        long size = part.bytes().length;
        Optional<Long> before;
        synchronized (present) {
            before = Optional.ofNullable(present.put(part.id(), size));
        }
        boolean cut = before.filter(b -> b != size).isPresent();
        if (cut) {
            repository.store().delete(part.id().object());
        }
        if (cut || before.isEmpty()) {
            repository.add(part);
            added.addAndGet(size);
        }
        stored.addAndGet(size);
    }

    long added() {
        return added.get();
    }

    long stored() {
        return stored.get();
    }

    /// The parts that a repository has, for [#RowCopying].
    static Map<PartId, Long> present(Repository repository) {
        Map<PartId, Long> present = new HashMap<>();
        repository.parts().forEach(o -> present.put(new PartId(o.name().last()), o.size()));
        return present;
    }

    /// The failure of a COPY in words that say what to do.
    static Problem failure(SQLException e) {
        boolean gone = String.valueOf(e.getSQLState()).startsWith("08")
                || String.valueOf(e.getSQLState()).startsWith("57P");
        return gone
                ? new Problem(
                        Problem.Kind.CONNECTION_LOST,
                        "The connection to the server broke while rows were copied, and with it went the snapshot.",
                        "Nothing of this backup is listed; run it again.",
                        e)
                : StatementWords.of(e);
    }
}
