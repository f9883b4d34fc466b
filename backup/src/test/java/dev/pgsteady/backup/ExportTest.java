package dev.pgsteady.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pgsteady.backup.exchange.PostgresImport;
import dev.pgsteady.core.Problem;
import dev.pgsteady.embedded.Address;
import dev.pgsteady.embedded.Machine;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// What is written for other programs gives the same database back by them.
class ExportTest {
    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    @TempDir
    Path folder;

    private static void run(List<String> command, Path input) throws Exception {
        Address address = SERVER.address();
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectInput(input.toFile());
        builder.environment()
                .putAll(Map.of(
                        "PGHOST", address.host(),
                        "PGPORT", Integer.toString(address.port()),
                        "PGUSER", address.user(),
                        "PGPASSWORD", address.readPassword()));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    private static boolean there(String program) {
        return Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(p -> Files.isExecutable(Path.of(p).resolve(program)));
    }

    private Repository repository() {
        return Fixture.plain(folder.resolve("r"));
    }

    private Export export(Repository repository) {
        Machine machine =
                Machine.here().with("PGSTEADY_STATE", folder.resolve("state").toString());
        return new Export(repository, InstantSource.system(), machine, WorkProgress.NONE);
    }

    private static List<Difference> differences(Repository repository, BackupSet set, TestDatabase copy) {
        return new Comparison(repository, Fixture.settings(copy), LoadOptions.USUAL, WorkProgress.NONE)
                .of(repository.manifest(set).databases().getFirst());
    }

    @Test
    void psql_restores_the_script(TestDatabase source) throws Exception {
        assumeTrue(there("psql"), "psql is not installed");
        source.execute(Fixture.everything());
        try (Repository repository = repository();
                TestDatabase copy = SERVER.create()) {
            BackupSet set = Fixture.take(repository, source);
            Path script = folder.resolve("shop.sql");
            try (OutputStream out = Files.newOutputStream(script)) {
                assertThat(export(repository).toSql(set, Optional.empty(), out).rows())
                        .isEqualTo(3_916);
            }
            run(List.of("psql", "-X", "-q", "-d", copy.name()), script);
            assertThat(differences(repository, set, copy)).isEmpty();
        }
    }

    @Test
    void pg_restore_restores_the_directory(TestDatabase source) throws Exception {
        assumeTrue(there("pg_restore") && there("pg_dump"), "pg_dump and pg_restore are not installed");
        source.execute(Fixture.everything());
        try (Repository repository = repository();
                TestDatabase copy = SERVER.create()) {
            BackupSet set = Fixture.take(repository, source);
            Path directory = folder.resolve("shop");
            export(repository).toDirectory(set, Optional.empty(), directory);
            run(List.of("pg_restore", "-d", copy.name(), directory.toString()), Path.of("/dev/null"));
            assertThat(differences(repository, set, copy)).isEmpty();
            assertThatThrownBy(() -> export(repository).toDirectory(set, Optional.empty(), directory))
                    .isInstanceOfSatisfying(
                            Problem.class, p -> assertThat(p.kind()).isEqualTo(Problem.Kind.FILE));
        }
    }

    @Test
    void a_damaged_backup_is_not_exported(TestDatabase source) throws Exception {
        source.execute("CREATE TABLE t AS SELECT generate_series(1, 1000) n");
        try (Repository repository = repository()) {
            BackupSet set = Fixture.take(repository, source);
            Manifest.Segment segment = repository.manifest(set).databases().getFirst().tables().stream()
                    .flatMap(t -> t.segments().stream())
                    .findFirst()
                    .orElseThrow();
            Path part = folder.resolve("r").resolve(segment.part().object().text());
            byte[] bytes = Files.readAllBytes(part);
            bytes[bytes.length / 2] ^= 1;
            Files.write(part, bytes);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            assertThatThrownBy(() -> export(repository).toSql(set, Optional.empty(), out))
                    .isInstanceOfSatisfying(
                            Problem.class, p -> assertThat(p.kind()).isEqualTo(Problem.Kind.DAMAGED));
            assertThat(out.size()).isZero();
        }
    }

    @Test
    void a_database_moves_to_another_server_and_nothing_is_left_on_the_way(TestDatabase source) throws Exception {
        source.execute(Fixture.everything());
        String name = source.name() + "_moved";
        Path scratch = Files.createDirectory(folder.resolve("scratch"));
        RestoreOptions options = new RestoreOptions(
                Optional.empty(), Optional.of(name), Optional.empty(), true, true, true, LoadOptions.USUAL);
        try {
            Restored moved = new PostgresImport(InstantSource.system(), WorkProgress.NONE)
                    .move(
                            Fixture.settings(source),
                            Fixture.settings(source).withDatabase("postgres"),
                            scratch,
                            options);
            assertThat(moved.rows()).isEqualTo(3_916);
            assertThat(moved.compared()).isTrue();
            assertThat(scratch).isEmptyDirectory();
        } finally {
            source.execute("DROP DATABASE IF EXISTS " + name);
        }
    }
}
