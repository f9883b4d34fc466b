package dev.pgsteady.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgsteady.backup.selftest.WrappedStore;
import dev.pgsteady.backup.store.FolderStore;
import dev.pgsteady.backup.store.ObjectName;
import dev.pgsteady.backup.store.Store;
import dev.pgsteady.core.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PruningTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @TempDir
    Path folder;

    /// A backup of one part of its own.
    private static BackupSet set(Repository repository, Instant at) {
        return set(repository, at, "logical");
    }

    private static BackupSet set(Repository repository, Instant at, String kind) {
        SetId id = repository.begin(InstantSource.fixed(at));
        PartFormat.Encoded part = repository.format().encode(id.text().getBytes(StandardCharsets.US_ASCII));
        repository.add(part);
        Manifest.DatabaseContent database = new Manifest.DatabaseContent(
                "shop", Map.of(), List.of(), at, "0/0", List.of(part.id()), Map.of(), List.of(), List.of());
        Manifest manifest = new Manifest(
                1,
                id,
                at,
                "test",
                new Manifest.ServerFacts(150018, Optional.empty(), 1),
                List.of(database),
                List.of(),
                Optional.empty(),
                List.of());
        BackupSet summary = new BackupSet(
                id,
                at,
                at,
                kind,
                Optional.empty(),
                List.of("shop"),
                0,
                0,
                0,
                0,
                part.id(),
                Optional.empty(),
                Optional.empty());
        return repository.commit(manifest, summary);
    }

    private static List<BackupSet> daily(Repository repository, int days) {
        List<BackupSet> sets = new ArrayList<>();
        for (int day = days; day > 0; day--) {
            sets.add(set(repository, NOW.minus(Duration.ofDays(day))));
        }
        return sets;
    }

    private static Pruning.Outcome prune(Repository repository, String policy, Instant now) {
        return new Pruning(repository, InstantSource.fixed(now), WorkProgress.NONE).run(KeepPolicy.of(policy), false);
    }

    private static DrillResult drilled(SetId id, boolean passed) {
        return new DrillResult(
                id,
                NOW,
                passed,
                DrillOptions.Level.RESTORE,
                150018,
                0,
                0,
                Map.of(),
                1,
                passed ? List.of() : List.of("no"),
                List.of(),
                "test",
                "here",
                Optional.empty());
    }

    @Test
    void each_kind_is_counted_on_its_own_and_one_can_be_spared() {
        try (Repository repository = Fixture.plain(folder)) {
            List<SetId> logical = new ArrayList<>();
            List<SetId> physical = new ArrayList<>();
            for (int day = 4; day > 0; day--) {
                Instant at = NOW.minus(Duration.ofDays(day));
                logical.add(set(repository, at).id());
                physical.add(set(repository, at.plusSeconds(60), "physical").id());
            }
            repository.record(drilled(physical.get(1), true));
            repository.record(drilled(logical.get(0), true));
            Pruning.Outcome spared = new Pruning(repository, InstantSource.fixed(NOW), WorkProgress.NONE)
                    .run(KeepPolicy.of("last=1"), Set.of("physical"), false);
            assertThat(spared.removed()).containsExactly(logical.get(1), logical.get(2));
            Pruning.Outcome all = prune(repository, "last=1", NOW);
            assertThat(all.removed()).containsExactly(physical.get(0), physical.get(2));
            assertThat(all.kept()).containsExactly(logical.get(0), physical.get(1), logical.get(3), physical.get(3));
            assertThat(all.proved()).contains(physical.get(1));
        }
    }

    @Test
    void sons_fathers_and_grandfathers_stay() {
        try (Repository repository = Fixture.plain(folder)) {
            List<BackupSet> sets = daily(repository, 100);
            Pruning.Outcome outcome = prune(repository, "last=2, daily=5, weekly=3, monthly=3", NOW);
            assertThat(outcome.kept())
                    .map(id -> id.text().substring(0, 8))
                    .containsExactly(
                            "20260930",
                            "20261031",
                            "20261108",
                            "20261115",
                            "20261116",
                            "20261117",
                            "20261118",
                            "20261119",
                            "20261120");
            assertThat(repository.sets()).hasSize(9);
            assertThat(repository.parts()).hasSize(9);
            assertThat(outcome.parts()).isEqualTo(sets.size() - 9L);
            assertThat(prune(repository, "last=2, daily=5, weekly=3, monthly=3", NOW)
                            .removed())
                    .isEmpty();
        }
    }

    @Test
    void the_newest_proved_one_is_never_removed() {
        try (Repository repository = Fixture.plain(folder)) {
            List<BackupSet> sets = daily(repository, 5);
            repository.record(drilled(sets.get(1).id(), true));
            repository.record(drilled(sets.get(3).id(), false));
            Pruning.Outcome outcome = prune(repository, "last=1", NOW);
            assertThat(outcome.kept())
                    .containsExactly(sets.get(1).id(), sets.get(4).id());
            assertThat(outcome.proved()).contains(sets.get(1).id());
        }
    }

    @Test
    void after_a_failed_backup_nothing_is_removed() {
        try (Repository repository = Fixture.plain(folder)) {
            daily(repository, 5);
            SetId failed = repository.begin(InstantSource.fixed(NOW));
            assertThatThrownBy(() -> prune(repository, "last=1", NOW))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining(failed.text());
            assertThat(repository.sets()).hasSize(5);
            set(repository, NOW);
            assertThat(prune(repository, "last=1", NOW).removed()).hasSize(5);
            assertThat(repository.unfinished()).isEmpty();
        }
    }

    @Test
    void a_clock_that_went_back_removes_nothing() {
        try (Repository repository = Fixture.plain(folder)) {
            daily(repository, 5);
            assertThatThrownBy(() -> prune(repository, "within=2d", NOW.minus(Duration.ofDays(30))))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("clock");
            assertThat(repository.sets()).hasSize(5);
        }
    }

    @Test
    void while_somebody_restores_nothing_is_removed() {
        try (Repository repository = Fixture.plain(folder)) {
            daily(repository, 3);
            try (Lease reader = Lease.read(repository.store(), InstantSource.fixed(NOW), "restore")) {
                assertThatThrownBy(() -> prune(repository, "last=1", NOW))
                        .isInstanceOf(Problem.class)
                        .hasMessageContaining("restore");
                reader.requireHeld();
            }
            assertThat(prune(repository, "last=1", NOW).removed()).hasSize(2);
        }
    }

    /// A restore that begins after the pruning has looked for readers: at each request that the pruning makes.
    @Test
    void who_begins_to_read_while_things_are_removed_is_told_to_wait() {
        try (Repository repository = Fixture.plain(folder)) {
            daily(repository, 3);
            List<Boolean> refused = new ArrayList<>();
            Store watched = new WrappedStore(new FolderStore(folder)) {
                @Override
                public void delete(ObjectName name) {
                    if (name.text().startsWith("sets/") || name.text().startsWith("parts/")) {
                        refused.add(readerIsRefused(repository));
                    }
                    super.delete(name);
                }
            };
            try (Repository pruned = Repository.open(watched, Optional.empty())) {
                assertThat(prune(pruned, "last=1", NOW).removed()).hasSize(2);
            }
            assertThat(refused).hasSizeGreaterThan(5).containsOnly(true);
            assertThat(readerIsRefused(repository)).isFalse();
            assertThat(repository.store().list("locks/")).isEmpty();
        }
    }

    private static boolean readerIsRefused(Repository repository) {
        try (Lease reader = Lease.read(repository.store(), InstantSource.fixed(NOW), "restore")) {
            reader.requireHeld();
            return false;
        } catch (Problem e) {
            assertThat(e.kind()).isEqualTo(Problem.Kind.BUSY);
            assertThat(e).hasMessageContaining("prune");
            return true;
        }
    }

    /// The machine sleeps in the middle of a pruning; meanwhile another one believes it dead and takes a backup that
    /// uses parts which the pruning was about to remove.
    @Test
    void a_pruning_that_slept_removes_nothing_more() {
        try (Repository repository = Fixture.plain(folder)) {
            daily(repository, 3);
            AtomicReference<Instant> now = new AtomicReference<>(NOW);
            Store sleeping = new WrappedStore(new FolderStore(folder)) {
                @Override
                public void delete(ObjectName name) {
                    super.delete(name);
                    if (name.text().startsWith("parts/")) {
                        now.set(NOW.plus(Lease.STALE));
                    }
                }
            };
            try (Repository pruned = Repository.open(sleeping, Optional.empty())) {
                Pruning pruning = new Pruning(pruned, now::get, WorkProgress.NONE);
                assertThatThrownBy(() -> pruning.run(KeepPolicy.of("last=1"), false))
                        .isInstanceOfSatisfying(
                                Problem.class, p -> assertThat(p.kind()).isEqualTo(Problem.Kind.BUSY));
            }
            assertThat(repository.parts()).hasSize(2);
        }
    }

    @Test
    void what_dead_writers_left_in_the_store_goes_after_a_day() throws IOException {
        try (Repository repository = Fixture.plain(folder)) {
            daily(repository, 1);
            Instant now = Instant.now();
            Path old = Files.writeString(folder.resolve("parts/.new-1"), "half");
            Path young = Files.writeString(folder.resolve("parts/.new-2"), "half");
            Files.setLastModifiedTime(old, FileTime.from(now.minus(Duration.ofHours(25))));
            prune(repository, "last=1", now);
            assertThat(old).doesNotExist();
            assertThat(young).exists();
        }
    }

    @Test
    void a_store_that_does_not_show_unfinished_uploads_is_pruned_all_the_same() {
        try (Repository repository = Fixture.plain(folder)) {
            daily(repository, 2);
            Store store = new WrappedStore(new FolderStore(folder)) {
                @Override
                public int sweep(Instant before) {
                    throw new Problem(Problem.Kind.STORE, "Access denied.", "Allow s3:ListBucketMultipartUploads.");
                }
            };
            try (Repository pruned = Repository.open(store, Optional.empty())) {
                Pruning.Outcome outcome = prune(pruned, "last=1", NOW);
                assertThat(outcome.removed()).hasSize(1);
                assertThat(outcome.notes()).singleElement().asString().contains("Access denied.");
            }
        }
    }

    @Test
    void what_would_be_removed_is_only_shown() {
        try (Repository repository = Fixture.plain(folder)) {
            daily(repository, 3);
            Pruning.Outcome outcome = new Pruning(repository, InstantSource.fixed(NOW), WorkProgress.NONE)
                    .run(KeepPolicy.of("last=1"), true);
            assertThat(outcome.removed()).hasSize(2);
            assertThat(outcome.parts()).isEqualTo(2);
            assertThat(repository.sets()).hasSize(3);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hourly=3", "last", "within=3", "daily=-1", "last=1;daily=2"})
    void a_policy_that_is_none_is_refused(String text) {
        assertThatThrownBy(() -> KeepPolicy.of(text))
                .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.kind()).isEqualTo(Problem.Kind.CONFIGURATION));
    }
}
