package dev.pgsteady.backup.physical;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.backup.BackupSet;
import dev.pgsteady.backup.CronTimes;
import dev.pgsteady.backup.DrillResult;
import dev.pgsteady.backup.KeepPolicy;
import dev.pgsteady.backup.Repository;
import dev.pgsteady.backup.Timetable;
import dev.pgsteady.backup.WorkProgress;
import dev.pgsteady.backup.upkeep.Arrangement;
import dev.pgsteady.backup.upkeep.Metrics;
import dev.pgsteady.backup.upkeep.Outcome;
import dev.pgsteady.backup.upkeep.Outcome.Verdict;
import dev.pgsteady.backup.upkeep.Outcome.Work;
import dev.pgsteady.backup.upkeep.Places;
import dev.pgsteady.backup.upkeep.Rounds;
import dev.pgsteady.backup.upkeep.Upkeep;
import dev.pgsteady.core.Environment;
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

    private Upkeep upkeep(Primary primary, InstantSource clock) {
        Arrangement arrangement = new Arrangement(
                primary.settings(),
                List.of("postgres"),
                KeepPolicy.USUAL,
                List.of(),
                List.of("select count(*) = 100 from t"),
                folder.resolve("scratch"));
        return new Upkeep(arrangement, places(primary), clock, Primary.machine(), WorkProgress.NONE);
    }

    private Places places(Primary primary) {
        Environment here = new Environment(Map.of(), folder, "nobody", List.of());
        return new Places(primary.store().toString(), Optional.empty(), here);
    }
}
