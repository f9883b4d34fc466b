package dev.pgsteady.backup.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.backup.BackupSet;
import dev.pgsteady.backup.CronTimes;
import dev.pgsteady.backup.DrillOptions;
import dev.pgsteady.backup.DrillResult;
import dev.pgsteady.backup.Fixture;
import dev.pgsteady.backup.Lease;
import dev.pgsteady.backup.Repository;
import dev.pgsteady.backup.Timetable;
import dev.pgsteady.core.Environment;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class MetricsTest {
    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    private static final Timetable DAILY =
            new Timetable(CronTimes.of("0 3 * * *", ZoneOffset.UTC), CronTimes.of("0 5 * * 0", ZoneOffset.UTC));

    @TempDir
    Path folder;

    /// The figures by name and kind, as the page has them.
    private Map<String, String> page(Path store, Instant now) {
        return page(store, DAILY, now);
    }

    private Map<String, String> page(Path store, Timetable timetable, Instant now) {
        Places places =
                new Places(store.toString(), Optional.empty(), new Environment(Map.of(), folder, "nobody", List.of()));
        String text = new Metrics(places, timetable, List.of(), InstantSource.fixed(now)).text();
        assertThat(text).endsWith("\n# EOF\n");
        assertThat(text.lines())
                .allMatch(l -> l.matches("# (HELP|TYPE) pgsteady_backup_[a-z_]+ .*|# EOF"
                        + "|pgsteady_backup_[a-z_]+\\{store=\"[^\"]+\"(,kind=\"(logical|physical)\")?} -?[0-9.]+"));
        return text.lines()
                .filter(l -> !l.startsWith("#"))
                .map(l -> l.replace("store=\"" + store + "\"", "").replace("pgsteady_backup_", ""))
                .collect(Collectors.toMap(l -> l.substring(0, l.indexOf(' ')), l -> l.substring(l.indexOf(' ') + 1)));
    }

    private static String seconds(Instant time) {
        return new java.math.BigDecimal(time.toEpochMilli())
                .movePointLeft(3)
                .stripTrailingZeros()
                .toPlainString();
    }

    @Test
    void the_figures_are_those_of_the_newest_backup_and_its_drill(TestDatabase database) throws Exception {
        Fixture.execute(database, "CREATE TABLE t (id integer); INSERT INTO t VALUES (1), (2)");
        try (Repository repository = Fixture.plain(folder)) {
            Fixture.take(repository, database);
            BackupSet set = Fixture.take(repository, database);
            Instant drilled = set.started().plusSeconds(9).truncatedTo(ChronoUnit.MILLIS);
            repository.record(drill(set, drilled, true));
            repository.record(drill(set, drilled.plusSeconds(1), false));
            repository.begin(InstantSource.system());
            Map<String, String> page = page(folder, set.started());
            assertThat(page)
                    .containsEntry("store_up{}", "1")
                    .containsEntry("sets{,kind=\"logical\"}", "2")
                    .containsEntry("sets{,kind=\"physical\"}", "0")
                    .containsEntry("last_rows{,kind=\"logical\"}", "2")
                    .containsEntry("last_timestamp_seconds{,kind=\"logical\"}", seconds(set.started()))
                    .containsEntry("last_stored_bytes{,kind=\"logical\"}", Long.toString(set.storedBytes()))
                    .containsEntry("last_added_bytes{,kind=\"logical\"}", "0")
                    .containsEntry("repository_bytes{}", Long.toString(set.storedBytes()))
                    .containsEntry("unfinished{}", "1")
                    .containsEntry("last_failed{}", "1")
                    .containsEntry("drill_last_timestamp_seconds{}", seconds(drilled.plusSeconds(1)))
                    .containsEntry("drill_last_passed{}", "0")
                    .containsEntry("drill_last_passed_timestamp_seconds{}", seconds(drilled))
                    .containsEntry("drill_recovery_seconds{}", "1.5")
                    .doesNotContainKey("wal_window_broken{}");
            try (Lease working = Lease.write(repository.store(), InstantSource.fixed(set.started()), "backup")) {
                assertThat(page(folder, set.started())).containsEntry("last_failed{}", "0");
                working.requireHeld();
            }
        }
    }

    private static DrillResult drill(BackupSet set, Instant at, boolean passed) {
        return new DrillResult(
                set.id(),
                at,
                passed,
                DrillOptions.Level.CHECK,
                150018,
                2,
                1,
                Map.of(),
                1.5,
                passed ? List.of() : List.of("no"),
                List.of(),
                "test",
                "here",
                java.util.Optional.empty());
    }

    @Test
    void what_is_overdue_is_due_in_the_past(TestDatabase database) throws Exception {
        Fixture.execute(database, "CREATE TABLE t (id integer)");
        try (Repository repository = Fixture.plain(folder)) {
            BackupSet set = Fixture.take(repository, database);
            Instant three = set.started().truncatedTo(ChronoUnit.DAYS).plus(Duration.ofHours(3));
            Instant next = three.isAfter(set.started()) ? three : three.plus(Duration.ofDays(1));
            assertThat(page(folder, set.started())).containsEntry("next_timestamp_seconds{}", seconds(next));
            Instant late = next.plus(Duration.ofHours(49));
            assertThat(page(folder, late)).containsEntry("next_timestamp_seconds{}", seconds(next));
        }
    }

    @Test
    void a_physical_backup_is_overdue_on_its_own(TestDatabase database) throws Exception {
        Fixture.execute(database, "CREATE TABLE t (id integer)");
        Timetable hourly = new Timetable(
                CronTimes.NEVER,
                CronTimes.of("0 1 * * 0", ZoneOffset.UTC),
                CronTimes.of("0 * * * *", ZoneOffset.UTC),
                CronTimes.NEVER);
        try (Repository repository = Fixture.plain(folder)) {
            BackupSet set = Fixture.take(repository, database);
            assertThat(page(folder, set.started())).doesNotContainKey("physical_next_timestamp_seconds{}");
            Instant hour = set.started().truncatedTo(ChronoUnit.HOURS);
            Map<String, String> page = page(folder, hourly, hour.plusSeconds(1));
            assertThat(page).doesNotContainKeys("next_timestamp_seconds{}", "drill_next_timestamp_seconds{}");
            Instant since = Instant.ofEpochSecond(Long.parseLong(
                    page.getOrDefault("physical_next_timestamp_seconds{}", "").replaceAll("[.].*", "")));
            assertThat(since).isBeforeOrEqualTo(hour);
        }
    }

    @Test
    void a_store_that_is_away_is_a_figure_of_its_own() {
        assertThat(page(folder.resolve("away"), Instant.EPOCH)).containsExactly(Map.entry("store_up{}", "0"));
    }

    @Test
    void a_name_stands_for_one_figure() {
        assertThat(Arrays.stream(BackupMetric.values()).map(BackupMetric::metricName))
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("pgsteady_backup_[a-z_]+"));
    }
}
