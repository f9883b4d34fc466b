package dev.pgsteady.backup;

import dev.pgsteady.core.QualifiedName;
import java.util.ArrayList;
import java.util.List;

/// Cuts tables into jobs of about the same work: a large table into ranges of its blocks, always at the
/// same places, so that a range without changes gives the same part as before; small ones together.
final class Cut {
    /// Blocks of 8 KiB in a job.
    static final int BLOCKS = 2_048;

    private static final int TABLES = 250;

    private Cut() {}

    /// A table to copy.
    ///
    /// @param number its place in the list of the backup's tables
    /// @param blocks how many it has; its rows may stand for many more bytes
    /// @param ranges whether its rows can be had by ranges of blocks
    record Source(int number, CopyText copy, long blocks, boolean ranges) {
        QualifiedName name() {
            return copy.table();
        }
    }

    /// What is read by one statement.
    ///
    /// @param condition on `ctid`; empty for the whole table
    /// @param blocks    how many it reads
    record Range(Source source, String condition, long blocks) {}

    /// The ranges that one worker reads in turn. Their rows may share a part.
    record Job(List<Range> ranges) {
        Job {
            ranges = List.copyOf(ranges);
        }
    }

    static List<Job> of(List<Source> sources) {
        List<Job> jobs = new ArrayList<>();
        List<Range> together = new ArrayList<>();
        long blocks = 0;
        for (Source source : sources) {
            if (source.blocks() > BLOCKS) {
                ranges(source).forEach(r -> jobs.add(new Job(List.of(r))));
                continue;
            }
            if (blocks + source.blocks() > BLOCKS || together.size() == TABLES) {
                jobs.add(new Job(together));
                together.clear();
                blocks = 0;
            }
            together.add(new Range(source, "", source.blocks()));
            blocks += source.blocks();
        }
        if (!together.isEmpty()) {
            jobs.add(new Job(together));
        }
        return jobs;
    }

    /// The last range has no end: rows may have come since the blocks were counted.
    private static List<Range> ranges(Source source) {
        if (!source.ranges()) {
            return List.of(new Range(source, "", source.blocks()));
        }
        List<Range> ranges = new ArrayList<>();
        for (long from = 0; from < source.blocks(); from += BLOCKS) {
            boolean last = from + BLOCKS >= source.blocks();
            String condition = "ctid >= '(%d,0)'::pg_catalog.tid".formatted(from)
                    + (last ? "" : " AND ctid < '(%d,0)'::pg_catalog.tid".formatted(from + BLOCKS));
            ranges.add(new Range(source, condition, Math.min(BLOCKS, source.blocks() - from)));
        }
        return ranges;
    }
}
