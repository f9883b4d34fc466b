package dev.pgsteady.backup.physical;

import dev.pgsteady.backup.PhysicalContent;
import dev.pgsteady.core.Problem;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// What the disk must have free for a physical backup to be brought back, as its manifests tell it.
///
/// @param contents the backup and those that it builds on, the full one first
/// @param linked   whether files that did not change are linked when several are put together
record Room(List<PhysicalContent> contents, boolean linked) {
    private static final long MEGABYTE = 1_000_000;

    Room {
        contents = List.copyOf(contents);
    }

    /// Bytes that are needed at least: of each backup, and of what they are put together to. That is about as
    /// large as the full one; where files are linked it takes no less than what changed last. The log comes
    /// on top.
    long needed() {
        long unpacked = contents.stream().mapToLong(PhysicalContent::bytes).sum();
        if (contents.size() == 1) {
            return unpacked;
        }
        PhysicalContent copied = linked ? contents.getLast() : contents.getFirst();
        return unpacked + copied.bytes();
    }

    /// Refuses what cannot fit. A file system that does not say how much is free is tried.
    ///
    /// @param folder is there
    /// @throws Problem DISK_FULL
    void require(Path folder) {
        try {
            FileStore disk = Files.getFileStore(folder);
            long free = disk.getUsableSpace();
            if (disk.getTotalSpace() > 0 && free < needed()) {
                throw refused(folder, free);
            }
        } catch (IOException e) {
            throw FileTrouble.of("It cannot be told how much is free in " + folder, e);
        }
    }

    private Problem refused(Path folder, long free) {
        boolean several = contents.size() > 1;
        return new Problem(
                Problem.Kind.DISK_FULL,
                String.format(
                        Locale.ROOT,
                        "%,d MB are free in %s, and %s at least %,d MB. Nothing was written.",
                        free / MEGABYTE,
                        folder.toAbsolutePath().getParent(),
                        several ? "to put %d backups together takes".formatted(contents.size()) : "the backup takes",
                        needed() / MEGABYTE + 1),
                several
                        ? String.format(
                                Locale.ROOT,
                                "Make room or use a folder on another disk, or begin with the full backup, which takes"
                                        + " %,d MB ('pgsteady recover --backup').",
                                contents.getFirst().bytes() / MEGABYTE + 1)
                        : "Make room or use a folder on another disk.");
    }
}
