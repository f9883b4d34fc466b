package dev.pgsteady.backup.physical;

import dev.pgsteady.backup.BackupSet;
import dev.pgsteady.backup.PartFormat;
import dev.pgsteady.backup.PartId;
import dev.pgsteady.backup.Repository;
import dev.pgsteady.backup.store.ObjectName;
import dev.pgsteady.backup.store.Store.StoredObject;
import dev.pgsteady.core.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/// The write-ahead log in a repository. A segment is an object of its own, encoded like a part:
///
/// ```
/// wal/00000001/000000010000000000000003.<sha256>                        a whole segment
/// wal/00000001/000000010000000000000004.partial.<bytes used>.<sha256>   one that was being written
/// wal/history/00000002.<sha256>                                         where a timeline comes from
/// ```
///
/// The name ends in the SHA-256 of the object's bytes: a listing alone shows a hole, and two that should
/// be one.
///
/// @param repository where it is
public record WalArchive(Repository repository) {
    static final String FOLDER = "wal/";
    private static final String HISTORY = "wal/history/";

    /// Archives a segment that is complete; one that is there already with the same content stays.
    ///
    /// @throws Problem DAMAGED when the content is not that of the segment
    void add(String file, byte[] content, Optional<String> system) {
        WalSegment segment = segment(file, content);
        WalPage.objection(content, segment, system).ifPresent(reason -> {
            throw new Problem(
                    Problem.Kind.DAMAGED,
                    "The WAL segment %s that was received %s.".formatted(file, reason),
                    "Take a new physical backup; look at the disk and the network of the receiver.");
        });
        PartFormat.Encoded part = repository.format().encode(content);
        repository.store().create(name(segment, file + "." + part.id()), part.bytes());
    }

    /// A segment in work, as it was archived.
    ///
    /// @param end up to where it holds something
    record Partial(ObjectName object, Lsn end) {}

    /// Archives what there is of a segment that is being written.
    ///
    /// @param file    the segment's name without `.partial`
    /// @param content as long as a whole one, zeros at the end
    Partial addPartial(String file, byte[] content) {
        WalSegment segment = segment(file, content);
        int used = WalPage.used(content);
        PartFormat.Encoded part = repository.format().encode(content);
        ObjectName name = name(segment, "%s%s.%08X.%s".formatted(file, WalSegment.PARTIAL, used, part.id()));
        repository.store().create(name, part.bytes());
        return new Partial(name, new Lsn(segment.start().value() + used));
    }

    /// Archives where a timeline comes from.
    void addHistory(int timeline, byte[] content) {
        TimelineHistory.parse(timeline, new String(content, StandardCharsets.UTF_8));
        PartFormat.Encoded part = repository.format().encode(content);
        repository.store().create(new ObjectName("%s%08X.%s".formatted(HISTORY, timeline, part.id())), part.bytes());
    }

    /// What is there.
    WalListing list() {
        return WalListing.of(
                repository.store().list(FOLDER).stream().map(StoredObject::name).toList());
    }

    /// The window of a physical backup.
    ///
    /// @throws Problem USAGE when the backup is a logical one
    public WalWindow window(BackupSet set) {
        return WalPath.of(this, set).window();
    }

    /// The window of a physical backup, with every segment in it read and looked at.
    public WalWindow verified(BackupSet set) {
        return WalPath.of(this, set).checked(this).window();
    }

    /// The content of an object of the archive.
    ///
    /// @throws Problem DAMAGED when its bytes are not those that its name promises
    byte[] content(ObjectName name) {
        byte[] bytes = repository.store().read(name);
        if (!name.last().endsWith("." + PartId.of(bytes).hex())) {
            throw new Problem(
                    Problem.Kind.DAMAGED,
                    "%s in %s is damaged: its bytes are not those that were stored."
                            .formatted(name, repository.words()),
                    "Copy the object from another store, or recover to a point before it.");
        }
        return repository.format().content(bytes);
    }

    private static WalSegment segment(String file, byte[] content) {
        int bytes = WalPage.segmentBytes(content).orElse(Integer.highestOneBit(Math.max(content.length, 1 << 20)));
        return WalSegment.of(file, bytes);
    }

    private static String folder(WalSegment segment) {
        return String.format(Locale.ROOT, "%s%08X/", FOLDER, segment.timeline());
    }

    private static ObjectName name(WalSegment segment, String last) {
        return new ObjectName(folder(segment) + last);
    }
}
