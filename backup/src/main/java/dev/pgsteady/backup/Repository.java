package dev.pgsteady.backup;

import dev.pgsteady.backup.store.ObjectName;
import dev.pgsteady.backup.store.Store;
import dev.pgsteady.backup.store.Store.StoredObject;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.Secret;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/// Backups in a store, in the layout that docs/explanation/backups.md describes. What is not committed is
/// not there.
///
/// Safe for many threads. The store is closed with it.
public final class Repository implements AutoCloseable {
    private static final ObjectName FORMAT = new ObjectName("FORMAT");
    private static final String COMMIT = "COMMIT";
    private static final String MANIFEST = "manifest";
    private static final String BEGUN = "BEGUN";

    private final Store store;
    private final Description description;
    private final PartFormat format;

    /// @param format     of the layout: 1
    /// @param repository its id
    record Description(int format, String repository, boolean encrypted, Instant created) {}

    private Repository(Store store, Description description, PartFormat format) {
        this.store = store;
        this.description = description;
        this.format = format;
    }

    /// A repository that was just made.
    ///
    /// @param recoveryKey opens it when the passphrase is lost: to be printed and put away, for it is
    ///                    kept nowhere;
    ///                    empty when the repository is not encrypted
    public record Created(Repository repository, Optional<Secret> recoveryKey) {}

    /// Makes a repository in an empty store.
    ///
    /// @param passphrase encrypts it; empty for one that is not encrypted
    /// @throws Problem OCCUPIED when there is one already
    public static Created create(Store store, Optional<Secret> passphrase) {
        if (exists(store) || !store.list("keys/").isEmpty() || !store.list("").isEmpty()) {
            throw new Problem(
                    Problem.Kind.OCCUPIED,
                    "There is something in %s already.".formatted(store.words()),
                    "Use the repository that is there, or name an empty place.");
        }
        Description description =
                new Description(1, UUID.randomUUID().toString(), passphrase.isPresent(), Instant.now());
        Keys keys = new Keys(store, description.repository());
        Optional<Keys.Made> made = passphrase.map(keys::make);
        Decoder.copyInto(store);
        store.flush();
        if (!store.create(FORMAT, BackupJson.bytes(description))) {
            throw new Problem(
                    Problem.Kind.BUSY, "Somebody else just made a repository in " + store.words() + ".", "Use that.");
        }
        store.flush();
        Repository repository = new Repository(store, description, new PartFormat(made.map(Keys.Made::key)));
        return new Created(repository, made.map(Keys.Made::recovery));
    }

    /// Opens the repository in a store.
    ///
    /// @param secret the passphrase or the recovery key; empty when none is known, which is enough for
    ///               one that is
    ///               not encrypted
    /// @throws Problem STORE when there is none; KEY when the secret is missing or wrong
    public static Repository open(Store store, Optional<Secret> secret) {
        Description description = description(store);
        if (!description.encrypted()) {
            return new Repository(store, description, new PartFormat(Optional.empty()));
        }
        Secret said = secret.orElseThrow(() -> new Problem(
                Problem.Kind.KEY,
                "The repository in %s is encrypted.".formatted(store.words()),
                "Give its passphrase or recovery key: PGSTEADY_BACKUP_PASSPHRASE, or backup.passphrase_file in"
                        + " pgsteady.toml."));
        DataKey key = new Keys(store, description.repository()).unlock(said);
        return new Repository(store, description, new PartFormat(Optional.of(key)));
    }

    /// Whether there is a repository in a store.
    public static boolean exists(Store store) {
        return read(store, FORMAT).isPresent();
    }

