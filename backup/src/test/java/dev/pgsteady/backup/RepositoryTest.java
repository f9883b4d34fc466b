package dev.pgsteady.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
        SetId id = repository.nextId(InstantSource.fixed(now));
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
            SetId id = made.nextId(InstantSource.fixed(NOW));
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
    void one_writes_at_a_time_and_a_dead_one_does_not_stop_others_forever() {
        try (Repository made = Repository.create(store(), Optional.empty()).repository()) {
            Lease first = Lease.write(made.store(), InstantSource.fixed(NOW), "backup");
            assertThatThrownBy(() -> Lease.write(made.store(), InstantSource.fixed(NOW.plusSeconds(60)), "backup"))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("backup works on")
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
            Instant later = NOW.plus(Lease.STALE).plusSeconds(1);
            try (Lease second = Lease.write(made.store(), InstantSource.fixed(later), "prune")) {
                second.requireHeld();
                assertKind(Problem.Kind.BUSY, first::requireHeld);
                first.close();
                second.requireHeld();
            }
            assertThat(made.store().list("locks/")).isEmpty();
        }
    }

    @Test
    void while_somebody_reads_nothing_is_deleted() {
        try (Repository made = Repository.create(store(), Optional.empty()).repository()) {
            try (Lease reader = Lease.read(made.store(), InstantSource.fixed(NOW), "restore")) {
                reader.requireHeld();
                assertKind(Problem.Kind.BUSY, () -> Lease.requireNoReaders(made.store(), InstantSource.fixed(NOW)));
            }
            Lease.requireNoReaders(made.store(), InstantSource.fixed(NOW));
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
