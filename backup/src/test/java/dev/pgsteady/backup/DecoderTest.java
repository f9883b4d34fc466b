package dev.pgsteady.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.luben.zstd.ZstdInputStream;
import dev.pgsteady.backup.store.FolderStore;
import dev.pgsteady.core.Secret;
import dev.pgsteady.embedded.Address;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// The program in the repository gives the database back without pgsteady: run as a person would, by
/// `java` and `psql`.
class DecoderTest {
    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    private static final String PASSPHRASE = "a passphrase";

    @TempDir
    Path folder;

    private record Ran(int exit, String output) {}

    private static Ran run(List<String> command, Map<String, String> environment) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ran(process.waitFor(), output);
    }

    private Ran decode(Path repository, Path output, Map<String, String> environment) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String source = repository.resolve(Decoder.OBJECT.text()).toString();
        return run(List.of(java, source, repository.toString(), "latest", output.toString()), environment);
    }

    private static boolean there(String program) {
        return Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(p -> Files.isExecutable(Path.of(p).resolve(program)));
    }

    private static void psql(Path script, TestDatabase target) throws Exception {
        Address address = SERVER.address();
        Ran ran = run(
                List.of("sh", script.toString(), target.name()),
                Map.of(
                        "PGHOST", address.host(),
                        "PGPORT", Integer.toString(address.port()),
                        "PGUSER", address.user(),
                        "PGPASSWORD", address.readPassword()));
        assertThat(ran.exit()).as(ran.output()).isZero();
    }

    private static Manifest.DatabaseContent take(Repository repository, TestDatabase source) {
        return repository.manifest(Fixture.take(repository, source)).databases().getFirst();
    }

    @Test
    void it_gives_the_same_database_back(TestDatabase source) throws Exception {
        assumeTrue(there("psql") && there("zstd"), "psql and zstd are not both installed");
        source.execute(Fixture.everything());
        for (Optional<String> passphrase : List.of(Optional.<String>empty(), Optional.of(PASSPHRASE))) {
            Path place = folder.resolve(passphrase.isPresent() ? "sealed" : "plain");
            Path output = folder.resolve(place.getFileName() + "-decoded");
            try (Repository repository = Repository.create(new FolderStore(place), passphrase.map(Secret::of))
                            .repository();
                    TestDatabase copy = SERVER.create()) {
                Manifest.DatabaseContent content = take(repository, source);
                Ran ran = decode(place, output, Map.of("PGSTEADY_BACKUP_PASSPHRASE", PASSPHRASE));
                assertThat(ran.exit()).as(ran.output()).isZero();
                psql(output.resolve(source.name()).resolve("load.sh"), copy);
                assertThat(new Comparison(repository, Fixture.settings(copy), LoadOptions.USUAL, WorkProgress.NONE)
                                .of(content))
                        .isEmpty();
            }
        }
    }

    @Test
    void the_recovery_key_opens_it_and_another_passphrase_does_not(TestDatabase source) throws Exception {
        assumeTrue(there("zstd"), "zstd is not installed");
        Path place = folder.resolve("r");
        Repository.Created created = Repository.create(new FolderStore(place), Optional.of(Secret.of(PASSPHRASE)));
        try (Repository repository = created.repository()) {
            take(repository, source.execute("CREATE TABLE t (a integer)"));
        }
        Ran wrong = decode(place, folder.resolve("a"), Map.of("PGSTEADY_BACKUP_PASSPHRASE", "another"));
        assertThat(wrong.exit()).isEqualTo(1);
        assertThat(wrong.output()).contains("opens none of the key slots");
        String typed = created.recoveryKey().orElseThrow().reveal().toLowerCase(java.util.Locale.ROOT);
        Ran right = decode(place, folder.resolve("a"), Map.of("PGSTEADY_BACKUP_PASSPHRASE", typed));
        assertThat(right.exit()).as(right.output()).isZero();
    }

    @Test
    void a_damaged_part_is_named(TestDatabase source) throws Exception {
        assumeTrue(there("zstd"), "zstd is not installed");
        Path place = folder.resolve("r");
        String part;
        try (Repository repository =
                Repository.create(new FolderStore(place), Optional.empty()).repository()) {
            Manifest.DatabaseContent content =
                    take(repository, source.execute("CREATE TABLE t AS SELECT generate_series(1, 100) n"));
            part = content.tables()
                    .getFirst()
                    .segments()
                    .getFirst()
                    .part()
                    .object()
                    .text();
        }
        byte[] bytes = Files.readAllBytes(place.resolve(part));
        bytes[bytes.length / 2] ^= 1;
        Files.write(place.resolve(part), bytes);
        Ran ran = decode(place, folder.resolve("a"), Map.of());
        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.output()).contains(part + " is damaged");
    }

    @Test
    void without_zstd_it_leaves_what_another_machine_decompresses(TestDatabase source) throws Exception {
        Path place = folder.resolve("r");
        Path output = folder.resolve("a");
        try (Repository repository = Repository.create(new FolderStore(place), Optional.of(Secret.of(PASSPHRASE)))
                .repository()) {
            take(repository, source.execute("CREATE TABLE t AS SELECT 'row ' || generate_series(1, 100) n"));
        }
        Map<String, String> environment = Map.of("PATH", "", "PGSTEADY_BACKUP_PASSPHRASE", PASSPHRASE);
        List<Integer> exits = new ArrayList<>();
        for (int turn = 0; turn < 3; turn++) {
            Ran ran = decode(place, output, environment);
            exits.add(ran.exit());
            assertThat(ran.output()).contains(ran.exit() == 0 ? "Done" : "zstd -d --rm " + output + "/*.zst");
            decompress(output);
        }
        assertThat(exits).containsExactly(3, 3, 0);
        assertThat(output.resolve(source.name()).resolve("data/00001.binary"))
                .content(StandardCharsets.ISO_8859_1)
                .startsWith("PGCOPY\n")
                .contains("row 100");
    }

    private static void decompress(Path output) throws IOException {
        try (Stream<Path> files = Files.list(output)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".zst")).toList()) {
                try (InputStream in = new ZstdInputStream(Files.newInputStream(file))) {
                    Files.copy(in, Path.of(file.toString().replace(".zst", "")));
                }
                Files.delete(file);
            }
        }
    }
}
