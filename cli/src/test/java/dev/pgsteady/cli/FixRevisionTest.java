package dev.pgsteady.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgsteady.core.Problem;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class FixRevisionTest {
    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    private final Path folder;
    private final TestDatabase database;
    private final String url;
    private final CommandRun command = new CommandRun();

    FixRevisionTest(@TempDir Path folder, TestDatabase database) throws SQLException {
        this.folder = folder.resolve("migrations");
        this.database = database;
        this.url = CommandRun.url(database);
        database.execute("""
                create table users (id bigint generated always as identity primary key, mail text not null unique);
                create table orders (id bigint generated always as identity primary key,
                  user_id bigint not null references users, placed timestamptz not null default now());
                insert into users (mail) select 'a' || i from generate_series(1, 3000) i;
                insert into orders (user_id) select id from users, generate_series(1, 10);
                create index twice_a on orders (placed);
                create index twice_b on orders (placed);
                analyze;""");
    }

    private int fix(String... more) {
        return command.run(
                List.of(Stream.concat(Stream.of("fix", "--revisions", "--dir", folder.toString(), url), Stream.of(more))
                        .toArray(String[]::new)));
    }

    private int migrate(String action, String... options) {
        return command.run("migrate", action, folder, options);
    }

    @Test
    void safe_fixes_become_a_revision_that_goes_up_and_back() throws IOException {
        migrate("adopt", url);

        assertThat(fix("--area", "IX")).isZero();
        String first = command.out().lines().findFirst().orElseThrow();
        String revision = Files.readString(Path.of(first));
        assertThat(revision)
                .contains(
                        "from the check",
                        "-- transactional: no",
                        "-- IX",
                        "CREATE INDEX CONCURRENTLY",
                        "DROP INDEX CONCURRENTLY");
        assertThat(migrate("check", "--files-only")).as(command.out()).isZero();
        assertThat(migrate("verify")).isZero();

        assertThat(migrate("up", url)).isZero();
        assertThat(fix("--area", "IX")).isZero();
        assertThat(command.out()).startsWith("There is nothing to write");
        assertThat(migrate("down", url)).isZero();
        assertThat(migrate("check", "--drift", url)).as("pending alone").isOne();
        assertThat(command.out()).contains("pending").doesNotContain("drift");
    }

    @Test
    void without_a_revision_to_come_after_nothing_is_written() {
        assertThatThrownBy(this::fix).isInstanceOf(Problem.class).hasMessageContaining("There is no revision in ");
        assertThat(folder).doesNotExist();
    }

    @Test
    void a_fix_that_does_not_fit_what_the_revisions_give_is_refused() throws SQLException {
        migrate("adopt", url);
        database.execute("create table stray (id bigint primary key, user_id bigint not null references users)");
        database.execute("insert into stray select id, id from users; analyze stray");

        assertThatThrownBy(() -> fix("--area", "IX"))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("stray");
    }
}
