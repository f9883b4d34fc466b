package dev.pgsteady.backup.physical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgsteady.backup.BackupSet;
import dev.pgsteady.backup.Repository;
import dev.pgsteady.backup.SetId;
import dev.pgsteady.backup.WorkProgress;
import dev.pgsteady.backup.store.FolderStore;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.embedded.RestoredServer;
import dev.pgsteady.testkit.Awaited;
import dev.pgsteady.testkit.Early;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/// One server with a past, and what can be made of its repository.
@Early
@ResourceLock(Primary.TOOLS)
class PointInTimeTest {
    private static final String SUM = "select count(*) || ' ' || coalesce(sum(amount), 0) from accounts";

    @TempDir
    static Path folder;

    @AutoClose
    private static Primary primary;

    @AutoClose
    private static Repository repository;

    private static BackupSet first;
    private static BackupSet second;
    private static Instant beforeFirst;
    private static Instant beforeDelete;
    private static Instant beforeDrop;
    private static Lsn afterDelete;
    private static long deletion;

    @TempDir
    Path own;

    @BeforeAll
    static void live() {
        primary = Primary.in(
                folder, Map.of("archive_mode", "on", "archive_command", "touch " + folder + "/archived"), List.of());
        repository = primary.repository();
        beforeFirst = now();
        first = backup();
        ReceiverOptions options = ReceiverOptions.usual(folder.resolve("spool"), "archive");
        try (WalReceiver receiver = WalReceiver.start(repository, primary.settings(), options, words -> {})) {
            primary.execute("create table accounts as select g id, g * 10 amount from generate_series(1, 1000) g");
            primary.execute("create type mood as enum ('sad', 'glad')");
            primary.execute("create table \"Moods\" (id int generated always as identity, m mood, ms mood[],"
                    + " t text collate \"C\", twice int generated always as (length(t) * 2) stored)");
            primary.execute(
                    "insert into \"Moods\" (m, ms, t) values ('glad', '{sad,glad}', E'a\\tb\\\\\\n'), (null, null, '')");
            primary.execute("select pg_create_restore_point('before_delete')");
            beforeDelete = now();
            deletion = Long.parseLong(
                    primary.text("with gone as (delete from accounts where id > 500) select pg_current_xact_id()"));
            afterDelete = Lsn.parse(primary.text("select pg_current_wal_lsn()"));
            primary.execute("select pg_switch_wal()");
            second = backup();
            primary.execute("insert into accounts select g, 1 from generate_series(2001, 2100) g");
            primary.execute("select pg_switch_wal()");
            beforeDrop = now();
            primary.execute("drop table \"Moods\"");
            primary.execute("select pg_switch_wal()");
            primary.execute("insert into accounts select g, 1 from generate_series(3001, 3007) g");
            Lsn end = Lsn.parse(primary.text("select pg_current_wal_lsn()"));
            Awaited.until(
                    "a receiver that has everything",
                    () -> RecoveryPoint.measure(primary.settings(), "archive", new WalArchive(repository))
                            .received()
                            .filter(l -> l.compareTo(end) >= 0)
                            .isPresent());
            assertThat(receiver.status().trouble()).isEmpty();
        }
    }

    private static Instant now() {
        return Instant.parse(primary.text(
                "select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"));
    }

    private static BackupSet backup() {
        return new PhysicalBackup(repository, primary.settings(), PhysicalOptions.USUAL, InstantSource.system())
                .take("test", WorkProgress.NONE);
    }

    private static PointInTime recovery(Repository from) {
        return new PointInTime(from, Primary.machine(), InstantSource.system());
    }

    private RecoveryOptions options() {
        return RecoveryOptions.service(own.resolve("back"), RestoredServer.freePort(25_200));
    }

    private record Seen(SetId set, String sum, Recovered recovered) {}

    private Seen recoveredTo(RecoveryTarget target) {
        PointInTime recovery = recovery(repository);
        Recovered recovered = recovery.restore(recovery.plan(target, Optional.empty()), options(), WorkProgress.NONE);
        try {
            return new Seen(recovered.set(), primary.text(recovered, SUM), recovered);
        } finally {
            recovery.server(recovered).stop();
        }
    }

