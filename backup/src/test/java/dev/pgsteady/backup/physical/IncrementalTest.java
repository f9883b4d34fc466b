package dev.pgsteady.backup.physical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgsteady.backup.BackupChains;
import dev.pgsteady.backup.BackupSet;
import dev.pgsteady.backup.CronTimes;
import dev.pgsteady.backup.DrillOptions.Level;
import dev.pgsteady.backup.DrillResult;
import dev.pgsteady.backup.KeepPolicy;
import dev.pgsteady.backup.PartId;
import dev.pgsteady.backup.Pruning;
import dev.pgsteady.backup.Repository;
import dev.pgsteady.backup.RepositoryCopy;
import dev.pgsteady.backup.Timetable;
import dev.pgsteady.backup.Verification;
import dev.pgsteady.backup.WorkProgress;
import dev.pgsteady.backup.store.FolderStore;
import dev.pgsteady.backup.store.ObjectName;
import dev.pgsteady.backup.upkeep.Arrangement;
import dev.pgsteady.backup.upkeep.Places;
import dev.pgsteady.backup.upkeep.Rounds;
import dev.pgsteady.backup.upkeep.Upkeep;
import dev.pgsteady.core.Environment;
import dev.pgsteady.core.Problem;
import dev.pgsteady.embedded.Machine;
import dev.pgsteady.embedded.RestoredServer;
import dev.pgsteady.testkit.Awaited;
import dev.pgsteady.testkit.Early;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/// Backups that hold the changed blocks only. They need PostgreSQL 17 or newer with all its programs, in a folder that
/// `PGSTEADY_TEST_POSTGRES_17` names.
@Early
@ResourceLock(Primary.TOOLS)
class IncrementalTest {
    private static final Map<String, String> SENDERS = Map.of("max_wal_senders", "8");
    private static final String NOTED = "select count(*) from pg_available_wal_summaries()";

    /// Notes that reach as far as the newest checkpoint.
    private static final String NOTED_ALL = NOTED + " where end_lsn >= (select redo_lsn from pg_control_checkpoint())";

    private static final String ROWS = """
            select (select md5(string_agg(t::text, ',' order by id)) from t) || ' '
                || (select coalesce(md5(string_agg(s::text, ',' order by id)), '-') from shrinks s) || ' '
                || (select string_agg(relname, ',' order by relname) from pg_class
                     where relnamespace = 'public'::regnamespace)""";

    @TempDir
    Path folder;

    private static Machine machine() {
        return Optional.ofNullable(System.getenv("PGSTEADY_TEST_POSTGRES_17"))
                .filter(f -> !f.isBlank())
                .map(f -> Machine.here().with("PGSTEADY_POSTGRES", f))
                .orElseGet(Primary::machine);
    }

    private Primary noting() {
        Primary primary = primary();
        primary.execute("alter system set summarize_wal = on");
        primary.execute("select pg_reload_conf()");
        return primary;
    }

    /// Started with nothing that an older server does not know.
    private Primary primary() {
        Machine machine = machine();
        Primary primary = Primary.in(folder, SENDERS, List.of(), machine);
        if (primary.number("show server_version_num") < 170_000) {
            primary.close();
            Assumptions.abort(
                    "skipped: needs PostgreSQL 17 with its programs; set PGSTEADY_TEST_POSTGRES_17 to their folder");
        }
        return primary;
    }

    private static BackupSet take(Repository repository, Primary primary, boolean incremental) {
        return new PhysicalBackup(
                        repository,
                        primary.settings(),
                        new PhysicalOptions(false, 2, incremental),
                        InstantSource.system(),
                        machine())
                .take("test", WorkProgress.NONE);
    }

    private static void fill(Primary primary) {
        primary.execute("create table t as select g id, md5(g::text) word from generate_series(1, 300000) g");
        primary.execute("create table shrinks as select g id, md5(g::text) word from generate_series(1, 60000) g");
        primary.execute("create table goes as select 1");
        primary.execute("vacuum freeze t, shrinks");
    }

