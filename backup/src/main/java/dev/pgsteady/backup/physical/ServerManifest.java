package dev.pgsteady.backup.physical;

import dev.pgsteady.backup.PartId;
import dev.pgsteady.backup.PhysicalContent;
import dev.pgsteady.backup.Repository;
import dev.pgsteady.core.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/// The server's own list of the files of a copy, `backup_manifest` (manual, 73.1), in a file that only
/// its owner can read and that goes away with this.
///
/// @param file the file
record ServerManifest(Path file) implements AutoCloseable {
    private static final byte[] NAME = "backup_manifest\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MAGIC = "ustar".getBytes(StandardCharsets.US_ASCII);
    private static final int MAGIC_AT = 257;
    private static final int BLOCK = 512;

    /// Takes it out of a copy. It is the last entry of the stream, and is looked for from the end, so
    /// that only the last parts are read.
    ///
    /// @throws Problem DAMAGED when the copy has none
    static ServerManifest of(Repository repository, PhysicalContent content) {
        List<PartId> parts = content.parts();
        for (int first = parts.size() - 1; first >= 0; first--) {
            byte[] part = repository.format().content(repository.part(parts.get(first)));
            OptionalInt header = header(part);
            if (header.isPresent()) {
                int at = header.getAsInt();
                PartChain rest = new PartChain(repository, parts.subList(first + 1, parts.size()));
                return write(new SequenceInputStream(new ByteArrayInputStream(part, at, part.length - at), rest));
            }
        }
        throw new Problem(
                Problem.Kind.DAMAGED,
                "There is no backup_manifest in the backup to build on.",
                "Take a full backup: without --incremental.");
    }

    private static ServerManifest write(InputStream entry) {
        ServerManifest manifest = new ServerManifest(temporary());
        boolean written = false;
        try (TarArchiveInputStream tar = new TarArchiveInputStream(entry);
                OutputStream out = Files.newOutputStream(manifest.file)) {
            tar.getNextEntry();
            tar.transferTo(out);
            written = true;
            return manifest;
        } catch (IOException e) {
            throw FileTrouble.of("The manifest of the backup to build on cannot be written to " + manifest.file, e);
        } finally {
            if (!written) {
                manifest.close();
            }
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempFile("pgsteady-", ".manifest");
        } catch (IOException e) {
            throw FileTrouble.of("A temporary file cannot be made", e);
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw FileTrouble.of("The temporary file %s cannot be removed".formatted(file), e);
        }
    }

    /// Where the last header with its name begins.
    private static OptionalInt header(byte[] part) {
        for (int at = (part.length - 1) / BLOCK * BLOCK; at >= 0; at -= BLOCK) {
            if (holds(part, at, NAME) && holds(part, at + MAGIC_AT, MAGIC)) {
                return OptionalInt.of(at);
            }
        }
        return OptionalInt.empty();
    }

    private static boolean holds(byte[] part, int at, byte[] words) {
        return at + words.length <= part.length && Arrays.equals(part, at, at + words.length, words, 0, words.length);
    }
}
