package dev.pgsteady.backup;

import dev.pgsteady.backup.store.ObjectName;
import dev.pgsteady.backup.store.Store;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.Secret;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/// The slots of a repository, each of which gives the data key to who knows its secret.
///
/// @param repository the repository's id
record Keys(Store store, String repository) {
    private static final String FOLDER = "keys/";
    private static final String PASSPHRASE = "passphrase-";
    private static final String RECOVERY = "recovery-";

    /// Makes a data key with a slot for a passphrase and one for a recovery key.
    Made make(Secret passphrase) {
        SecureRandom random = new SecureRandom();
        DataKey key = DataKey.random(random);
        Secret recovery = RecoveryKey.random(random);
        write(PASSPHRASE, key, passphrase);
        write(RECOVERY, key, recovery);
        return new Made(key, recovery);
    }

    /// @param recovery what is to be printed and put away; nothing else can show it again
    record Made(DataKey key, Secret recovery) {}

    private void write(String kind, DataKey key, Secret secret) {
        int number = 1
                + slots().stream()
                        .filter(s -> s.slot().startsWith(kind))
                        .mapToInt(s -> Integer.parseInt(s.slot().substring(kind.length())))
                        .max()
                        .orElse(0);
        String slot = kind + number;
        KeySlot wrapped = KeySlot.wrap(repository, slot, key, secret);
        if (!store.create(object(slot), BackupJson.bytes(wrapped))) {
            throw new Problem(
                    Problem.Kind.BUSY,
                    "Somebody else is changing the keys of " + store.words() + ".",
                    "Look at 'pgsteady backup keys' and try again.");
        }
    }

    private static ObjectName object(String slot) {
        return new ObjectName(FOLDER + slot + ".json");
    }

    List<KeySlot> slots() {
        return store.list(FOLDER).stream()
                .map(o -> BackupJson.read(store.read(o.name()), KeySlot.class))
                .toList();
    }

    /// The data key.
    ///
    /// @throws Problem KEY when no slot opens
    DataKey unlock(Secret secret) {
        List<KeySlot> slots = slots();
        return opened(slots, secret)
                .map(Opened::key)
                .orElseThrow(() -> new Problem(
                        Problem.Kind.KEY,
                        "The passphrase opens none of the key slots of %s (%s)."
                                .formatted(
                                        store.words(),
                                        String.join(
                                                ", ",
                                                slots.stream()
                                                        .map(KeySlot::slot)
                                                        .toList())),
                        "Give the passphrase of one of these slots, or the recovery key that was printed when the"
                                + " repository was made."));
    }

    private Optional<Opened> opened(List<KeySlot> slots, Secret secret) {
        Secret typed = RecoveryKey.typed(secret);
        for (KeySlot slot : slots) {
            Secret fit = slot.slot().startsWith(RECOVERY) ? typed : secret;
            Optional<DataKey> key = slot.unwrap(repository, fit);
            if (key.isPresent()) {
                return Optional.of(new Opened(slot, key.get()));
            }
        }
        return Optional.empty();
    }

    /// Which slot a secret opens; empty for none.
    Optional<String> slotOf(Secret secret) {
        return opened(slots(), secret).map(o -> o.slot().slot());
    }

    private record Opened(KeySlot slot, DataKey key) {}

    /// Puts another passphrase in the place of all there are. The content stays as it is: only the
    /// wrapping changes.
    void replacePassphrase(DataKey key, Secret passphrase) {
        replace(PASSPHRASE, key, passphrase);
    }

    /// Makes another recovery key; the one before opens nothing any more.
    Secret replaceRecovery(DataKey key) {
        Secret recovery = RecoveryKey.random(new SecureRandom());
        replace(RECOVERY, key, recovery);
        return recovery;
    }

    private void replace(String kind, DataKey key, Secret secret) {
        List<KeySlot> before =
                slots().stream().filter(s -> s.slot().startsWith(kind)).toList();
        write(kind, key, secret);
        store.flush();
        before.forEach(s -> store.delete(object(s.slot())));
        store.flush();
    }
}
