package dev.pgsteady.embedded;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The lock files that a killed server leaves. PostgreSQL clears them away itself, except when another process has its
/// number by now or when it is dead but not yet collected: then it refuses to start for the sake of a server that is
/// not
/// there. Only where it is certain that no process works in the data directory are those files removed here.
final class StaleLocks {
    private StaleLocks() {}

    static void clear(Path data, List<Path> sockets) throws IOException {
        List<Path> locks = new ArrayList<>();
        locks.add(data.resolve("postmaster.pid"));
        for (Path folder : sockets) {
            addSocketLocks(folder, locks);
        }
        List<Path> misleading =
                locks.stream().filter(lock -> misleads(lock, data)).toList();
        if (!misleading.isEmpty() && LiveProcess.nobodyWorksIn(data)) {
            for (Path lock : misleading) {
                Files.deleteIfExists(lock);
            }
        }
    }

    private static void addSocketLocks(Path folder, List<Path> locks) throws IOException {
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, ".s.PGSQL.*.lock")) {
                entries.forEach(locks::add);
            }
        }
    }

    /// The first line of each such file is the number of the process.
    private static boolean misleads(Path lock, Path data) {
        try {
            String first = Files.readString(lock).lines().findFirst().orElse("").strip();
            return first.matches("-?\\d{1,18}") && misleads(Math.abs(Long.parseLong(first)), data);
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean misleads(long pid, Path data) {
        return LiveProcess.visible(pid) && !LiveProcess.servesFrom(pid, data);
    }
}
