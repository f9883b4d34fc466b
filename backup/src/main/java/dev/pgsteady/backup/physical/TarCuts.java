package dev.pgsteady.backup.physical;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// Cuts a tar stream where its large files begin and end, and each of them at fixed distances from its
/// beginning, so that a file that did not change gives the same parts in the next backup whatever grew
/// before it. Small files and all headers, which carry times, go into parts of their own.
///
/// What is cut is the stream as it is: the parts in order are the stream again.
final class TarCuts {
    private static final int PART = 8 * 1024 * 1024;
    private static final int LARGE = 512 * 1024;
    private static final int BLOCK = 512;
    private static final int SIZE_AT = 124;
    private static final int SIZE_LENGTH = 11;

    private final InputStream stream;
    private final ByteArrayOutputStream small = new ByteArrayOutputStream(BLOCK);
    private long large;

    TarCuts(InputStream stream) {
        this.stream = stream;
    }

    /// The next part; empty at the end.
    byte[] next() throws IOException {
        if (large == 0) {
            collect();
            if (small.size() > 0) {
                byte[] part = small.toByteArray();
                small.reset();
                return part;
            }
        }
        byte[] part = stream.readNBytes((int) Math.min(PART, large));
        large = part.length == 0 ? 0 : large - part.length;
        return part;
    }

    /// Small files and headers, up to the content of a large file, to the size of a part or to the end.
    private void collect() throws IOException {
        while (large == 0 && small.size() < PART) {
            byte[] header = stream.readNBytes(BLOCK);
            small.writeBytes(header);
            if (header.length < BLOCK) {
                return;
            }
            long content = (size(header) + BLOCK - 1) / BLOCK * BLOCK;
            if (content >= LARGE) {
                large = content;
            } else {
                small.writeBytes(stream.readNBytes((int) content));
            }
        }
    }

    /// The octal size of an entry. What is none, as in the empty blocks at the end, is taken block by
    /// block.
    private static long size(byte[] header) {
        String octal = new String(header, SIZE_AT, SIZE_LENGTH, StandardCharsets.US_ASCII);
        return octal.matches("[0-7]{11}") ? Long.parseLong(octal, 8) : 0;
    }
}
