package dev.pgsteady.backup.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.backup.BackupSet;
import dev.pgsteady.backup.CronTimes;
import dev.pgsteady.backup.Fixture;
import dev.pgsteady.backup.KeepPolicy;
import dev.pgsteady.backup.Lease;
import dev.pgsteady.backup.Repository;
import dev.pgsteady.backup.Timetable;
import dev.pgsteady.backup.WorkProgress;
import dev.pgsteady.backup.store.FolderStore;
import dev.pgsteady.backup.upkeep.Outcome.Verdict;
import dev.pgsteady.backup.upkeep.Outcome.Work;
import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Environment;
import dev.pgsteady.embedded.Machine;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class RoundsTest {
    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    private static final Timetable NIGHTLY =
            new Timetable(CronTimes.of("0 3 * * *", ZoneOffset.UTC), CronTimes.of("0 5 * * 0", ZoneOffset.UTC));
    /// A Saturday.
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @TempDir
    Path folder;

    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final List<Outcome> heard = new ArrayList<>();

    private Path store() {
        return folder.resolve("store");
    }

    private Arrangement arrangement(ConnectionSettings server) {
        return new Arrangement(
                server,
                List.of(server.database()),
                KeepPolicy.of("last=2"),
                List.of(),
                List.of("SELECT count(*) = 3 FROM t"),
                folder.resolve("scratch"));
    }

    private Rounds rounds(Arrangement arrangement, WorkProgress progress) {
        Environment here = new Environment(java.util.Map.of(), folder, "nobody", List.of());
        Places places = new Places(store().toString(), Optional.empty(), here);
        return new Rounds(new Upkeep(arrangement, places, now::get, Machine.here(), progress), NIGHTLY, heard::add);
    }

    private Rounds rounds(TestDatabase database) {
        return rounds(arrangement(Fixture.settings(database)), WorkProgress.NONE);
    }

    private static void fill(TestDatabase database) throws SQLException {
        Fixture.execute(database, "CREATE TABLE t (id integer PRIMARY KEY); INSERT INTO t VALUES (1), (2), (3)");
    }

    private List<BackupSet> sets() {
        try (Repository repository = Repository.open(new FolderStore(store()), Optional.empty())) {
            return repository.sets();
        }
    }

    private List<Work> passed() {
        assertThat(heard).allMatch(o -> o.verdict() == Verdict.PASSED);
        return heard.stream().map(Outcome::work).toList();
    }

    @Test
    void what_is_due_is_done_and_not_again(TestDatabase database) throws Exception {
        fill(database);
        Fixture.plain(store()).close();
        Rounds rounds = rounds(database);
        assertThat(rounds.once()).isEqualTo(heard);
        assertThat(passed()).containsExactly(Work.BACKUP, Work.DRILL);
        assertThat(heard.getLast().words()).contains("proved");
        assertThat(rounds.once()).isEmpty();
        assertThat(rounds.next()).contains(Instant.parse("2026-11-22T03:00:00Z"));
        assertThat(sets()).hasSize(1);
    }

    @Test
    void what_was_slept_through_is_caught_up_once(TestDatabase database) throws Exception {
        fill(database);
        Fixture.plain(store()).close();
        Deque<Duration> sleeps = new ArrayDeque<>(List.of(Duration.ofDays(4), Duration.ZERO));
        rounds(database).stay(next -> {
            Optional<Duration> longer = Optional.ofNullable(sleeps.poll());
            longer.ifPresent(l -> now.set(next.orElseThrow().plus(l)));
            return longer.isPresent();
        });
        assertThat(passed()).containsExactly(Work.BACKUP, Work.DRILL, Work.BACKUP, Work.DRILL, Work.BACKUP);
        assertThat(sets()).hasSize(2);
    }

    /// The second begins while the first backs up.
    @Test
    void of_two_instances_on_one_store_one_does_it_and_the_other_leaves_it(TestDatabase database) throws Exception {
        fill(database);
        Fixture.plain(store()).close();
        Rounds second = rounds(database);
        AtomicReference<List<Outcome>> its = new AtomicReference<>(List.of());
        AtomicBoolean began = new AtomicBoolean();
        Rounds first = rounds(arrangement(Fixture.settings(database)), (stage, done, all) -> {
            if (!began.getAndSet(true)) {
                its.set(second.once());
            }
        });
        assertThat(first.once()).map(Outcome::verdict).containsExactly(Verdict.PASSED, Verdict.PASSED);
        assertThat(its.get()).singleElement().extracting(Outcome::verdict).isEqualTo(Verdict.LEFT);
        assertThat(second.next()).contains(NOON.plus(Rounds.FIRST_RETRY));
        assertThat(second.once()).isEmpty();
        assertThat(sets()).hasSize(1);
    }

    /// A hook in the form of a script that keeps what it hears.
    private Hook hook() throws IOException {
        Path script = folder.resolve("hook");
        Files.writeString(script, "#!/bin/sh\ncat >> '%s'\n".formatted(folder.resolve("heard")));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return new Hook(Optional.of(script.toString()));
    }

    @Test
    void after_a_backup_that_failed_nothing_is_removed_the_hook_hears_it_and_it_is_tried_again(TestDatabase database)
            throws Exception {
        fill(database);
        try (Repository repository = Fixture.plain(store())) {
            for (int i = 0; i < 4; i++) {
                Fixture.take(repository, database);
            }
        }
        now.set(Instant.now().plus(Duration.ofDays(2)));
        ConnectionSettings gone = Fixture.settings(database).withDatabase("no_such_database");
        Arrangement wrong = new Arrangement(
                gone,
                List.of(database.name(), "no_such_database"),
                KeepPolicy.of("last=1"),
                List.of(),
                List.of(),
                folder);
        Rounds rounds = rounds(wrong, WorkProgress.NONE);
        Outcome failed = rounds.once().getFirst();
        assertThat(failed.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(sets()).hasSize(4);
        assertThat(hook().tell(failed)).isEmpty();
        assertThat(folder.resolve("heard"))
                .content()
                .contains("\"passed\":false", "\"task\":\"BACKUP\"", "no_such_database");

        Instant first = rounds.next().orElseThrow();
        assertThat(first).isEqualTo(now.get().plus(Rounds.FIRST_RETRY));
        now.set(first);
        rounds.once();
        assertThat(rounds.next()).contains(first.plus(Rounds.FIRST_RETRY.multipliedBy(2)));
        assertThat(rounds(database).once()).first().extracting(Outcome::verdict).isEqualTo(Verdict.PASSED);
        assertThat(sets()).hasSize(2);
    }

    @Test
    void a_hook_that_fails_is_told_of_and_what_another_does_is_not_told() {
        Outcome outcome = new Outcome(Work.BACKUP, Verdict.PASSED, NOON, "taken");
        assertThat(new Hook(Optional.of("/nowhere/hook")).tell(outcome)).isPresent();
        assertThat(new Hook(Optional.of("true")).tell(outcome)).isEmpty();
        assertThat(new Hook(Optional.of("false")).tell(outcome)).contains("The hook ended with exit code 1.");
        assertThat(new Hook(Optional.of("false")).tell(new Outcome(Work.BACKUP, Verdict.LEFT, NOON, "")))
                .isEmpty();
    }

    @Test
    void a_store_that_is_away_is_told_and_what_was_missed_is_done_when_it_is_back(TestDatabase database)
            throws Exception {
        fill(database);
        Fixture.plain(store()).close();
        Path away = folder.resolve("away");
        Files.move(store(), away);
        Files.writeString(store(), "not a folder");
        Rounds rounds = rounds(database);
        assertThat(rounds.once()).singleElement().matches(o -> o.work() == Work.STORE && o.verdict() == Verdict.FAILED);
        assertThat(rounds.next()).contains(NOON.plus(Rounds.FIRST_RETRY));
        Files.delete(store());
        Files.move(away, store());
        assertThat(rounds.once()).map(Outcome::verdict).containsExactly(Verdict.PASSED, Verdict.PASSED);
        assertThat(rounds.next()).contains(Instant.parse("2026-11-22T03:00:00Z"));
    }

    private static Arrangement with(Arrangement before, UnaryOperator<List<String>> copies) {
        return new Arrangement(
                before.server(),
                before.databases(),
                before.keep(),
                copies.apply(before.copies()),
                before.smoke(),
                before.scratch());
    }

    @Test
    void a_copy_that_failed_is_told_keeps_old_ones_and_is_caught_up(TestDatabase database) throws Exception {
        fill(database);
        Fixture.plain(store()).close();
        Path copy = folder.resolve("copy");
        Arrangement copied = with(arrangement(Fixture.settings(database)), c -> List.of(copy.toString()));
        Files.writeString(copy, "not a folder");
        for (int day = 0; day < 3; day++) {
            Outcome outcome = rounds(copied, WorkProgress.NONE).once().getFirst();
            assertThat(outcome.verdict()).isEqualTo(Verdict.FAILED);
            assertThat(outcome.words()).contains("taken").contains("not copied to");
            now.set(now.get().plus(Duration.ofDays(1)));
        }
        assertThat(sets()).hasSize(3);
        Files.delete(copy);
        assertThat(rounds(copied, WorkProgress.NONE).once().getFirst().verdict())
                .isEqualTo(Verdict.PASSED);
        try (Repository there = Repository.open(new FolderStore(copy), Optional.empty())) {
            assertThat(there.sets()).hasSize(4).containsAll(sets());
        }
        assertThat(sets()).hasSizeLessThan(4);
    }

    @Test
    void while_somebody_reads_a_backup_is_taken_and_nothing_is_removed(TestDatabase database) throws Exception {
        fill(database);
        try (Repository repository = Fixture.plain(store())) {
            for (int i = 0; i < 4; i++) {
                Fixture.take(repository, database);
            }
            now.set(Instant.now().plus(Duration.ofDays(2)));
            try (Lease reader = Lease.read(repository.store(), now::get, "restore")) {
                Outcome outcome = rounds(database).once().getFirst();
                assertThat(outcome.verdict()).isEqualTo(Verdict.PASSED);
                assertThat(outcome.words()).contains("Nothing old was removed").contains("restore");
                reader.requireHeld();
            }
            assertThat(repository.sets()).hasSize(5);
        }
    }

    @Test
    void while_another_backup_runs_it_is_looked_at_again(TestDatabase database) throws Exception {
        fill(database);
        try (Repository repository = Fixture.plain(store())) {
            Rounds rounds = rounds(database);
            try (Lease other = Lease.write(repository.store(), now::get, "backup")) {
                Outcome outcome = rounds.once().getFirst();
                assertThat(outcome.verdict()).isEqualTo(Verdict.LEFT);
                assertThat(outcome.words()).contains("backup works on");
                other.requireHeld();
            }
            assertThat(rounds.next()).contains(NOON.plus(Rounds.FIRST_RETRY));
            assertThat(rounds.once()).map(Outcome::verdict).containsExactly(Verdict.PASSED, Verdict.PASSED);
        }
    }
}
