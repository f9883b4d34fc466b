package dev.pgsteady.backup;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import dev.pgsteady.backup.PartFormat.Encoded;
import dev.pgsteady.core.Problem;

/// Makes parts, one after the other, and uses its memory for each of them again. For one thread.
///
/// Content is compressed a few megabytes at a time, each a frame of its own (RFC 8878): what is given to the compressor
/// bit by bit it copies for itself, which costs a tenth of its time.
public final class PartWriter implements AutoCloseable {
    private static final int LEVEL = 1;

    /// A table's rows repeat farther back than the level looks for: with these they are a tenth smaller, for a
    /// sixth more of the compressor's time. What is no rows is compressed as the level says, which costs the least.
    private static final int HASH_LOG = 16;

    private static final int WINDOW_LOG = 22;

    /// Of content in a frame. Nothing of one frame is found in the next, which for frames of this length is a
    /// thousandth.
    private static final int FRAME = 4 * 1024 * 1024;

    /// What a writer holds besides what it has compressed.
    static final int MEMORY = 2 * FRAME;

    /// What a worker needs who copies rows: content and frame, and what they became, as it is made, as a part, and as
    /// the part before that is being stored.
    private static final int WORKER = 24 * 1024 * 1024;

    private final PartFormat format;
    private final ZstdCompressCtx zstd = new ZstdCompressCtx();
    private final Pieces compressed = new Pieces();
    private byte[] content = {};
    private int length;
    private byte[] frame = {};
    private int last;

    private PartWriter(PartFormat format) {
        this.format = format;
        zstd.setLevel(LEVEL);
    }

    /// For content of any kind.
    public static PartWriter of(PartFormat format) {
        return new PartWriter(format);
    }

    /// For rows.
    static PartWriter ofRows(PartFormat format) {
        PartWriter writer = new PartWriter(format);
        writer.zstd.setHashLog(HASH_LOG);
        writer.zstd.setWindowLog(WINDOW_LOG);
        return writer;
    }

    /// Refuses more workers than can copy rows at once.
    ///
    /// @param memory of this program, in bytes
    /// @throws Problem CONFIGURATION with how much they need, or how many fit
    static void requireMemory(int workers, long memory) {
        long needed = (long) workers * WORKER;
        if (needed > memory) {
            long heap = ((needed + needed / 16) >> 20) + 1;
            throw new Problem(
                    Problem.Kind.CONFIGURATION,
                    "%d workers need %d MB of memory, and this program may use %d."
                            .formatted(workers, needed >> 20, memory >> 20),
                    "Run it with PGSTEADY_HEAP=%dm (-Xmx%dm for a Java program of your own)%s."
                            .formatted(
                                    heap,
                                    heap,
                                    memory < WORKER ? "" : ", or with --workers %d".formatted(memory / WORKER)));
        }
    }

    /// Adds to the part that is being made.
    void write(byte[] bytes, int offset, int many) {
        if (content.length == 0) {
            content = new byte[FRAME];
        }
        int from = offset;
        int left = many;
        while (left > 0) {
            int some = Math.min(left, FRAME - length);
            System.arraycopy(bytes, from, content, length, some);
            length += some;
            from += some;
            left -= some;
            if (length == FRAME) {
                compress(content, 0, length);
                length = 0;
            }
        }
    }

    /// Whether another frame like the last would make the part longer than that.
    ///
    /// @param most in bytes
    boolean near(int most) {
        return compressed.size() + last > most;
    }

    /// The part; what is added afterwards is of the next one.
    Encoded finish() {
        if (length > 0 || compressed.size() == 0) {
            compress(content, 0, length);
        }
        length = 0;
        Encoded part = format.encoded(compressed);
        compressed.clear();
        last = 0;
        return part;
    }

    /// The part with the first bytes of an array. None must be in the making.
    public Encoded whole(byte[] bytes, int many) {
        for (int from = 0; from < many; from += FRAME) {
            compress(bytes, from, Math.min(FRAME, many - from));
        }
        return finish();
    }

    private void compress(byte[] bytes, int from, int many) {
        int most = Math.toIntExact(Zstd.compressBound(many));
        if (frame.length < most) {
            frame = new byte[most];
        }
        last = zstd.compressByteArray(frame, 0, frame.length, bytes, from, many);
        compressed.write(frame, 0, last);
    }

    @Override
    public void close() {
        zstd.close();
    }
}
