package dev.pgsteady.backup.physical;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.backup.BackupSet;
import dev.pgsteady.backup.CronTimes;
import dev.pgsteady.backup.DrillResult;
import dev.pgsteady.backup.KeepPolicy;
import dev.pgsteady.backup.Repository;
import dev.pgsteady.backup.SetId;
import dev.pgsteady.backup.Timetable;
import dev.pgsteady.backup.WorkProgress;
import dev.pgsteady.backup.store.FolderStore;
import dev.pgsteady.backup.upkeep.Arrangement;
import dev.pgsteady.backup.upkeep.Metrics;
import dev.pgsteady.backup.upkeep.Outcome;
import dev.pgsteady.backup.upkeep.Outcome.Verdict;
import dev.pgsteady.backup.upkeep.Outcome.Work;
import dev.pgsteady.backup.upkeep.Places;
import dev.pgsteady.backup.upkeep.Rounds;
import dev.pgsteady.backup.upkeep.Upkeep;
import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Environment;
import dev.pgsteady.core.Secret;
import dev.pgsteady.testkit.Early;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

@Early
@ResourceLock(Primary.TOOLS)
class PhysicalRoundsTest {
    @TempDir
    Path folder;

    @Test
    void the_newest_backup_is_drilled_whichever_kind_it_is_of() {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
        try (Primary primary = Primary.in(folder);
                Repository repository = primary.repository()) {
            primary.execute("create table t as select g from generate_series(1, 100) g");
            Timetable timetable = new Timetable(
                    CronTimes.of("0 0 1 1 *", ZoneOffset.UTC), CronTimes.of("*/10 * * * *", ZoneOffset.UTC));
            Rounds rounds = new Rounds(upkeep(primary, now::get), timetable, o -> {});
            assertThat(rounds.once()).map(Outcome::work).containsExactly(Work.BACKUP, Work.DRILL);
            BackupSet set = new PhysicalBackup(repository, primary.settings(), PhysicalOptions.USUAL, now::get)
                    .take("test", WorkProgress.NONE);
            now.set(now.get().plus(Duration.ofMinutes(11)));
            Outcome drilled = rounds.once().getFirst();
            assertThat(drilled.words()).contains(set.id().text()).contains("proved");
            assertThat(drilled.verdict()).isEqualTo(Verdict.PASSED);
            assertThat(repository.drills(set.id())).singleElement().matches(DrillResult::passed);
            assertThat(repository.sets()).map(BackupSet::kind).containsExactly("logical", "physical");
            assertThat(new Metrics(places(primary), timetable, List.of("postgres"), now::get).text())
                    .contains("pgsteady_backup_wal_window_start_timestamp_seconds{store=\"" + primary.store() + "\"} ")
                    .contains("pgsteady_backup_wal_window_broken{store=\"" + primary.store() + "\"} 0\n");
        }
    }

    private static CronTimes cron(String text) {
        return CronTimes.of(text, ZoneOffset.UTC);
    }

    private static List<String> kinds(Repository repository) {
        return repository.sets().stream().map(BackupSet::kind).toList();
    }

