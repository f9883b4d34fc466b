package dev.pgsteady.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgsteady.core.Problem;
import dev.pgsteady.embedded.Machine;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class SquashTest {
    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    @SuppressWarnings("NullAway.Init")
    private static TrialServer trials;

    private final Path folder;
    private final Workshop shop;

    SquashTest(@TempDir Path folder, TestDatabase database) {
        this.folder = folder;
        this.shop = new Workshop(folder, database);
    }

    @BeforeAll
    static void start() {
        Path state = Path.of("target", "trials").toAbsolutePath();
        trials = new TrialServer(Machine.here().with("PGSTEADY_STATE", state.toString()), (stage, done, total) -> {});
    }

    @AfterAll
    static void stop() {
        trials.close();
    }

    @BeforeEach
    void three() throws IOException {
        shop.next("CREATE TABLE a (id int PRIMARY KEY);", "DROP TABLE a;");
        shop.next("ALTER TABLE a ADD COLUMN b text; CREATE INDEX i ON a (b);", "ALTER TABLE a DROP COLUMN b;");
        shop.next("CREATE TABLE c (a int REFERENCES a);", "DROP TABLE c;");
    }

    @AfterEach
    void close() {
        shop.close();
    }

    private Squash.Result squash(String to, boolean keepData) {
        Squash squash =
                new Squash(new RevisionFolder(folder), InstantSource.system(), RandomGenerator.of("L64X128MixRandom"));
        return squash.carryOut(trials, new Squash.Wanted(Address.parse(to), "everything", keepData, false));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString())
                    .filter(n -> n.endsWith(".sql"))
                    .toList();
        }
    }

    @Test
    void one_revision_gives_what_three_gave_and_takes_it_back() throws IOException, SQLException {
        Squash.Result result = squash("head", false);

        assertThat(files())
                .containsExactly(result.revision().file().getFileName().toString());
        assertThat(folder.resolve("squashed")).isDirectoryContaining("glob:**.sql");
        shop.migrations().up(Address.parse("head"), e -> {});
        assertThat(shop.objects()).containsExactly("a", "a_pkey", "c", "i");
        shop.migrations().down(Address.parse("base"), e -> {});
        assertThat(shop.objects()).isEmpty();
    }

    @Test
    void a_database_that_has_all_of_them_has_the_new_one_and_goes_on() throws IOException, SQLException {
        shop.migrations().up(Address.parse("head"), e -> {});
        Squash.Result result = squash("head", false);

        assertThat(shop.migrations().status().upToDate()).isTrue();
        assertThat(shop.migrations().check()).isEmpty();
        shop.next("CREATE TABLE d ();", "DROP TABLE d;");
        assertThat(shop.migrations().up(Address.parse("head"), e -> {})).hasSize(1);
        assertThat(shop.query("select revision from pgsteady_revisions order by position"))
                .containsExactly(result.revision().id().text(), Workshop.id(4).text());
        shop.migrations().down(Address.parse("base"), e -> {});
        assertThat(shop.objects()).isEmpty();
    }

    @Test
    void a_database_that_has_some_of_them_goes_up_with_the_old_files_first() throws IOException, SQLException {
        shop.migrations().up(Address.parse("+2"), e -> {});
        squash("head", false);

        Problem problem =
                catchThrowableOfType(Problem.class, () -> shop.migrations().up(Address.parse("head"), e -> {}));
        assertThat(problem).hasMessageContaining("has 2 of the 3 revisions").hasMessageContaining("Nothing was done");
        try (Migrations old = new Migrations(
                new RevisionFolder(folder.resolve("squashed")), Workshop.settings(shop.database()), RunOptions.USUAL)) {
            old.up(Address.parse("head"), e -> {});
        }
        assertThat(shop.migrations().up(Address.parse("head"), e -> {})).isEmpty();
        assertThat(shop.query("select message from pgsteady_revisions")).containsExactly("everything");
    }

    @Test
    void what_comes_after_the_last_of_them_comes_after_the_new_one() throws IOException {
        shop.next("CREATE TABLE d ();", "DROP TABLE d;");
        Squash.Result result = squash(Workshop.id(3).text(), false);

        RevisionGraph graph = new RevisionFolder(folder).read().sound();
        assertThat(graph.get(Workshop.id(4)).parents())
                .containsExactly(result.revision().id());
        Problem problem =
                catchThrowableOfType(Problem.class, () -> squash(Workshop.id(1).text(), false));
        assertThat(problem.kind()).isIn(Problem.Kind.REVISION, Problem.Kind.USAGE);
    }

    @Test
    void an_interruption_leaves_the_new_one_alone_to_be_read() throws IOException {
        List<Path> old = files().stream().map(folder::resolve).toList();
        squash("head", false);
        for (Path file : old.subList(0, 2)) {
            Files.copy(folder.resolve("squashed").resolve(file.getFileName()), file);
        }

        assertThat(new RevisionFolder(folder).read().sound().ordered())
                .extracting(Revision::message)
                .containsExactly("everything");
    }

    @Test
    void statements_on_rows_are_refused_by_name_or_kept_in_order() throws IOException, SQLException {
        shop.next("INSERT INTO a VALUES (1, 'x'); UPDATE a SET b = b || 'y';", "DELETE FROM a;");

        Problem problem = catchThrowableOfType(Problem.class, () -> squash("head", false));
        assertThat(problem).hasMessageContaining(":7 (INSERT INTO a VALUES").hasMessageContaining("(UPDATE a SET");
        assertThat(files()).hasSize(4);
        assertThat(squash("head", true).kept()).isEqualTo(2);
        shop.migrations().up(Address.parse("head"), e -> {});
        assertThat(shop.query("select b from a")).containsExactly("xy");
    }

    @Test
    void rows_that_would_be_others_are_found_and_nothing_is_written() throws IOException {
        shop.next("INSERT INTO a VALUES (1, 'x');", "DELETE FROM a;");
        shop.next("ALTER TABLE a DROP COLUMN b; ALTER TABLE a ADD COLUMN b text DEFAULT 'z';", "SELECT 1;");

        Problem problem = catchThrowableOfType(Problem.class, () -> squash("head", true));
        assertThat(problem).hasMessageContaining("does not give the same rows");
        assertThat(files()).hasSize(5);
    }
}
