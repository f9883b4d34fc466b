package dev.pgsteady.backup.physical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgsteady.backup.BackupSet;
import dev.pgsteady.backup.Manifest;
import dev.pgsteady.backup.PartFormat;
import dev.pgsteady.backup.PartId;
import dev.pgsteady.backup.PhysicalContent;
import dev.pgsteady.backup.Repository;
import dev.pgsteady.backup.SetId;
import dev.pgsteady.backup.WorkProgress;
import dev.pgsteady.backup.store.FolderStore;
import dev.pgsteady.core.Problem;
import dev.pgsteady.embedded.Machine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Backups whose manifests say that they are as large as a share of what is free on this disk. No server is
/// needed: what comes after the check finds a part that is no copy of one.
class RoomTest {
    @TempDir
    Path folder;

    private Repository repository() {
        return Repository.create(new FolderStore(folder.resolve("store")), Optional.empty())
                .repository();
    }

    private long free(double share) throws IOException {
        return (long) (Files.getFileStore(folder).getUsableSpace() * share);
    }

    private static BackupSet backup(Repository repository, Optional<SetId> parent, long bytes) {
        SetId id = repository.begin(InstantSource.system());
        PartFormat.Encoded part = repository.format().encode(id.text().getBytes(StandardCharsets.US_ASCII));
        repository.add(part);
        Instant now = Instant.now();
        PhysicalContent content = new PhysicalContent(
                "0/2000028", "0/2000100", now, 1, 16 << 20, "postgres", Map.of(), parent, bytes, List.of(part.id()));
        Manifest manifest = new Manifest(
                Manifest.FORMAT,
                id,
                now,
                "test",
                new Manifest.ServerFacts(170_005, Optional.of("1"), 1),
                List.of(),
                List.of(),
                Optional.of(content),
                List.of());
        BackupSet set = new BackupSet(
                id,
                now,
                now,
                "physical",
                Optional.of("1"),
                List.of("*"),
                0,
                bytes,
                1,
                1,
                PartId.of(new byte[0]),
                Optional.empty(),
                parent);
        return repository.commit(manifest, set);
    }

    private void recover(Repository repository, BackupSet set) {
        PointInTime recovery = new PointInTime(repository, Machine.here(), InstantSource.system());
        PointInTime.Plan plan = recovery.plan(new RecoveryTarget.BackupEnd(), Optional.of(set.id()));
        recovery.restore(plan, RecoveryOptions.service(folder.resolve("back"), 25_432), WorkProgress.NONE);
    }

    private void refused(Repository repository, BackupSet set, String... words) throws IOException {
        assertThatThrownBy(() -> recover(repository, set)).isInstanceOfSatisfying(Problem.class, p -> {
            assertThat(p.kind()).isEqualTo(Problem.Kind.DISK_FULL);
            assertThat(p.getMessage() + " " + p.next()).contains(words).contains("are free in " + folder);
        });
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(folder.resolve("store"));
        }
        assertThat(repository.store().list("locks/")).isEmpty();
    }

    @Test
    void a_chain_that_would_fit_if_it_were_not_put_together_is_refused_before_anything_is_written() throws IOException {
        try (Repository repository = repository()) {
            BackupSet full = backup(repository, Optional.empty(), free(0.6));
            BackupSet last = backup(repository, Optional.of(full.id()), 1_000_000);
            refused(repository, last, "to put 2 backups together takes at least ", "begin with the full backup");
            assertThatThrownBy(() -> recover(repository, full))
                    .isInstanceOfSatisfying(
                            Problem.class, p -> assertThat(p.kind()).isNotEqualTo(Problem.Kind.DISK_FULL));
        }
    }

    @Test
    void a_full_backup_that_does_not_fit_is_refused() throws IOException {
        try (Repository repository = repository()) {
            refused(repository, backup(repository, Optional.empty(), free(1.5)), "the backup takes at least ");
        }
    }

    @Test
    void each_backup_counts_and_what_they_are_put_together_to() {
        PhysicalContent full = content(1_000);
        PhysicalContent changed = content(10);
        assertThat(new Room(List.of(full, changed, changed), false).needed()).isEqualTo(2_020);
        assertThat(new Room(List.of(full, changed, changed), true).needed()).isEqualTo(1_030);
        assertThat(new Room(List.of(full), false).needed()).isEqualTo(1_000);
    }

    private static PhysicalContent content(long bytes) {
        return new PhysicalContent(
                "0/0", "0/0", Instant.EPOCH, 1, 1, "postgres", Map.of(), Optional.empty(), bytes, List.of());
    }
}
