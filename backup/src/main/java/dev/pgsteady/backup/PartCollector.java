package dev.pgsteady.backup;

import dev.pgsteady.backup.Manifest.Segment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Puts the rows of one job into parts, and notes which rows of which table are where. For one thread.
final class PartCollector {
    /// A part is closed when it holds so much before compression …
    private static final int CONTENT = 32 * 1024 * 1024;

    /// … or would soon hold so much after.
    private static final int STORED = 5 * 1024 * 1024;

    private final PartWriter writer;
    private final PartSink sink;
    private final Map<Integer, List<Segment>> segments = new HashMap<>();
    private final List<Open> inPart = new ArrayList<>();
    private long written;

    /// Takes finished parts.
    @FunctionalInterface
    interface PartSink {
        void part(PartFormat.Encoded part);
    }

    /// Rows of a table in the part that is not finished.
    private static final class Open {
        private final int table;
        private final long offset;
        private final Fingerprint.Sum sum = new Fingerprint.Sum();

        Open(int table, long offset) {
            this.table = table;
            this.offset = offset;
        }
    }

    /// @param writer that has no part in the making
    PartCollector(PartWriter writer, PartSink sink) {
        this.writer = writer;
        this.sink = sink;
    }

    /// Adds a row of a table; the rows of a table come one after the other.
    void row(int table, byte[] bytes, int offset, int length) {
        if (inPart.isEmpty() || inPart.getLast().table != table) {
            inPart.add(new Open(table, written));
        }
        writer.write(bytes, offset, length);
        written += length;
        inPart.getLast().sum.add(bytes, offset, length);
        if (written >= CONTENT || writer.near(STORED)) {
            close();
        }
    }

    /// Finishes the last part.
    ///
    /// @return by table, what is where, in the order of the rows
    Map<Integer, List<Segment>> finish() {
        if (!inPart.isEmpty()) {
            close();
        }
        return segments;
    }

    private void close() {
        PartFormat.Encoded part = writer.finish();
        sink.part(part);
        for (int i = 0; i < inPart.size(); i++) {
            Open open = inPart.get(i);
            long end = i + 1 < inPart.size() ? inPart.get(i + 1).offset : written;
            segments.computeIfAbsent(open.table, t -> new ArrayList<>())
                    .add(new Segment(
                            part.id(), open.offset, end - open.offset, open.sum.rows(), open.sum.fingerprint()));
        }
        inPart.clear();
        written = 0;
    }
}
