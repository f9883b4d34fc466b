package dev.pgsteady.backup;

import dev.pgsteady.backup.store.ObjectName;
import dev.pgsteady.backup.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// The program that lies in every repository: one Java file without dependencies that turns a backup into
/// files for psql, so that backups outlive the program that took them.
public final class Decoder {
    /// Where it lies in a repository.
    static final ObjectName OBJECT = new ObjectName("decoder/PgsteadyDecoder.java");

    private Decoder() {}

    /// Its source.
    public static byte[] source() {
        try (InputStream in = Decoder.class.getResourceAsStream("PgsteadyDecoder.java")) {
            if (in == null) {
                throw new IllegalStateException("the decoder is missing from this program");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Puts it into a store; one that is there stays.
    static void copyInto(Store store) {
        store.create(OBJECT, source());
    }
}