    @Test
    void each_kind_is_taken_by_its_own_clock_copied_pruned_and_drilled_in_turn() {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
        try (Primary primary = Primary.in(folder);
                Repository repository = primary.repository()) {
            primary.execute("create table t as select g from generate_series(1, 100) g");
            Timetable timetable =
                    new Timetable(cron("*/20 * * * *"), cron("*/20 * * * *"), CronTimes.NEVER, cron("*/20 * * * *"));
            Path copy = folder.resolve("copy");
            Arrangement arrangement =
                    arrangement(primary.settings(), KeepPolicy.of("last=1"), List.of(copy.toString()));
            Rounds rounds = new Rounds(upkeep(primary, arrangement, now::get), timetable, o -> {});
            List<Outcome> first = rounds.once();
            assertThat(first).allMatch(o -> o.verdict() == Verdict.PASSED, first.toString());
            assertThat(first).map(Outcome::work).containsExactly(Work.BACKUP, Work.PHYSICAL_BACKUP, Work.DRILL);
            assertThat(first.get(1).words()).contains("taken: the whole server").contains("1 copied to");
            assertThat(rounds.once()).isEmpty();
            SetId physical = repository.sets().getLast().id();
            assertThat(repository.drills(physical)).hasSize(1);

            now.set(now.get().plus(Duration.ofMinutes(21)));
            List<Outcome> second = rounds.once();
            assertThat(second).allMatch(o -> o.verdict() == Verdict.PASSED, second.toString());
            assertThat(second.getFirst().words()).contains("1 older ones removed");
            // The first physical one stays as the newest that is proved.
            assertThat(kinds(repository)).containsExactly("physical", "logical", "physical");
            assertThat(repository.drills(repository.sets().get(1).id())).hasSize(1);
            try (Repository there = Repository.open(new FolderStore(copy), Optional.empty())) {
                assertThat(kinds(there)).containsExactly("logical", "physical", "logical", "physical");
            }
        }
    }

    @Test
    void where_the_server_cannot_be_copied_logical_backups_go_on_and_no_physical_one_is_removed() {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
        try (Primary primary = Primary.in(folder);
                Repository repository = primary.repository()) {
            primary.execute("create table t as select g from generate_series(1, 100) g");
            primary.execute("create role reader login password 'r'");
            primary.execute("grant pg_read_all_data to reader");
            for (int i = 0; i < 2; i++) {
                new PhysicalBackup(repository, primary.settings(), PhysicalOptions.USUAL, now::get)
                        .take("test", WorkProgress.NONE);
            }
            Timetable timetable =
                    new Timetable(cron("*/20 * * * *"), cron("*/20 * * * *"), cron("*/5 * * * *"), CronTimes.NEVER);
            ConnectionSettings reader = ConnectionSettings.to(
                            "127.0.0.1", primary.settings().hosts().getFirst().port(), "postgres", "reader")
                    .withPassword(Secret.of("r"));
            Arrangement arrangement = arrangement(reader, KeepPolicy.of("last=1"), List.of());
            Rounds rounds = new Rounds(upkeep(primary, arrangement, now::get), timetable, o -> {});
            for (int i = 0; i < 2; i++) {
                now.set(now.get().plus(Duration.ofMinutes(21)));
                List<Outcome> outcomes = rounds.once();
                assertThat(outcomes).map(Outcome::work).containsExactly(Work.BACKUP, Work.PHYSICAL_BACKUP);
                assertThat(outcomes).map(Outcome::verdict).containsExactly(Verdict.PASSED, Verdict.FAILED);
                assertThat(outcomes.getLast().words())
                        .contains("The role reader may not copy the server.")
                        .contains("REPLICATION");
            }
            assertThat(kinds(repository)).containsExactly("physical", "physical", "logical");
            assertThat(rounds.next()).isPresent();
            assertThat(repository.store().list("locks/")).isEmpty();
        }
    }

    private Upkeep upkeep(Primary primary, InstantSource clock) {
        return upkeep(primary, arrangement(primary.settings(), KeepPolicy.USUAL, List.of()), clock);
    }

    private Upkeep upkeep(Primary primary, Arrangement arrangement, InstantSource clock) {
        return new Upkeep(arrangement, places(primary), clock, Primary.machine(), WorkProgress.NONE);
    }

    private Arrangement arrangement(ConnectionSettings server, KeepPolicy keep, List<String> copies) {
        return new Arrangement(
                server,
                List.of("postgres"),
                keep,
                copies,
                List.of("select count(*) = 100 from t"),
                folder.resolve("scratch"));
    }

    private Places places(Primary primary) {
        Environment here = new Environment(Map.of(), folder, "nobody", List.of());
        return new Places(primary.store().toString(), Optional.empty(), here);
    }
}
