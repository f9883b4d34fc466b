package dev.pgsteady.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.backup.DrillOptions.Level;
import dev.pgsteady.embedded.Machine;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class DrillTest {
    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    @TempDir
    Path folder;

    private static DrillResult drill(Repository repository, BackupSet set, DrillOptions options) {
        return new Drill(repository, InstantSource.system(), Machine.here(), WorkProgress.NONE).run(set, options);
    }

    @Test
    void a_backup_with_everything_in_it_is_proved_and_the_proof_is_kept(TestDatabase database) throws Exception {
        Fixture.execute(database, Fixture.everything());
        try (Repository repository = Fixture.plain(folder)) {
            BackupSet set = Fixture.take(repository, database);
            assertThat(Drill.newestProved(repository)).isEmpty();
            DrillOptions options = new DrillOptions(
                    Level.CHECK, List.of("SELECT count(*) = 3000 FROM users", "SELECT id FROM users LIMIT 1"), 2);
            DrillResult result = drill(repository, set, options);
            assertThat(result.failures()).isEmpty();
            assertThat(result.passed()).isTrue();
            assertThat(result.rows()).isEqualTo(3_916);
            assertThat(result.seconds()).containsKeys("bytes", "server", "load", "compare", "check");
            assertThat(repository.drills(set.id())).containsExactly(result);
            assertThat(Drill.newestProved(repository)).contains(set);
        }
    }

    @Test
    void in_a_given_server_a_scratch_database_is_made_and_dropped(TestDatabase database) throws Exception {
        Fixture.execute(database, Fixture.everything());
        String databases = "SELECT count(*) FROM pg_database WHERE datname LIKE 'pgsteady_drill%'";
        try (Repository repository = Fixture.plain(folder)) {
            BackupSet set = Fixture.take(repository, database);
            DrillOptions options = DrillOptions.USUAL.on(Fixture.settings(database));
            DrillResult result = drill(repository, set, options);
            assertThat(result.failures()).isEmpty();
            assertThat(result.notes()).isEmpty();
            assertThat(result.rows()).isEqualTo(3_916);
            assertThat(result.seconds()).doesNotContainKey("server");
            assertThat(Fixture.value(Fixture.settings(database), databases)).isEqualTo("0");
        }
    }

    @Test
    void in_a_given_server_only_a_lost_role_that_the_backup_names_leaves_rights_out(TestDatabase database)
            throws Exception {
        String owner = database.name() + "_owner";
        String idle = database.name() + "_idle";
        Fixture.execute(
                database,
                "CREATE ROLE %1$s; CREATE ROLE %2$s; CREATE TABLE t AS SELECT 1 AS one; ALTER TABLE t OWNER TO %1$s"
                        .formatted(owner, idle));
        try (Repository repository = Fixture.plain(folder)) {
            BackupSet set = Fixture.take(repository, database);
            DrillOptions options = DrillOptions.USUAL.on(Fixture.settings(database));
            Fixture.execute(database, "DROP ROLE " + idle);
            assertThat(drill(repository, set, options).notes()).isEmpty();
            Fixture.execute(database, "DROP TABLE t; DROP ROLE " + owner);
            DrillResult result = drill(repository, set, options);
            assertThat(result.failures()).isEmpty();
            assertThat(result.notes())
                    .containsExactly("Owners and rights were left out: the server has no role %s.".formatted(owner));
        }
    }

    @Test
    void a_live_database_that_somebody_wrote_to_is_told_by_table_and_fails_no_backup(TestDatabase database)
            throws Exception {
        Fixture.execute(database, Fixture.everything());
        try (Repository repository = Fixture.plain(folder)) {
            BackupSet set = Fixture.take(repository, database);
            DrillOptions options =
                    new DrillOptions(Level.RESTORE, List.of(), 2).comparedWith(Fixture.settings(database));
            assertThat(live(drill(repository, set, options))).isEmpty();
            Fixture.execute(database, "UPDATE users SET score = 1 WHERE id = 1234; DROP INDEX \"Shop äö\".orders_user");
            DrillResult result = drill(repository, set, options);
            assertThat(result.passed()).isTrue();
            assertThat(live(result))
                    .containsExactlyInAnyOrder(
                            database.name() + ": CREATE INDEX \"Shop äö\".orders_user: is missing",
                            database.name()
                                    + ": table public.users: has the 3000 rows of the backup in number, but not in content");
            assertThat(repository.drills(set.id()).getLast()).isEqualTo(result);
            assertThat(result.summary().getLast()).contains("not the same in 2 places", "wrote to it since");
        }
    }

    private static List<String> live(DrillResult result) {
        return result.reached().orElseThrow().live().orElseThrow();
    }

    @Test
    void a_runbook_fails_it_by_a_command_that_it_does_not_say_or_that_fails(TestDatabase database) throws Exception {
        Fixture.execute(database, "CREATE TABLE t (id integer)");
        try (Repository repository = Fixture.plain(folder)) {
            BackupSet set = Fixture.take(repository, database);
            List<RunbookCommand> commands = Runbook.commands(folder.toString(), database.name());
            List<List<String>> heard = new ArrayList<>();
            RunbookTrial.Program program = arguments -> {
                heard.add(arguments);
                return new RunbookTrial.Ended(arguments.contains("--replace") ? 36 : 0, "is there already");
            };
            String document =
                    commands.get(0).line("pgsteady") + "\n" + commands.get(2).line("pgsteady");
            DrillOptions options = new DrillOptions(Level.RESTORE, List.of(), 1)
                    .with(new RunbookTrial(document, Optional.of(database.name()), commands, "pgsteady", program));
            DrillResult result = drill(repository, set, options);
            assertThat(result.passed()).isFalse();
            assertThat(result.failures())
                    .satisfiesExactly(
                            missing -> assertThat(missing)
                                    .contains("does not say: " + commands.get(1).line("pgsteady")),
                            failed -> assertThat(failed).contains("exit code 36", "--replace", "is there already"));
            assertThat(heard).hasSize(3);
            assertThat(heard.get(1).get(1)).startsWith("postgresql://");
        }
    }

    @Test
    void queries_that_answer_no_or_nothing_fail_it(TestDatabase database) throws Exception {
        Fixture.execute(database, "CREATE TABLE t (id integer)");
        try (Repository repository = Fixture.plain(folder)) {
            BackupSet set = Fixture.take(repository, database);
            List<String> queries =
                    List.of("SELECT count(*) > 0 FROM t", "SELECT id FROM t", "SELECT 1 FROM gone", "DELETE FROM t");
            DrillResult result = drill(repository, set, new DrillOptions(Level.CHECK, queries, 2));
            assertThat(result.passed()).isFalse();
            assertThat(result.failures()).hasSize(4);
            assertThat(Drill.newestProved(repository)).isEmpty();
        }
    }

    @Test
    void a_lost_part_fails_it_by_name_before_a_server_is_started(TestDatabase database) throws Exception {
        Fixture.execute(database, "CREATE TABLE t (id integer); INSERT INTO t VALUES (1)");
        try (Repository repository = Fixture.plain(folder)) {
            BackupSet set = Fixture.take(repository, database);
            PartId part = Parts.of(repository.manifest(set)).findFirst().orElseThrow();
            Files.delete(folder.resolve(part.object().text()));
            DrillResult result = drill(repository, set, DrillOptions.USUAL);
            assertThat(result.passed()).isFalse();
            assertThat(result.failures()).singleElement().asString().contains(part.hex());
            assertThat(result.seconds()).containsOnlyKeys("bytes");
        }
    }

    @Test
    void a_result_that_somebody_else_wrote_counts_for_nothing(TestDatabase database) throws Exception {
        Fixture.execute(database, "CREATE TABLE t (id integer)");
        try (Repository repository = Repository.create(
                        new dev.pgsteady.backup.store.FolderStore(folder),
                        Optional.of(dev.pgsteady.core.Secret.of("secret")))
                .repository()) {
            BackupSet set = Fixture.take(repository, database);
            DrillResult result = drill(repository, set, new DrillOptions(Level.RESTORE, List.of(), 1));
            assertThat(repository.drills(set.id())).hasSize(1);
            Path drills = folder.resolve("sets/" + set.id() + "/drills");
            try (var files = Files.list(drills)) {
                Path file = files.findFirst().orElseThrow();
                Files.writeString(file, Files.readString(file).replace("\"passed\":true", "\"passed\":false"));
            }
            assertThat(result.passed()).isTrue();
            assertThat(repository.drills(set.id())).isEmpty();
        }
    }
}
