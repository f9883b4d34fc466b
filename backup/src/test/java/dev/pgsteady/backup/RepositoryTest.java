package dev.pgsteady.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgsteady.backup.selftest.WrappedStore;
import dev.pgsteady.backup.store.FolderStore;
import dev.pgsteady.backup.store.ObjectName;
import dev.pgsteady.backup.store.Store;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepositoryTest {
    private static final Secret PASSPHRASE = Secret.of("a long passphrase");
    private static final Instant NOW = Instant.parse("2026-11-21T05:00:00Z");

    @TempDir
    Path folder;

    private Store store() {
        return new FolderStore(folder);
    }

    private static BackupSet committed(Repository repository, Instant now) {
        SetId id = repository.begin(InstantSource.fixed(now));
        Manifest manifest = new Manifest(
                1,
                id,
                now,
                "test",
                new Manifest.ServerFacts(150018, Optional.empty(), 1),
                List.of(),
                List.of(),
                Optional.empty(),
                List.of());
        BackupSet set = new BackupSet(
                id,
                now,
                now,
                "logical",
                Optional.empty(),
                List.of(),
                0,
                0,
                0,
                0,
                PartId.of(new byte[0]),
                Optional.empty(),
                Optional.empty());
        return repository.commit(manifest, set);
    }

    private static void assertKind(Problem.Kind kind, org.assertj.core.api.ThrowableAssert.ThrowingCallable what) {
        assertThatThrownBy(what)
                .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.kind()).isEqualTo(kind));
    }

    @Test
    void the_passphrase_and_the_recovery_key_open_it_and_nothing_else_does() {
        Secret recovery;
        try (Repository made =
                Repository.create(store(), Optional.of(PASSPHRASE)).repository()) {
            committed(made, NOW);
            recovery = made.keys()
                    .orElseThrow()
                    .replaceRecovery(made.format().key().orElseThrow());
        }
        Secret typed = Secret.of(recovery.reveal().toLowerCase(Locale.ROOT).replace("-", " "));
        for (Secret secret : List.of(PASSPHRASE, recovery, typed)) {
            try (Repository opened = Repository.open(store(), Optional.of(secret))) {
                assertThat(opened.manifest(opened.set("latest")).tool()).isEqualTo("test");
            }
        }
        assertKind(Problem.Kind.KEY, () -> Repository.open(store(), Optional.of(Secret.of("another"))));
        assertKind(Problem.Kind.KEY, () -> Repository.open(store(), Optional.empty()));
    }

    @Test
    void another_passphrase_changes_no_part() throws IOException {
        try (Repository made =
                Repository.create(store(), Optional.of(PASSPHRASE)).repository()) {
            PartFormat.Encoded part = made.format().encode(new byte[1000]);
            made.add(part);
            byte[] before = Files.readAllBytes(folder.resolve(part.id().object().text()));
            Secret next = Secret.of("the next one");
            made.keys().orElseThrow().replacePassphrase(made.format().key().orElseThrow(), next);
            assertKind(Problem.Kind.KEY, () -> Repository.open(store(), Optional.of(PASSPHRASE)));
            try (Repository opened = Repository.open(store(), Optional.of(next))) {
                assertThat(opened.part(part.id())).isEqualTo(before);
            }
        }
    }

    @Test
    void what_is_not_committed_is_not_listed() {
        try (Repository made = Repository.create(store(), Optional.empty()).repository()) {
            SetId id = made.begin(InstantSource.fixed(NOW));
            made.store().create(id.object("manifest"), new byte[10]);
            assertThat(made.sets()).isEmpty();
            BackupSet next = committed(made, NOW);
            assertThat(next.id().number()).isEqualTo(2);
            assertThat(made.sets()).containsExactly(next);
        }
    }

    @Test
    void a_clock_that_goes_back_changes_neither_ids_nor_their_order() {
        try (Repository made = Repository.create(store(), Optional.empty()).repository()) {
            BackupSet first = committed(made, NOW);
            BackupSet second = committed(made, NOW.minus(Duration.ofDays(1)));
            BackupSet third = committed(made, NOW.minus(Duration.ofDays(1)));
            assertThat(made.sets()).containsExactly(first, second, third);
            assertThat(made.set("latest")).isEqualTo(third);
        }
    }

    @Test
    void a_manifest_or_commit_that_was_changed_or_swapped_shows() throws IOException {
        try (Repository made =
                Repository.create(store(), Optional.of(PASSPHRASE)).repository()) {
            BackupSet first = committed(made, NOW);
            BackupSet second = committed(made, NOW);
            Path a = folder.resolve("sets/" + first.id() + "/manifest");
            Path b = folder.resolve("sets/" + second.id() + "/manifest");
            byte[] whole = Files.readAllBytes(a);
            Files.write(a, Files.readAllBytes(b));
            assertKind(Problem.Kind.DAMAGED, () -> made.manifest(first));
            byte[] flipped = whole.clone();
            flipped[flipped.length / 2] ^= 1;
            Files.write(a, flipped);
            assertKind(Problem.Kind.DAMAGED, () -> made.manifest(first));
            Files.write(a, whole);
            assertThat(made.manifest(first).set()).isEqualTo(first.id());
            BackupSet forged = first.sealed(second.manifest(), second.mac());
            assertKind(Problem.Kind.DAMAGED, () -> made.manifest(forged));
        }
    }

    @Test
    void one_that_is_there_is_found_without_a_listing_of_everything() {
        try (Repository made =
                Repository.create(store(), Optional.of(PASSPHRASE)).repository()) {
            committed(made, NOW);
        }
        List<String> asked = new ArrayList<>();
        try (Store counting = new WrappedStore(store()) {
            @Override
            public List<StoredObject> list(String prefix) {
                asked.add(prefix);
                return super.list(prefix);
            }
        }) {
            assertThat(Repository.exists(counting)).isTrue();
            Repository.open(counting, Optional.of(PASSPHRASE));
            assertKind(Problem.Kind.OCCUPIED, () -> Repository.create(counting, Optional.empty()));
        }
        assertThat(asked).containsOnly("keys/");
    }

    @Test
    void a_folder_with_something_else_in_it_is_not_made_a_repository() throws IOException {
        Files.writeString(folder.resolve("letter.txt"), "Dear Ann");
        assertThat(Repository.exists(store())).isFalse();
        assertKind(Problem.Kind.OCCUPIED, () -> Repository.create(store(), Optional.empty()));
        assertKind(Problem.Kind.STORE, () -> Repository.open(store(), Optional.empty()));
    }

    @Test
    void a_backup_that_is_removed_while_they_are_listed_is_not_among_them() {
        try (Repository made = Repository.create(store(), Optional.empty()).repository()) {
            BackupSet first = committed(made, NOW);
            BackupSet second = committed(made, NOW);
            try (Repository reader = Repository.open(
                    new WrappedStore(store()) {
                        @Override
                        public byte[] read(ObjectName name) {
                            if (name.equals(first.id().object("COMMIT"))) {
                                made.remove(first.id());
                            }
                            return super.read(name);
                        }
                    },
                    Optional.empty())) {
                assertThat(reader.sets()).containsExactly(second);
            }
        }
    }

    @Test
    void a_commit_that_cannot_be_read_is_named() throws IOException {
        try (Repository made = Repository.create(store(), Optional.empty()).repository()) {
            BackupSet set = committed(made, NOW);
            Files.writeString(folder.resolve(set.id().object("COMMIT").text()), "{");
            assertThatThrownBy(made::sets).hasMessageContaining(set.id() + "/COMMIT");
        }
    }

    @Test
    void a_part_that_was_swapped_with_another_shows() throws IOException {
        try (Repository made = Repository.create(store(), Optional.empty()).repository()) {
            PartFormat.Encoded one = made.format().encode("one".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            PartFormat.Encoded two = made.format().encode("two".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            made.add(one);
            made.add(two);
            Files.write(folder.resolve(one.id().object().text()), two.bytes());
            assertKind(Problem.Kind.DAMAGED, () -> made.part(one.id()));
            assertThat(new ObjectName(two.id().object().text()))
                    .isEqualTo(two.id().object());
        }
    }
}
