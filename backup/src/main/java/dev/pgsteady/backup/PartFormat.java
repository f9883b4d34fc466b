package dev.pgsteady.backup;

import com.github.luben.zstd.ZstdInputStream;
import dev.pgsteady.core.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// How content becomes a part and a part becomes content: see docs/explanation/backups.md, "A part".
///
/// @param key the repository's; empty when it is not encrypted
public record PartFormat(Optional<DataKey> key) {
    private static final byte[] MAGIC = {'P', 'G', 'S', 'P', 1, 1};
    private static final int SALT = 32;
    private static final int PLAIN_HEADER = 8;
    private static final int HEADER = PLAIN_HEADER + SALT;
    private static final int FRAME = 64 * 1024;
    private static final int TAG = 16;

    /// A part, ready to be stored.
    public static final class Encoded {
        private final PartId id;
        private final byte[] bytes;

        private Encoded(byte[] bytes) {
            this.id = PartId.of(bytes);
            this.bytes = bytes;
        }

        public PartId id() {
            return id;
        }

        /// What the store gets.
        public byte[] bytes() {
            return bytes;
        }
    }

    /// The part with this content.
    public Encoded encode(byte[] content) {
        try (PartWriter writer = PartWriter.of(this)) {
            return writer.whole(content, content.length);
        }
    }

    /// The part with this compressed content.
    Encoded encoded(Pieces compressed) {
        return new Encoded(key.map(k -> encrypted(k, compressed)).orElseGet(() -> compressed.behind(header(0))));
    }

    private static byte[] header(int cipher) {
        byte[] header = Arrays.copyOf(MAGIC, PLAIN_HEADER);
        header[MAGIC.length] = (byte) cipher;
        return header;
    }

    private static byte[] encrypted(DataKey key, Pieces stream) {
        byte[] salt = key.derive("pgsteady salt", stream.sha256());
        int frames = Math.max(1, (stream.size() + FRAME - 1) / FRAME);
        ByteBuffer out = ByteBuffer.allocate(HEADER + stream.size() + frames * TAG);
        out.put(header(1)).put(salt);
        byte[] header = Arrays.copyOf(out.array(), HEADER);
        Frames cipher = new Frames(key.derive("pgsteady part", salt), header);
        byte[] frame = new byte[FRAME];
        try (InputStream in = stream.stream()) {
            for (int n = 0; n < frames; n++) {
                int length = in.readNBytes(frame, 0, FRAME);
                cipher.start(Cipher.ENCRYPT_MODE, n, n == frames - 1).doFinal(ByteBuffer.wrap(frame, 0, length), out);
            }
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
        return out.array();
    }

    /// The content of a part whose bytes are those that its id promises.
    ///
    /// @throws Problem DAMAGED when they are not a part; KEY when they were encrypted with another key
    InputStream decode(byte[] bytes) {
        boolean ours = bytes.length >= PLAIN_HEADER
                && Arrays.equals(Arrays.copyOf(bytes, MAGIC.length), MAGIC)
                && (bytes[MAGIC.length] == 0 || (bytes[MAGIC.length] == 1 && wholeFrames(bytes.length - HEADER)));
        if (!ours) {
            throw new Problem(
                    Problem.Kind.DAMAGED,
                    "An object of the repository is not a part, or is of a newer layout.",
                    "Use the version of pgsteady that wrote it, or run 'pgsteady backup verify'.");
        }
        boolean encrypted = bytes[MAGIC.length] == 1;
        ByteArrayInputStream stream = encrypted
                ? new ByteArrayInputStream(decrypted(bytes))
                : new ByteArrayInputStream(bytes, PLAIN_HEADER, bytes.length - PLAIN_HEADER);
        try {
            return new ZstdInputStream(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean wholeFrames(int length) {
        int rest = length % (FRAME + TAG);
        return length >= TAG && (rest == 0 || rest >= TAG);
    }

    /// The whole content of a part.
    public byte[] content(byte[] bytes) {
        try (InputStream in = decode(bytes)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new Problem(
                    Problem.Kind.DAMAGED,
                    "A part cannot be decompressed: " + e.getMessage() + ".",
                    "Run 'pgsteady backup verify' and restore what it names from a copy of the repository.",
                    e);
        }
    }

    private byte[] decrypted(byte[] bytes) {
        DataKey known = key.orElseThrow(() -> new Problem(
                Problem.Kind.KEY,
                "This part is encrypted, and the repository says that it is not.",
                "The repository's FORMAT was changed or is of another one; restore it from a copy."));
        byte[] header = Arrays.copyOf(bytes, HEADER);
        byte[] salt = Arrays.copyOfRange(bytes, PLAIN_HEADER, HEADER);
        Frames cipher = new Frames(known.derive("pgsteady part", salt), header);
        int sealed = FRAME + TAG;
        int frames = Math.max(1, (bytes.length - HEADER + sealed - 1) / sealed);
        ByteBuffer out = ByteBuffer.allocate(Math.max(0, bytes.length - HEADER - frames * TAG));
        try {
            for (int n = 0; n < frames; n++) {
                int from = HEADER + n * sealed;
                int length = Math.min(sealed, bytes.length - from);
                cipher.start(Cipher.DECRYPT_MODE, n, n == frames - 1)
                        .doFinal(ByteBuffer.wrap(bytes, from, length), out);
            }
        } catch (AEADBadTagException e) {
            throw new Problem(
                    Problem.Kind.KEY,
                    "A part was encrypted with another key than this repository's.",
                    "It was copied here from another repository, or 'keys' was; bring back the right one.",
                    e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        return out.array();
    }

    /// The cipher of one part, frame by frame.
    private static final class Frames {
        private final byte[] key;
        private final byte[] header;

        Frames(byte[] key, byte[] header) {
            this.key = key;
            this.header = header;
        }

        Cipher start(int mode, int frame, boolean last) throws GeneralSecurityException {
            byte[] nonce = ByteBuffer.allocate(12)
                    .putInt(7, frame)
                    .put(11, (byte) (last ? 1 : 0))
                    .array();
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG * 8, nonce));
            cipher.updateAAD(header);
            return cipher;
        }
    }
}
