package dev.pgsteady.backup;

import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Bytes that grow piece by piece: an array that grows is copied, and needs up to three times its room
/// meanwhile.
final class Pieces extends OutputStream {
    private static final int FIRST = 64 * 1024;
    private static final int MORE = 1024 * 1024;

    private final List<byte[]> full = new ArrayList<>();
    private byte[] last = new byte[FIRST];
    private int used;
    private int before;

    @Override
    public void write(int one) {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        int from = offset;
        int left = length;
        while (left > 0) {
            if (used == last.length) {
                full.add(last);
                before = Math.addExact(before, used);
                last = new byte[MORE];
                used = 0;
            }
            int some = Math.min(left, last.length - used);
            System.arraycopy(bytes, from, last, used, some);
            used += some;
            from += some;
            left -= some;
        }
    }

    int size() {
        return before + used;
    }

    /// Takes the pieces one by one.
    @FunctionalInterface
    interface Taker {
        void piece(byte[] bytes, int length);
    }

    void each(Taker taker) {
        full.forEach(piece -> taker.piece(piece, piece.length));
        taker.piece(last, used);
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
        byte[] all = Arrays.copyOf(header, header.length + size());
        int[] at = {header.length};
        each((bytes, length) -> {
            System.arraycopy(bytes, 0, all, at[0], length);
            at[0] += length;
        });
        return all;
    }

    /// Copies a stretch.
    ///
    /// @return how many bytes there were
    int copy(int from, byte[] into) {
        int piece = from < FIRST ? 0 : 1 + (from - FIRST) / MORE;
        int at = from < FIRST ? from : (from - FIRST) % MORE;
        int done = 0;
        while (done < into.length && piece <= full.size()) {
            byte[] bytes = piece < full.size() ? full.get(piece) : last;
            int length = Math.min(into.length - done, (piece < full.size() ? bytes.length : used) - at);
            System.arraycopy(bytes, at, into, done, length);
            done += length;
            piece++;
            at = 0;
        }
        return done;
    }
}
