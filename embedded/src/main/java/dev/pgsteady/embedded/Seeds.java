package dev.pgsteady.embedded;

import dev.pgsteady.core.PrivateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/// Data directories as `initdb` makes them, one for each release of PostgreSQL, each with its password beside it.
/// Copying one takes a fifth of the time of making one.
///
/// @param folder where they are kept
record Seeds(Path folder) {
    /// What makes a data directory with the password, or the verifier of one, that is in a file.
    @FunctionalInterface
    interface Maker {
        void make(Path data, Path password);
    }

    /// Of the seeds; those of another are not found.
    private static final String LAYOUT = "2";

    private static final int KEPT = 4;
    private static final String DATA = "data";
    private static final String PASSWORD = "password";

    /// Copies the seed of a release; makes it first where there is none.
    ///
    /// @param data     where the data directory comes to be; nothing is there
    /// @param password the file of the server's password, which becomes the seed's
    void plant(Binaries binaries, Path data, Path password, Maker maker) throws IOException {
        Path seed = folder.resolve(name(binaries));
        if (!Files.isDirectory(seed)) {
            grow(seed, password, maker);
        }
        OwnedFiles.copyTree(seed.resolve(DATA), data);
        PrivateFiles.write(password, Files.readString(seed.resolve(PASSWORD)));
    }

    /// Removes them all: one that was damaged must not stand in the way for ever.
    void forget() throws IOException {
        OwnedFiles.deleteTree(folder);
    }

    /// A seed appears complete, and flushed to the disk. Of two processes that make it at once, one is in time.
    private void grow(Path seed, Path password, Maker maker) throws IOException {
        PrivateFiles.createDirectories(folder);
        Path unfinished = folder.resolve(
                seed.getFileName() + "." + ProcessHandle.current().pid());
        try {
            OwnedFiles.deleteTree(unfinished);
            PrivateFiles.createDirectories(unfinished);
            String secret = Files.readString(password);
            PrivateFiles.write(unfinished.resolve(PASSWORD), secret);
            Path verifier = unfinished.resolve("verifier");
            PrivateFiles.write(verifier, Verifier.of(secret.strip(), new SecureRandom()));
            maker.make(unfinished.resolve(DATA), verifier);
            Files.delete(verifier);
            if (!Files.isDirectory(seed)) {
                Files.move(unfinished, seed, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (java.nio.file.FileSystemException e) {
            if (!Files.isDirectory(seed)) {
                throw e;
            }
        } finally {
            OwnedFiles.deleteTree(unfinished);
        }
        prune();
    }

    private void prune() throws IOException {
        try (Stream<Path> seeds = Files.list(folder)) {
            List<Path> old = seeds.sorted(Comparator.comparingLong(Seeds::age).reversed())
                    .skip(KEPT)
                    .toList();
            for (Path seed : old) {
                OwnedFiles.deleteTree(seed);
            }
        }
    }

    private static long age(Path seed) {
        try {
            return Files.getLastModifiedTime(seed).toMillis();
        } catch (IOException gone) {
            return 0;
        }
    }

    /// The release, where it is, and who runs it.
    private static String name(Binaries binaries) {
        String whole = String.join(
                "\n",
                LAYOUT,
                binaries.version().toString(),
                binaries.directory().toString(),
                System.getProperty("user.name", ""));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(whole.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
