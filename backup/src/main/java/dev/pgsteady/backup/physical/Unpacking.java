package dev.pgsteady.backup.physical;

import dev.pgsteady.backup.BackupChains;
import dev.pgsteady.backup.BackupChains.Link;
import dev.pgsteady.backup.BackupSet;
import dev.pgsteady.backup.PhysicalContent;
import dev.pgsteady.backup.Repository;
import dev.pgsteady.backup.WorkProgress;
import dev.pgsteady.core.Problem;
import dev.pgsteady.embedded.Machine;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/// Brings the files of a physical backup into a folder. An incremental one and those that it builds on
/// are unpacked beside it, each is compared with the server's own list of its files, and then
/// pg_combinebackup puts them together (manual, 25.3.3 and pg_combinebackup).
///
/// @param progress hears bytes of the copies
record Unpacking(Repository repository, Machine machine, WorkProgress progress) {
    /// The first release whose pg_combinebackup links files.
    private static final int LINKS = 18;

    /// @return whether there is a pg_verifybackup to compare with
    /// @throws Problem DAMAGED when a file is not what the server sent, or a backup to build on is missing;
    ///                 CONFIGURATION when pg_combinebackup is needed and not there; DISK_FULL before anything is
    ///                 unpacked when there is no room for it
    boolean into(DataFolder folder, BackupSet set) {
        List<Link> chain = new BackupChains(repository).of(set);
        List<PhysicalContent> contents =
                chain.stream().map(l -> l.manifest().physical().orElseThrow()).toList();
        int major = chain.getLast().manifest().server().major();
        new Room(contents, major >= LINKS).require(folder.building());
        BackupVerification verification = new BackupVerification(major, machine);
        long all = contents.stream().mapToLong(PhysicalContent::bytes).sum();
        AtomicLong read = new AtomicLong();
        LongConsumer counted = bytes -> progress.bytes("Unpacking the copy", read.addAndGet(bytes), all);
        if (contents.size() == 1) {
            unpack(contents.getFirst(), folder, counted);
            return verification.require(folder.building());
        }
        ReleaseProgram program = program(chain, major);
        List<Path> pieces = new ArrayList<>();
        boolean verified = true;
        for (PhysicalContent content : contents) {
            DataFolder piece = folder.piece(pieces.size());
            unpack(content, piece, counted);
            verified &= verification.require(piece.building());
            pieces.add(piece.building());
        }
        progress.at("Putting %d backups together".formatted(pieces.size()), 0, 0);
        combine(program, major, pieces, folder.building());
        folder.removePieces();
        return verified;
    }

    private void unpack(PhysicalContent content, DataFolder folder, LongConsumer counted) {
        try (PartChain parts = new PartChain(repository, content.parts())) {
            folder.unpack(new Counted(parts, counted));
        }
    }

    private ReleaseProgram program(List<Link> chain, int major) {
        return ReleaseProgram.find("pg_combinebackup", major, machine)
                .orElseThrow(() -> new Problem(
                        Problem.Kind.CONFIGURATION,
                        "PG tools not found: %s builds on %s, and pg_combinebackup of PostgreSQL %d puts them together."
                                .formatted(
                                        chain.getLast().set().id(),
                                        chain.getFirst().set().id(),
                                        major),
                        "Install PostgreSQL %1$d with its programs (Debian: postgresql-%1$d), or name a full backup."
                                .formatted(major)));
    }

    /// The pieces are removed afterwards, so their files may be linked. Whatever is not on the disk yet is written
    /// there
    /// by the server when it starts to recover.
    private static void combine(ReleaseProgram program, int major, List<Path> pieces, Path output) {
        List<String> arguments = new ArrayList<>(List.of("--no-sync", "--output=" + output));
        if (major >= LINKS) {
            arguments.add("--link");
        }
        pieces.forEach(p -> arguments.add(p.toString()));
        program.run(arguments).ifPresent(said -> {
            boolean full = FileTrouble.saysFull(said);
            throw new Problem(
                    full ? Problem.Kind.DISK_FULL : Problem.Kind.DAMAGED,
                    "The backups cannot be put together. pg_combinebackup said:\n" + said,
                    full
                            ? "Make room or name a folder on another disk: it takes twice the size of the server."
                            : "Restore from an earlier backup, and take a full one now.");
        });
    }

    /// Tells how much has been read.
    private static final class Counted extends FilterInputStream {
        private final LongConsumer heard;

        Counted(InputStream in, LongConsumer heard) {
            super(in);
            this.heard = heard;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            heard.accept(Math.max(0, read));
            return read;
        }
    }
}
