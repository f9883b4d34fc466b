package dev.pgsteady.backup.physical;

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
    private static final int PIPE = 64 * 1024;
    private static final int SIZE_AT = 124;
    private static final int SIZE_LENGTH = 11;

    private final InputStream stream;
    private long large;

    TarCuts(InputStream stream) {
        this.stream = stream;
    }

    /// Room for one part.
    static byte[] buffer() {
        return new byte[PART + LARGE + BLOCK];
    }

    /// The next part.
    ///
    /// @param into a [#buffer()]
    /// @return how long it is; 0 at the end
    int next(byte[] into) throws IOException {
        int length = large == 0 ? collect(into) : 0;
        if (length > 0) {
            return length;
        }
        int part = read(into, 0, (int) Math.min(PART, large));
        large = part == 0 ? 0 : large - part;
        return part;
    }

    /// Small files and headers, up to the content of a large file, to the size of a part or to the end.
    private int collect(byte[] into) throws IOException {
        int length = 0;
        while (large == 0 && length < PART) {
            int header = length;
            int read = read(into, header, BLOCK);
            length += read;
            if (read < BLOCK) {
                return length;
            }
            long content = (size(into, header) + BLOCK - 1) / BLOCK * BLOCK;
            if (content >= LARGE) {
                large = content;
            } else {
                length += read(into, length, (int) content);
            }
        }
        return length;
    }

    /// So many bytes; fewer at the end of the stream. As much at once as a pipe holds: Java copies what it asks for.
    private int read(byte[] into, int offset, int many) throws IOException {
        int length = 0;
        while (length < many) {
            int read = stream.read(into, offset + length, Math.min(PIPE, many - length));
            if (read < 0) {
                return length;
            }
            length += read;
        }
        return length;
    }

    /// The octal size of an entry. What is none, as in the empty blocks at the end, is taken block by
    /// block.
    private static long size(byte[] bytes, int header) {
        String octal = new String(bytes, header + SIZE_AT, SIZE_LENGTH, StandardCharsets.US_ASCII);
        return octal.matches("[0-7]{11}") ? Long.parseLong(octal, 8) : 0;
    }
}