    /// A file of each fate: it grows, shrinks, changes in one block, goes, comes.
    private static void change(Primary primary, int round) {
        primary.execute("update t set word = 'round %d' where id = %d".formatted(round, 1000 * round));
        primary.execute(
                "insert into t select g, 'more' from generate_series(%1$d000001, %1$d005000) g".formatted(round));
        primary.execute("delete from shrinks where id > %d".formatted(60_000 - 20_000 * round));
        primary.execute("vacuum shrinks");
        primary.execute("drop table if exists goes");
        primary.execute("create table comes_%d as select generate_series(1, 100)".formatted(round));
    }

    private static PointInTime recovery(Repository repository) {
        return new PointInTime(repository, machine(), InstantSource.system());
    }

    private Recovered recovered(Repository repository, BackupSet set, String name) {
        PointInTime recovery = recovery(repository);
        return recovery.restore(
                recovery.plan(new RecoveryTarget.BackupEnd(), Optional.of(set.id())),
                RecoveryOptions.service(folder.resolve(name), RestoredServer.freePort(25_000)),
                WorkProgress.NONE);
    }

    private String restored(Repository repository, Primary primary, BackupSet set, String name) {
        Recovered recovered = recovered(repository, set, name);
        try {
            return primary.text(recovered, ROWS);
        } finally {
            recovery(repository).server(recovered).stop();
        }
    }

    private static DrillResult drilled(Repository repository, BackupSet set, Path scratch) {
        return new PhysicalDrill(recovery(repository), scratch)
                .run(set, new PhysicalDrill.Wanted(Level.CHECK, Map.of(), Optional.empty()), WorkProgress.NONE);
    }

    @Test
    void each_backup_of_a_chain_comes_back_as_the_server_was_then() throws IOException {
        try (Primary primary = noting();
                Repository repository = primary.repository()) {
            fill(primary);
            BackupSet full = take(repository, primary, true);
            assertThat(full.parent()).isEmpty();
            assertThat(repository.manifest(full).warnings())
                    .contains("This is a full backup: there is no physical backup of this server yet.");
            change(primary, 1);
            String first = primary.text(ROWS);
            BackupSet one = take(repository, primary, true);
            change(primary, 2);
            String second = primary.text(ROWS);
            BackupSet two = take(repository, primary, true);
            assertThat(one.parent()).contains(full.id());
            assertThat(two.parent()).contains(one.id());
            assertThat(repository.manifest(two).warnings()).isEmpty();
            assertThat(two.contentBytes() * 2).isLessThan(full.contentBytes());
            assertThat(restored(repository, primary, one, "one")).isEqualTo(first);
            assertThat(restored(repository, primary, two, "two")).isEqualTo(second);
            DrillResult drill = drilled(repository, two, folder);
            assertThat(drill.failures()).isEmpty();
            try (Stream<Path> left = Files.list(folder)) {
                assertThat(left.map(f -> f.getFileName().toString()))
                        .containsExactlyInAnyOrder("state", "repository", "one", "two");
            }
        }
    }