    private static void assertRefused(Problem.Kind kind, String words, ThrowingCallable what) {
        assertThatThrownBy(what).isInstanceOfSatisfying(Problem.class, p -> {
            assertThat(p).hasMessageContaining(words);
            assertThat(p.kind()).isEqualTo(kind);
        });
    }

    @Test
    void before_a_delete_its_rows_are_there_and_the_backup_before_it_is_chosen() {
        Seen seen = recoveredTo(new RecoveryTarget.Time(beforeDelete));
        assertThat(seen.sum()).isEqualTo("1000 5005000");
        assertThat(seen.set()).isEqualTo(first.id());
        assertThat(seen.recovered().lastCommit().orElseThrow()).isBefore(beforeDelete);
        assertThat(own.resolve("back").resolve(DataFolder.WAL)).doesNotExist();
    }

    @Test
    void the_end_of_the_archive_holds_the_last_commit_and_begins_with_the_newest_backup() {
        Seen seen = recoveredTo(new RecoveryTarget.Latest());
        assertThat(seen.sum()).isEqualTo("607 1252607");
        assertThat(seen.sum()).isEqualTo(primary.text(SUM));
        assertThat(seen.set()).isEqualTo(second.id());
    }

    @Test
    void a_position_is_met() {
        assertThat(recoveredTo(new RecoveryTarget.Position(afterDelete)).sum()).isEqualTo("500 1252500");
    }

    @Test
    void a_restore_point_is_met() {
        PointInTime recovery = recovery(repository);
        PointInTime.Plan plan = recovery.plan(new RecoveryTarget.Named("before_delete"), Optional.of(first.id()));
        Recovered recovered = recovery.restore(plan, options(), WorkProgress.NONE);
        try {
            assertThat(primary.text(recovered, SUM)).isEqualTo("1000 5005000");
        } finally {
            recovery.server(recovered).stop();
        }
    }

    @Test
    void a_paused_server_can_be_read_and_takes_no_writes() {
        PointInTime recovery = recovery(repository);
        PointInTime.Plan plan = recovery.plan(new RecoveryTarget.Transaction(deletion), Optional.of(first.id()));
        Recovered recovered = recovery.restore(plan, options().at(RecoveryOptions.End.PAUSE), WorkProgress.NONE);
        try {
            assertThat(primary.text(recovered, SUM)).isEqualTo("500 1252500");
            assertThat(primary.text(recovered, "select pg_is_in_recovery()")).isEqualTo("t");
            assertThat(recovered.timeline()).isEqualTo(1);
        } finally {
            recovery.server(recovered).stop();
        }
    }

