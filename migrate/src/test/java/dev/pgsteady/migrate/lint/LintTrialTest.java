package dev.pgsteady.migrate.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.embedded.Machine;
import dev.pgsteady.migrate.StatementTrial;
import dev.pgsteady.migrate.TrialServer;
import dev.pgsteady.migrate.lint.LintSource.Runs;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LintTrialTest {
    @SuppressWarnings("NullAway.Init")
    private static TrialServer server;

    @BeforeAll
    static void start() {
        Path state = Path.of("target", "trials").toAbsolutePath();
        server = new TrialServer(Machine.here().with("PGSTEADY_STATE", state.toString()), (stage, done, total) -> {});
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static final String START = """
            CREATE TABLE t (id bigint PRIMARY KEY, a varchar(9), d date);
            CREATE TABLE o (id bigint PRIMARY KEY, t bigint REFERENCES t);
            CREATE FUNCTION calm() RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 7';
            """;

    /// What is found in the last of several migrations, the first of which makes tables.
    private static List<String> tried(String... migrations) {
        List<LintSource> sources = IntStream.rangeClosed(0, migrations.length)
                .mapToObj(i ->
                        LintSource.foreign(Path.of("V" + i + ".sql"), i == 0 ? START : migrations[i - 1], Runs.UNSAID))
                .toList();
        LintSelection selection =
                new LintSelection(sources, Set.of(sources.getLast().file()));
        LintRules rules = LintRules.installed();
        LintReport report = new Lint(rules, Known.NOTHING).judge(sources, selection::judges);
        return new LintTrial(new StatementTrial(server), rules, Known.NOTHING)
                .judge(selection, report).findings().stream()
                        .filter(f -> !f.rule().endsWith("timeout-missing"))
                        .map(f -> f.line() + " " + f.rule())
                        .toList();
    }

    @Test
    void a_rewrite_in_a_block_is_seen() {
        assertThat(tried("DO $$ BEGIN EXECUTE 'ALTER TABLE t ALTER id TYPE numeric'; END $$;"))
                .containsExactly("1 lock-seen", "1 rewrite-seen");
    }

    @Test
    void a_lock_on_a_table_that_is_not_named_is_seen() {
        assertThat(tried("SELECT 1;\nDROP TABLE o;")).containsExactly("2 table-dropped", "2 lock-seen");
    }

    @Test
    void a_suspicion_that_the_server_does_not_bear_out_is_taken_back() {
        assertThat(tried("ALTER TABLE t ADD b int DEFAULT calm();")).isEmpty();
        assertThat(tried("ALTER TABLE t ADD b int DEFAULT random() * 10;")).containsExactly("1 volatile-default");
    }

    @Test
    void a_statement_that_the_server_refuses_is_found_at_its_line() {
        assertThat(tried("SELECT 1;\n\nALTER TABLE t ADD COLUM b int;")).contains("3 fails");
        assertThat(tried("ALTER TABLE t ADD b int;", "ALTER TABLE t ADD b int;"))
                .contains("1 fails");
    }

    @Test
    void what_cannot_be_in_a_transaction_is_run_and_judged_by_its_text() {
        assertThat(tried("CREATE INDEX CONCURRENTLY i ON t (a);\nDROP INDEX i;"))
                .contains("2 index-drop-blocks");
    }

    @Test
    void a_comment_accepts_what_is_seen() {
        assertThat(tried("-- pgsteady: allow lock-seen because nobody is there\nDO $$ BEGIN LOCK TABLE t; END $$;"))
                .isEmpty();
    }
}