    /// Full ones each day at midnight, the changed blocks each hour.
    @Test
    void by_the_clock_changes_are_taken_between_full_ones() {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2030-01-01T12:00:00Z"));
        try (Primary primary = noting();
                Repository repository = primary.repository()) {
            fill(primary);
            Timetable timetable = new Timetable(
                    CronTimes.NEVER,
                    CronTimes.of("0 0 * * *", ZoneOffset.UTC),
                    CronTimes.of("0 * * * *", ZoneOffset.UTC),
                    CronTimes.NEVER);
            Arrangement arrangement = new Arrangement(
                    primary.settings(), List.of("postgres"), KeepPolicy.of("last=1"), List.of(), List.of(), folder);
            Environment here = new Environment(Map.of(), folder, "nobody", List.of());
            Places places = new Places(primary.store().toString(), Optional.empty(), here);
            Rounds rounds = new Rounds(
                    new Upkeep(arrangement, places, now::get, machine(), WorkProgress.NONE), timetable, o -> {});
            List<String> words = new ArrayList<>();
            for (String time : List.of("12:00", "12:59", "13:10", "13:20", "14:00", "23:59")) {
                now.set(Instant.parse("2030-01-01T" + time + ":00Z"));
                rounds.once().forEach(o -> words.add(o.verdict() + " " + o.words()));
            }
            List<BackupSet> sets = repository.sets();
            assertThat(words).hasSize(4).allMatch(w -> w.startsWith("PASSED"), words.toString());
            assertThat(words.getFirst()).contains("taken: the whole server");
            assertThat(words.get(1))
                    .contains("taken: what changed since " + sets.getFirst().id());
            assertThat(sets).map(BackupSet::parent).first().isEqualTo(Optional.empty());
            assertThat(sets.subList(1, 4)).allMatch(s -> s.parent().isPresent());
            now.set(Instant.parse("2030-01-02T00:30:00Z"));
            assertThat(rounds.once()).singleElement().matches(o -> o.words().contains("taken: the whole server"));
            assertThat(repository.sets())
                    .singleElement()
                    .matches(s -> s.parent().isEmpty());
        }
    }

    @Test
    void a_chain_is_kept_and_copied_whole() {
        try (Primary primary = noting();
                Repository repository = primary.repository();
                FolderStore elsewhere = new FolderStore(folder.resolve("elsewhere"))) {
            fill(primary);
            BackupSet alone = take(repository, primary, false);
            BackupSet full = take(repository, primary, false);
            change(primary, 1);
            BackupSet last = take(repository, primary, true);
            assertThat(last.parent()).contains(full.id());
            assertThat(new RepositoryCopy(repository, elsewhere, InstantSource.system(), WorkProgress.NONE)
                            .run(List.of(last))
                            .sets())
                    .containsExactly(full.id(), last.id());
            Pruning.Outcome pruned = new Pruning(repository, InstantSource.system(), WorkProgress.NONE)
                    .run(KeepPolicy.of("last=1"), false);
            assertThat(pruned.removed()).containsExactly(alone.id());
            assertThat(pruned.kept()).containsExactly(full.id(), last.id());
            try (Repository copy = Repository.open(elsewhere, Optional.empty())) {
                assertThat(restored(copy, primary, last, "back")).isEqualTo(primary.text(ROWS));
            }
        }
    }

    @Test
    void a_damaged_or_lost_backup_is_named_for_all_that_build_on_it() {
        try (Primary primary = noting();
                Repository repository = primary.repository()) {
            fill(primary);
            BackupSet full = take(repository, primary, false);
            BackupSet one = take(repository, primary, true);
            Set<PartId> others = Set.copyOf(parts(repository, one));
            PartId part = parts(repository, full).stream()
                    .filter(p -> !others.contains(p))
                    .findFirst()
                    .orElseThrow();
            damage(primary.store().resolve(part.object().text()));
            assertThat(new Verification(repository, InstantSource.system(), WorkProgress.NONE).of(List.of(full, one)))
                    .allSatisfy((set, words) -> assertThat(words).hasSize(1));
            assertThat(drilled(repository, one, folder).passed()).isFalse();
            repository.store().delete(new ObjectName("sets/" + full.id() + "/COMMIT"));
            assertThatThrownBy(() -> restored(repository, primary, one, "back"))
                    .isInstanceOfSatisfying(Problem.class, p -> {
                        assertThat(p.kind()).isEqualTo(Problem.Kind.DAMAGED);
                        assertThat(p).hasMessageContaining("builds on " + full.id());
                    });
            assertThat(folder.resolve("back")).doesNotExist();
            BackupSet next = take(repository, primary, true);
            assertThat(next.parent()).isEmpty();
            assertThat(repository.manifest(next).warnings())
                    .contains("This is a full backup: no physical backup of this server is whole.");
            assertThat(new BackupChains(repository).firstWhole(List.of(next))).isPresent();
        }
    }

