package dev.pgsteady.backup;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// Bytes that grow piece by piece: an array that grows is copied, and needs up to three times its room
/// meanwhile. What was emptied is filled again.
final class Pieces {
    private static final int PIECE = 1024 * 1024;

    /// Of those that are kept when it is emptied.
    private static final int KEPT = 8;

    private final List<byte[]> pieces = new ArrayList<>();
    private int size;

    void write(byte[] bytes, int offset, int length) {
        int from = offset;
        int left = length;
        while (left > 0) {
            int at = size % PIECE;
            if (size / PIECE == pieces.size()) {
                pieces.add(new byte[PIECE]);
            }
            int some = Math.min(left, PIECE - at);
            System.arraycopy(bytes, from, pieces.get(size / PIECE), at, some);
            size = Math.addExact(size, some);
            from += some;
            left -= some;
        }
    }

    int size() {
        return size;
    }

    void clear() {
        size = 0;
        if (pieces.size() > KEPT) {
            pieces.subList(KEPT, pieces.size()).clear();
        }
    }

    /// Takes the pieces one by one.
    @FunctionalInterface
    private interface Taker {
        void piece(byte[] bytes, int length);
    }

    private void each(Taker taker) {
        for (int from = 0; from < size; from += PIECE) {
            taker.piece(pieces.get(from / PIECE), Math.min(PIECE, size - from));
        }
    }

    byte[] sha256() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            each((bytes, length) -> digest.update(bytes, 0, length));
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// All of it, behind a header.
    byte[] behind(byte[] header) {
        byte[] all = Arrays.copyOf(header, Math.addExact(header.length, size));
        int[] at = {header.length};
        each((bytes, length) -> {
            System.arraycopy(bytes, 0, all, at[0], length);
            at[0] += length;
        });
        return all;
    }

    /// All of it, to be read.
    InputStream stream() {
        List<InputStream> streams = new ArrayList<>();
        each((bytes, length) -> streams.add(new ByteArrayInputStream(bytes, 0, length)));
        return new SequenceInputStream(Collections.enumeration(streams));
    }
}