    private static Optional<byte[]> read(Store store, ObjectName name) {
        try {
            return Optional.of(store.read(name));
        } catch (Problem e) {
            if (e.kind() != Problem.Kind.DAMAGED) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private static Description description(Store store) {
        byte[] bytes = read(store, FORMAT)
                .orElseThrow(() -> new Problem(
                        Problem.Kind.STORE,
                        "There is no backup repository in %s.".formatted(store.words()),
                        "Make one with 'pgsteady backup init', or correct the address."));
        Description found = BackupJson.read(bytes, Description.class);
        if (found.format() != 1) {
            throw new Problem(
                    Problem.Kind.DAMAGED,
                    "The repository in %s has layout %d; this version knows layout 1."
                            .formatted(store.words(), found.format()),
                    "Use a newer version of pgsteady.");
        }
        return found;
    }

    /// Where it is, for a person.
    public String words() {
        return store.words();
    }

    /// Whether its content is encrypted.
    public boolean encrypted() {
        return description.encrypted();
    }

    public Store store() {
        return store;
    }

    public PartFormat format() {
        return format;
    }

    Optional<Keys> keys() {
        return encrypted() ? Optional.of(new Keys(store, description.repository())) : Optional.empty();
    }

    /// The names of the slots that give the key; none when the repository is not encrypted.
    public List<String> keySlots() {
        return keys().stream()
                .flatMap(k -> k.slots().stream())
                .map(KeySlot::slot)
                .sorted()
                .toList();
    }

    /// Puts another passphrase in the place of the one there is. No part is written again.
    ///
    /// @throws Problem KEY when the repository is not encrypted
    public void replacePassphrase(Secret passphrase) {
        keys().orElseThrow(this::notEncrypted).replacePassphrase(dataKey(), passphrase);
    }

    /// Makes another recovery key; the one before opens nothing any more.
    ///
    /// @throws Problem KEY when the repository is not encrypted
    public Secret replaceRecoveryKey() {
        return keys().orElseThrow(this::notEncrypted).replaceRecovery(dataKey());
    }

    private DataKey dataKey() {
        return format.key().orElseThrow(this::notEncrypted);
    }

    private Problem notEncrypted() {
        return new Problem(
                Problem.Kind.KEY,
                "The repository in %s is not encrypted.".formatted(words()),
                "Make an encrypted one with 'pgsteady backup init' in another store.");
    }

    /// Stores a part unless it is there already.
    ///
    /// @return whether it was not
    public boolean add(PartFormat.Encoded part) {
        return store.create(part.id().object(), part.bytes());
    }

    /// The bytes of a part, which are those that were stored.
    ///
    /// @throws Problem DAMAGED when they are not, or are not there
    public byte[] part(PartId id) {
        return verified(id.object(), id);
    }

    private byte[] verified(ObjectName name, PartId expected) {
        byte[] bytes = store.read(name);
        if (!PartId.of(bytes).equals(expected)) {
            throw new Problem(
                    Problem.Kind.DAMAGED,
                    "%s in %s is damaged: its bytes are not those that were stored.".formatted(name, words()),
                    "Do not restore from it: take another backup, or copy the object from another store.");
        }
        return bytes;
    }

    /// The parts that are there.
    List<StoredObject> parts() {
        return store.list("parts/");
    }

    /// The finished backups, oldest first. One that is removed while they are read is not among them.
    public List<BackupSet> sets() {
        return store.list("sets/").stream()
                .map(StoredObject::name)
                .filter(n -> n.last().equals(COMMIT))
                .flatMap(n -> committed(n).stream())
                .sorted(Comparator.comparing(BackupSet::id))
                .toList();
    }

    /// Empty when it was removed since it was listed.
    private Optional<BackupSet> committed(ObjectName commit) {
        try {
            BackupSet set = BackupJson.read(store.read(commit), BackupSet.class);
            if (set.id().object(COMMIT).equals(commit)) {
                return Optional.of(set);
            }
            throw new Problem(
                    Problem.Kind.DAMAGED,
                    "%s in %s is that of %s.".formatted(commit, words(), set.id()),
                    "Objects were swapped: do not restore from it.");
        } catch (Problem e) {
            boolean there =
                    store.list(folder(commit)).stream().anyMatch(o -> o.name().equals(commit));
            if (e.kind() == Problem.Kind.DAMAGED && there) {
                throw new Problem(
                        e.kind(),
                        "%s in %s is damaged, so that nobody knows what it was.".formatted(commit, words()),
                        "Copy it back from another store, or remove it: the backup is not listed then.",
                        e);
            }
            if (e.kind() == Problem.Kind.DAMAGED) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static String folder(ObjectName name) {
        return name.text().substring(0, name.text().length() - name.last().length());
    }

    /// A finished backup by its id, the beginning of it, or `latest`.
    ///
    /// @throws Problem USAGE when there is none or more than one
    public BackupSet set(String words) {
        List<BackupSet> all = sets();
        List<BackupSet> found = words.equals("latest")
                ? all.subList(Math.max(0, all.size() - 1), all.size())
                : all.stream().filter(s -> s.id().text().startsWith(words)).toList();
        if (found.size() == 1) {
            return found.getFirst();
        }
        throw new Problem(
                Problem.Kind.USAGE,
                found.isEmpty()
                        ? "There is no backup '%s' in %s.".formatted(words, words())
                        : "'%s' begins the ids of %d backups.".formatted(words, found.size()),
                "Look at 'pgsteady backup list'.");
    }

    /// What a finished backup holds.
    ///
    /// @throws Problem DAMAGED when its manifest is not the one that was committed
    public Manifest manifest(BackupSet set) {
        byte[] bytes = verified(set.id().object(MANIFEST), set.manifest());
        if (!mac(set.id(), set.manifest()).equals(set.mac())) {
            throw new Problem(
                    Problem.Kind.DAMAGED,
                    "The COMMIT of %s was not written with this repository's key.".formatted(set.id()),
                    "Somebody changed it, or it is of another repository: do not restore from it.");
        }
        Manifest manifest = BackupJson.read(format.content(bytes), Manifest.class);
        if (!manifest.set().equals(set.id())) {
            throw new Problem(
                    Problem.Kind.DAMAGED,
                    "The manifest of %s is that of %s.".formatted(set.id(), manifest.set()),
                    "Objects were swapped: do not restore from it.");
        }
        return manifest;
    }

    private Optional<String> mac(SetId id, PartId manifest) {
        return format.key()
                .map(k -> HexFormat.of()
                        .formatHex(k.derive(
                                "pgsteady commit", (id.text() + manifest.hex()).getBytes(StandardCharsets.US_ASCII))));
    }

    /// Begins a backup: gives it an id, which is from now on known to be begun.
    public SetId begin(InstantSource clock) {
        SetId id = nextId(clock);
        store.create(id.object(BEGUN), BackupJson.bytes(clock.instant()));
        return id;
    }

    /// The backups that were begun and never finished, oldest first.
    public List<SetId> unfinished() {
        Set<SetId> finished = new TreeSet<>();
        Set<SetId> all = new TreeSet<>();
        for (StoredObject object : store.list("sets/")) {
            SetId id = new SetId(object.name().text().split("/", -1)[1]);
            all.add(id);
            if (object.name().last().equals(COMMIT)) {
                finished.add(id);
            }
        }
        all.removeAll(finished);
        return List.copyOf(all);
    }

    /// Keeps what came of a drill.
    public void record(DrillResult result) {
        String time = result.at().truncatedTo(ChronoUnit.MILLIS).toString().replace(':', '-');
        byte[] json = BackupJson.bytes(result);
        Optional<String> code = format.key().map(k -> HexFormat.of().formatHex(k.derive("pgsteady drill", json)));
        store.create(result.set().object("drills/" + time + ".json"), BackupJson.bytes(new DrillRecord(result, code)));
        store.flush();
    }

    /// @param mac over the result's JSON; empty when the repository is not encrypted
    record DrillRecord(DrillResult result, Optional<String> mac) {}

    /// What came of the drills of a backup, oldest first. Results that were not written with this
    /// repository's key are left out.
    public List<DrillResult> drills(SetId id) {
        return store.list("sets/" + id.text() + "/drills/").stream()
                .map(o -> BackupJson.read(store.read(o.name()), DrillRecord.class))
                .filter(r -> format.key()
                        .map(k -> HexFormat.of().formatHex(k.derive("pgsteady drill", BackupJson.bytes(r.result()))))
                        .equals(r.mac()))
                .map(DrillRecord::result)
                .sorted(Comparator.comparing(DrillResult::at))
                .toList();
    }

    private SetId nextId(InstantSource clock) {
        int last = store.list("sets/").stream()
                .mapToInt(o -> new SetId(o.name().text().split("/", -1)[1]).number())
                .max()
                .orElse(0);
        return SetId.next(last + 1, clock.instant(), new SecureRandom());
    }

    /// Writes a manifest, and the COMMIT after everything else is safe.
    ///
    /// @param set what the COMMIT says; its manifest and mac are filled in here
    public BackupSet commit(Manifest manifest, BackupSet set) {
        PartFormat.Encoded encoded = format.encode(BackupJson.bytes(manifest));
        store.create(set.id().object(MANIFEST), encoded.bytes());
        store.flush();
        BackupSet sealed = set.sealed(encoded.id(), mac(set.id(), encoded.id()));
        if (!store.create(set.id().object(COMMIT), BackupJson.bytes(sealed))) {
            throw new IllegalStateException("committed twice: " + set.id());
        }
        store.flush();
        return sealed;
    }

    /// Takes a backup away: first its COMMIT, so that it is never there in part.
    void remove(SetId id) {
        store.delete(id.object(COMMIT));
        store.flush();
        store.list("sets/" + id.text() + "/").forEach(o -> store.delete(o.name()));
    }

    @Override
    public void close() {
        store.close();
    }
}