    private static List<PartId> parts(Repository repository, BackupSet set) {
        return repository.manifest(set).physical().orElseThrow().parts();
    }

    private static void damage(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length / 2] ^= 1;
            Files.setPosixFilePermissions(file, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void a_server_that_took_over_is_copied_whole_first() {
        try (Primary primary = noting();
                Repository repository = primary.repository()) {
            fill(primary);
            BackupSet full = take(repository, primary, false);
            Recovered recovered = recovered(repository, full, "next");
            try {
                var next = primary.settings(recovered);
                BackupSet set = new PhysicalBackup(
                                repository,
                                next,
                                new PhysicalOptions(false, 2, true),
                                InstantSource.system(),
                                machine())
                        .take("test", WorkProgress.NONE);
                assertThat(set.parent()).isEmpty();
                assertThat(repository.manifest(set).warnings().getFirst()).contains("timeline 2", full.id() + " on 1");
            } finally {
                recovery(repository).server(recovered).stop();
            }
        }
    }

    @Test
    void a_server_that_has_forgotten_what_changed_is_copied_whole() throws IOException {
        try (Primary primary = noting();
                Repository repository = primary.repository()) {
            BackupSet full = take(repository, primary, false);
            fill(primary);
            primary.execute("checkpoint");
            Awaited.until("notes of all that changed", () -> primary.number(NOTED_ALL) > 0);
            try (Stream<Path> notes = Files.list(primary.data().resolve("pg_wal/summaries"))) {
                for (Path note : notes.toList()) {
                    Files.delete(note);
                }
            }
            change(primary, 1);
            primary.execute("checkpoint");
            Awaited.until("new notes of what changed", () -> primary.number(NOTED) > 0);
            BackupSet next = take(repository, primary, true);
            assertThat(next.parent()).isEmpty();
            assertThat(repository.manifest(next).warnings())
                    .contains("This is a full backup: the server does not know which blocks have changed since "
                            + full.id() + ".");
        }
    }

    @Test
    void a_server_that_does_not_note_what_changes_is_told_how() {
        try (Primary primary = primary();
                Repository repository = primary.repository()) {
            assertThatThrownBy(() -> take(repository, primary, true)).isInstanceOfSatisfying(Problem.class, p -> {
                assertThat(p.kind()).isEqualTo(Problem.Kind.SERVER_REFUSED);
                assertThat(p.next()).contains("ALTER SYSTEM SET summarize_wal = on");
            });
            assertThat(repository.store().list("locks/")).isEmpty();
            BackupSet before = take(repository, primary, false);
            primary.execute("alter system set summarize_wal = on");
            primary.execute("select pg_reload_conf()");
            primary.execute("create table t as select generate_series(1, 10) id");
            BackupSet after = take(repository, primary, true);
            List<String> said = repository.manifest(after).warnings();
            assertThat(after.parent().isPresent() || said.toString().contains("does not know which blocks"))
                    .as("built on %s, %s, at %s", before.id(), said, Instant.now())
                    .isTrue();
        }
    }

    @Test
    void an_older_server_is_told_that_it_cannot() {
        try (Primary primary = Primary.in(folder);
                Repository repository = primary.repository()) {
            Assumptions.assumeTrue(primary.number("show server_version_num") < 170_000, "needs PostgreSQL 15 or 16");
            assertThatThrownBy(() -> take(repository, primary, true)).isInstanceOfSatisfying(Problem.class, p -> {
                assertThat(p.kind()).isEqualTo(Problem.Kind.SERVER_UNSUPPORTED);
                assertThat(p).hasMessageContaining("17 and newer");
            });
            assertThat(Stream.of("sets/", "locks/")
                            .flatMap(f -> repository.store().list(f).stream())
                            .collect(Collectors.toList()))
                    .isEmpty();
        }
    }
}
