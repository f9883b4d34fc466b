package dev.pgsteady.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.Secret;
import dev.pgsteady.migrate.Address;
import dev.pgsteady.migrate.Complaint;
import dev.pgsteady.migrate.FlywayFolder;
import dev.pgsteady.migrate.Migrations;
import dev.pgsteady.migrate.RevisionFolder;
import dev.pgsteady.migrate.RunOptions;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MigrateAdoptTest {
    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    static final String FLYWAY = """
            create table flyway_schema_history (installed_rank integer not null constraint flyway_schema_history_pk primary key,
              version varchar(50), description varchar(200) not null, type varchar(20) not null, script varchar(1000) not null,
              checksum integer, installed_by varchar(100) not null, installed_on timestamp not null default now(),
              execution_time integer not null, success boolean not null);
            insert into flyway_schema_history values (1, '1', 'users', 'SQL', 'V1__users.sql', 1, 'x', now(), 1, true);
            create table users (id bigint generated always as identity primary key, mail text not null unique);""";
    private static final String TABLE =
            "create table users (id bigint generated always as identity primary key, mail text not null unique)";

    private final Path folder;
    private final TestDatabase database;
    private final CommandRun command = new CommandRun();

    MigrateAdoptTest(@TempDir Path folder, TestDatabase database) throws SQLException {
        this.folder = folder.resolve("migrations");
        this.database = database.execute(FLYWAY);
    }

    private int run(String action, String... options) {
        return command.run("migrate", action, folder, options);
    }

    @Test
    void a_database_of_flyway_is_adopted_once_and_migrated_on() throws IOException {
        String url = CommandRun.url(database);

        assertThat(run("adopt", url)).isZero();
        assertThat(command.out())
                .startsWith("Flyway at 1, 1 applied\n")
                .contains("It was tried: up gives this schema, down gives nothing.")
                .endsWith("The history now says that the database has it; nothing else in it was changed.\n");
        assertThat(run("check", url)).isZero();
        assertThat(run("verify")).isZero();

        assertThat(run("adopt", url)).isZero();
        assertThat(command.out()).isEqualTo("The database is adopted already: its history has 1 revision.\n");

        Path wanted = Files.writeString(
                folder.resolveSibling("wanted.sql"),
                "create table users (id bigint generated always as identity primary key, mail text not null unique, bio text);");
        assertThat(run("new", "bio", "--to", wanted.toString())).isZero();
        assertThat(run("up", url)).isZero();
        assertThat(run("check", "--drift", url)).isZero();
        assertThat(run("down", url)).isZero();
    }

    @Test
    void a_dry_run_shows_the_revision_and_leaves_no_trace() throws SQLException {
        assertThat(run("adopt", "--dry-run", CommandRun.url(database))).isZero();

        assertThat(command.out()).contains("CREATE TABLE public.users").endsWith("The database was not touched.\n");
        assertThat(folder).doesNotExist();
        assertThatThrownBy(() -> database.execute("select from pgsteady_revisions"))
                .isInstanceOf(SQLException.class);
    }

    @Test
    void another_copy_is_stamped_with_the_revisions_of_the_first() {
        assertThat(run("adopt", "--no-stamp", CommandRun.url(database))).isZero();
        assertThat(run("adopt", "--json", CommandRun.url(database))).isZero();

        assertThat(command.json().get("stamped").asBoolean()).isTrue();
        assertThat(command.json().at("/tools/0/tool").asString()).isEqualTo("Flyway");
        assertThat(command.json().at("/revision/origin").asString()).isEqualTo("adopted from Flyway");
    }

    @Test
    void the_files_of_flyway_are_kept_when_they_are_what_it_applied() throws IOException, SQLException {
        Path files = Files.createDirectories(folder.resolveSibling("flyway"));
        String users =
                "create table users (id bigint generated always as identity primary key,\r\n mail text not null unique);\n";
        Files.writeString(files.resolve("V1__users.sql"), "\uFEFF" + users);
        Files.writeString(files.resolve("V1.10__bio.sql"), "alter table users add column bio text;");
        Files.writeString(files.resolve("U1.10__bio.sql"), "alter table users drop column bio;");
        assertThatThrownBy(() -> run("adopt", "--keep-folder", files.toString(), CommandRun.url(database)))
                .hasMessage(
                        "The files are not those that Flyway applied: V1__users.sql was edited after it was applied.");

        CRC32 crc = new CRC32();
        users.lines().forEach(l -> crc.update(l.getBytes(StandardCharsets.UTF_8)));
        database.execute("update flyway_schema_history set checksum = " + (int) crc.getValue());
        assertThat(run("adopt", "--keep-folder", files.toString(), CommandRun.url(database)))
                .isZero();
        assertThat(command.out()).contains("Its 1 applied file gives just what the database has; 1 are pending.");

        RevisionFolder kept = new RevisionFolder(folder, List.of(), Optional.of(new FlywayFolder(files, Map.of())));
        try (Migrations migrations = new Migrations(kept, settings(), RunOptions.USUAL)) {
            assertThat(migrations.up(new Address.Head(), e -> {})).hasSize(1);
            database.execute("update users set bio = ''");
            assertThat(migrations.down(Address.parse("-1"), e -> {})).hasSize(1);
            assertThat(migrations.status().edited()).isEmpty();
        }
        Files.writeString(files.resolve("V2__grant.sql"), "select 1;\ngrant select on users to ${reader};");
        assertThat(kept.read().complaints())
                .singleElement()
                .returns(2, Complaint::line)
                .returns("has the placeholder ${reader}, and nothing says what it stands for.", Complaint::what);
        RevisionFolder told = new RevisionFolder(
                folder, List.of(), Optional.of(new FlywayFolder(files, Map.of("reader", "pg_monitor"))));
        assertThat(told.read().sound().heads().getFirst().upgrade().sql()).endsWith("to pg_monitor;");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Flyway         | V1__users.sql={}; | V2__bio.sql=alter table users add column bio text; | R__names.sql=create or replace view names as select mail from users;
            golang-migrate | 000001_users.up.sql=begin;\\n{};\\ncommit; | 000001_users.down.sql=drop table users; | 000002_bio.up.sql=alter table users add column bio text;
            dbmate         | 001_users.sql=-- migrate:up\\n{};\\n-- migrate:down\\ndrop table users; | 002_bio.sql=-- migrate:up\\nalter table users add column bio text;\\n-- migrate:down\\nalter table users drop column bio; |
            goose          | 00001_users.sql=-- +goose Up\\n-- +goose StatementBegin\\n{};\\n-- +goose StatementEnd\\n-- +goose Down\\ndrop table users; | 00002_bio.sql=-- +goose Up\\nalter table users add column bio text;\\n-- +goose Down\\nalter table users drop column bio; |
            """)
    void the_files_of_a_tool_become_revisions(String tool, String first, String second, String third)
            throws IOException, SQLException {
        Path files = Files.createDirectories(folder.resolveSibling("files"));
        for (String file : List.of(first, second, Optional.ofNullable(third).orElse("-"))) {
            String[] parts = file.split("=", 2);
            if (parts.length == 2) {
                Files.writeString(
                        files.resolve(parts[0]), parts[1].replace("\\n", "\n").replace("{}", TABLE));
            }
        }
        database.execute(history(tool));

        assertThat(run("adopt", "--import", files.toString(), CommandRun.url(database)))
                .isZero();
        assertThat(command.out()).startsWith(tool + " at ").contains("with 1 pending they are revisions");
        assertThat(run("check", "--drift", CommandRun.url(database))).isOne();
        assertThat(command.out()).contains("pending").doesNotContain("drift").doesNotContain("statement");
        assertThat(run("up", CommandRun.url(database))).isZero();
        database.execute("update users set bio = ''");

        database.execute("drop table pgsteady_revisions, pgsteady_evidence; alter table users add column stray text");
        assertThatThrownBy(() -> command.run(
                        "migrate",
                        "adopt",
                        folder.resolveSibling("empty"),
                        "--import",
                        files.toString(),
                        CommandRun.url(database)))
                .hasMessageContaining("The files that were applied do not give what the database")
                .hasMessageContaining("stray");
    }

    private static String history(String tool) {
        return switch (tool) {
            case "golang-migrate" ->
                "drop table flyway_schema_history; create table schema_migrations"
                        + " (version bigint primary key, dirty bool not null);"
                        + " insert into schema_migrations values (1, false)";
            case "dbmate" ->
                "drop table flyway_schema_history; create table schema_migrations"
                        + " (version varchar(128) primary key); insert into schema_migrations values ('001')";
            case "goose" ->
                "drop table flyway_schema_history; create table goose_db_version (id serial primary key,"
                        + " version_id bigint not null, is_applied bool not null, tstamp timestamp default now());"
                        + " insert into goose_db_version (version_id, is_applied) values (0, true), (1, true)";
            default -> "create view names as select mail from users";
        };
    }

    private ConnectionSettings settings() {
        var address = database.address();
        return ConnectionSettings.to(address.host(), address.port(), database.name(), address.user())
                .withPassword(Secret.of(address.readPassword()));
    }

    @Test
    void a_failed_migration_is_refused() throws SQLException {
        database.execute("update flyway_schema_history set success = false");

        assertThatThrownBy(() -> run("adopt", CommandRun.url(database)))
                .isInstanceOf(Problem.class)
                .hasMessage("Flyway has not finished its work here: V1__users.sql failed.");
        assertThat(folder).doesNotExist();
    }
}