    @Test
    void what_came_back_archives_nothing_and_runs_nothing_for_others() throws IOException {
        Files.deleteIfExists(folder.resolve("archived"));
        PointInTime recovery = recovery(repository);
        Recovered recovered = recovery.restore(
                recovery.plan(new RecoveryTarget.BackupEnd(), Optional.empty()), options(), WorkProgress.NONE);
        try {
            primary.text(recovered, "select pg_switch_wal()");
            primary.text(recovered, "select 1 from pg_create_restore_point('x')");
            assertThat(primary.text(recovered, "show archive_mode")).isEqualTo("off");
            assertThat(primary.text(recovered, "show max_logical_replication_workers"))
                    .isEqualTo("0");
            assertThat(primary.text(recovered, "show listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(recovered.notes()).singleElement().asString().contains("Archiving, replication");
        } finally {
            recovery.server(recovered).stop();
        }
        assertThat(folder.resolve("archived")).doesNotExist();
    }

    @Test
    void a_dropped_table_comes_back_beside_what_is_there() throws IOException {
        TableAtTime tables = new TableAtTime(recovery(repository), primary.settings(), own);
        QualifiedName moods = new QualifiedName("public", "Moods");
        TableAtTime.Request request = TableAtTime.Request.at("postgres", moods, beforeDrop);
        TableAtTime.Result result = tables.restore(request, WorkProgress.NONE);
        assertThat(result.rows()).isEqualTo(2);
        assertThat(result.table().name()).matches("Moods_at_\\d{8}_\\d{6}");
        assertThat(primary.text("select jsonb_agg(to_jsonb(x) order by id) from %s x"
                        .formatted(result.table().sql())))
                .isEqualTo("[{\"m\": \"glad\", \"t\": \"a\\tb\\\\\\n\", \"id\": 1, \"ms\": [\"sad\", \"glad\"],"
                        + " \"twice\": 10}, {\"m\": null, \"t\": \"\", \"id\": 2, \"ms\": null, \"twice\": 0}]");
        assertRefused(Problem.Kind.OCCUPIED, "already", () -> tables.restore(request, WorkProgress.NONE));
        try (Stream<Path> left = Files.list(own)) {
            assertThat(left).isEmpty();
        }
        primary.execute("drop table " + result.table().sql());
    }

    @Test
    void a_time_before_the_first_backup_is_refused_with_the_window() {
        assertRefused(
                Problem.Kind.USAGE,
                first.id() + " from ",
                () -> recovery(repository).plan(new RecoveryTarget.Time(beforeFirst), Optional.empty()));
    }

    @Test
    void a_time_before_the_end_of_the_wanted_backup_is_refused() {
        assertRefused(
                Problem.Kind.USAGE,
                "is outside of what can be recovered",
                () -> recovery(repository).plan(new RecoveryTarget.Time(beforeDelete), Optional.of(second.id())));
    }

    @Test
    void a_time_after_the_last_commit_is_refused_with_that_commit_and_leaves_nothing() {
        Instant late = Instant.now().plusSeconds(3600);
        assertRefused(
                Problem.Kind.USAGE, "The last commit in it is of", () -> recoveredTo(new RecoveryTarget.Time(late)));
        assertThat(own).isEmptyDirectory();
    }

    @Test
    void a_folder_that_is_not_empty_is_refused_and_not_touched() throws IOException {
        Path kept = Files.writeString(Files.createDirectory(own.resolve("back")).resolve("kept"), "kept");
        assertRefused(
                Problem.Kind.OCCUPIED,
                "There is something in",
                () -> recoveredTo(new RecoveryTarget.Time(beforeDelete)));
        assertThat(kept).hasContent("kept");
    }

    @Test
    void what_a_killed_restore_left_is_no_server_and_is_in_nobodys_way() throws IOException {
        Path left = Files.createDirectories(own.resolve("back.restoring").resolve("base"));
        Files.writeString(left.resolve("junk"), "junk");
        assertThat(recoveredTo(new RecoveryTarget.Position(afterDelete)).sum()).isEqualTo("500 1252500");
        assertThat(own.resolve("back").resolve("base").resolve("junk")).doesNotExist();
    }

    /// A copy of the repository that a test may damage.
    private Repository copied() throws IOException {
        Path to = own.resolve("copy");
        try (Stream<Path> files = Files.walk(primary.store())) {
            for (Path file : files.toList()) {
                Path target = to.resolve(primary.store().relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
        return Repository.open(new FolderStore(to), Optional.empty());
    }

    private Path segment(Repository of, int fromTheEnd) throws IOException {
        List<String> whole = List.copyOf(new WalArchive(of).list().whole().keySet());
        String wanted = whole.get(whole.size() - fromTheEnd);
        try (Stream<Path> files = Files.walk(own.resolve("copy").resolve("wal"))) {
            return files.filter(f -> f.getFileName().toString().startsWith(wanted + "."))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static byte[] content(WalArchive archive, String segment) {
        return archive.content(
                archive.list().whole().getOrDefault(segment, List.of()).getFirst());
    }

    @Test
    void a_missing_segment_is_a_gap_behind_which_nothing_is_recovered() throws IOException {
        try (Repository broken = copied()) {
            Path gone = segment(broken, 1);
            Files.delete(gone);
            String name = gone.getFileName().toString().substring(0, 24);
            PointInTime recovery = recovery(broken);
            assertRefused(
                    Problem.Kind.DAMAGED,
                    "it is broken: " + name + " is missing",
                    () -> recovery.plan(new RecoveryTarget.Latest(), Optional.of(second.id())));
            Lsn behind = Lsn.parse(primary.text("select pg_current_wal_lsn()"));
            assertRefused(
                    Problem.Kind.USAGE,
                    name + " is missing",
                    () -> recovery.plan(new RecoveryTarget.Position(behind), Optional.empty()));
            WalWindow window = new WalArchive(broken).window(second);
            assertThat(window.until()).isEqualTo(WalSegment.of(name, 16 << 20).start());
            assertThat(window.gap().orElseThrow().next()).isPresent();
        }
    }

    @Test
    void a_truncated_segment_is_named_and_not_replayed() throws IOException {
        try (Repository broken = copied()) {
            Path cut = segment(broken, 1);
            byte[] bytes = Files.readAllBytes(cut);
            Files.write(cut, java.util.Arrays.copyOf(bytes, bytes.length / 2));
            String name = cut.getFileName().toString().substring(0, 24);
            assertThat(new WalArchive(broken).window(second).gap()).isEmpty();
            assertThat(new WalArchive(broken)
                            .verified(second)
                            .gap()
                            .orElseThrow()
                            .words())
                    .isEqualTo(name + " is damaged");
            PointInTime recovery = recovery(broken);
            PointInTime.Plan plan = recovery.plan(new RecoveryTarget.Latest(), Optional.empty());
            assertRefused(
                    Problem.Kind.DAMAGED,
                    name + " is damaged",
                    () -> recovery.restore(plan, options(), WorkProgress.NONE));
            assertThat(own.resolve("back")).doesNotExist();
        }
    }

    @Test
    void two_contents_for_one_segment_break_the_window() throws IOException {
        try (Repository broken = copied()) {
            WalArchive archive = new WalArchive(broken);
            Path one = segment(broken, 1);
            String name = one.getFileName().toString().substring(0, 24);
            byte[] content = content(archive, name);
            content[content.length / 2] ^= 1;
            archive.add(name, content, Optional.empty());
            assertThat(archive.window(second).gap().orElseThrow().words())
                    .isEqualTo(name + " is there with more than one content");
        }
    }

    @Test
    void a_segment_of_another_place_or_length_is_not_archived() throws IOException {
        try (Repository other = copied()) {
            WalArchive archive = new WalArchive(other);
            String name = archive.list().whole().keySet().iterator().next();
            byte[] content = content(archive, name);
            String elsewhere = name.substring(0, 16) + "000000F0";
            assertRefused(
                    Problem.Kind.DAMAGED,
                    "holds another stretch",
                    () -> archive.add(elsewhere, content, Optional.empty()));
            assertRefused(
                    Problem.Kind.DAMAGED,
                    "bytes instead of",
                    () -> archive.add(name, java.util.Arrays.copyOf(content, 5 << 20), Optional.empty()));
            assertRefused(
                    Problem.Kind.DAMAGED, "is of another server", () -> archive.add(name, content, Optional.of("42")));
        }
    }

    @Test
    void a_part_of_the_copy_that_was_changed_is_found_before_a_server_starts() throws IOException {
        try (Repository broken = copied()) {
            String part = broken.manifest(second)
                    .physical()
                    .orElseThrow()
                    .parts()
                    .getFirst()
                    .object()
                    .text();
            Path file = own.resolve("copy").resolve(part);
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length / 2] ^= 1;
            Files.write(file, bytes);
            PointInTime recovery = recovery(broken);
            PointInTime.Plan plan = recovery.plan(new RecoveryTarget.Latest(), Optional.of(second.id()));
            assertRefused(
                    Problem.Kind.DAMAGED, "is damaged", () -> recovery.restore(plan, options(), WorkProgress.NONE));
            assertThat(own.resolve("back")).doesNotExist();
            assertThat(own.resolve("back.restoring")).doesNotExist();
        }
    }
}
