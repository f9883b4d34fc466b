package dev.pgsteady.migrate.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgsteady.core.Problem;
import dev.pgsteady.core.Severity;
import dev.pgsteady.migrate.JavaRevision;
import dev.pgsteady.migrate.RevisionFolder;
import dev.pgsteady.migrate.lint.Known.KnownTable;
import dev.pgsteady.migrate.lint.LintSource.Runs;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class LintTest {
    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    private static final Path FILE = Path.of("V1__a.sql");

    @TempDir
    private Path folder;

    private static LintReport judge(String sql) {
        return judge(sql, Known.NOTHING);
    }

    private static LintReport judge(String sql, Known known) {
        return new Lint(LintRules.installed(), known)
                .judge(
                        List.of(LintSource.foreign(
                                FILE,
                                "SET LOCAL lock_timeout = '2s'; SET LOCAL statement_timeout = '1s';\n" + sql,
                                Runs.UNSAID)),
                        s -> true);
    }

    private static List<String> found(LintReport report) {
        return report.findings().stream().map(f -> f.line() + " " + f.rule()).toList();
    }

    @Test
    void a_comment_accepts_a_finding_of_the_statement_below_it_with_a_reason() {
        LintReport report = judge("""
                -- pgsteady: allow column-dropped because nobody reads it since May
                ALTER TABLE t DROP COLUMN a;
                ALTER TABLE t DROP COLUMN b; -- pgsteady: allow column-dropped because of that too
                ALTER TABLE t DROP COLUMN c;
                """);

        assertThat(found(report)).containsExactly("5 column-dropped");
        assertThat(report.allowed())
                .extracting(LintReport.Allowed::reason)
                .containsExactly("nobody reads it since May", "of that too");
    }

    @Test
    void a_comment_without_a_reason_or_with_an_unknown_rule_or_for_nothing_is_found() {
        LintReport report = judge("""
                -- pgsteady: allow column-dropped
                ALTER TABLE t DROP COLUMN a;
                -- pgsteady: allow colum-dropped because it is spelt wrongly
                ALTER TABLE t ALTER a DROP DEFAULT;
                -- pgsteady: allow table-dropped because there is none
                ALTER TABLE t ALTER b DROP DEFAULT;
                """);

        assertThat(found(report)).containsExactly("2 allow", "3 column-dropped", "4 allow", "6 allow");
        assertThat(report.allowed()).isEmpty();
    }

    @Test
    void what_is_known_of_sizes_decides_how_bad_it_is() {
        assertThat(severity(new TableSize(100, 8192))).isEqualTo(Severity.LOW);
        assertThat(severity(new TableSize(90_000, 20L << 20))).isEqualTo(Severity.MEDIUM);
        assertThat(severity(new TableSize(5_000_000, 900L << 20))).isEqualTo(Severity.HIGH);
        assertThat(severity(new TableSize(900_000_000, 90L << 30))).isEqualTo(Severity.CRITICAL);
    }

    private static Severity severity(TableSize size) {
        KnownTable table = new KnownTable(new ObjectName(Optional.of("app"), "t"), true, size, List.of());
        LintFinding finding = judge("CREATE INDEX ON t (a);", new Known(15, List.of(table)))
                .findings()
                .getFirst();
        assertThat(finding.what()).contains("app.t has " + size.words());
        return finding.severity();
    }

    @Test
    void sizes_and_columns_are_read_from_the_catalog(TestDatabase database) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t (id bigint PRIMARY KEY, a varchar(20))");
            statement.execute("INSERT INTO t SELECT n, 'x' FROM generate_series(1, 50000) n");
            statement.execute("ANALYZE t");
            Known known = KnownReader.read(connection);

            KnownTable table = known.find(ObjectName.of("t")).orElseThrow();
            assertThat(table.size().rows()).isEqualTo(50_000);
            assertThat(table.columns().getLast().type()).isEqualTo(new ColumnType("varchar", List.of("20"), false));
            assertThat(found(judge("ALTER TABLE t ALTER a TYPE varchar(30);", known)))
                    .doesNotContain("2 column-type-changed");
            assertThat(found(judge("ALTER TABLE t ALTER a TYPE varchar(10);", known)))
                    .contains("2 column-type-changed");
        }
    }

    @Test
    void commands_of_psql_and_rows_of_copy_are_no_sql() {
        LintReport report = judge("""
                \\set ON_ERROR_STOP on
                \\connect app
                COPY t (a, b) FROM stdin;
                1	it's; DROP TABLE t;
                \\.
                TRUNCATE t;
                """);

        assertThat(found(report)).containsExactly("7 table-truncated");
    }

    @Test
    void the_way_down_of_other_tools_is_left_out() {
        assertThat(found(judge("-- migrate:up\nSELECT 1;\n-- migrate:down\nDROP TABLE t;\n")))
                .isEmpty();
        assertThat(found(judge("-- migrate:up transaction:false\nCREATE INDEX CONCURRENTLY i ON t (a);\n")))
                .containsExactly("3 index-retry");
    }

    @Test
    void what_stands_in_a_body_is_not_judged_and_that_is_said() {
        LintReport report = judge("""
                DO $$ BEGIN DROP TABLE t; END $$;
                CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN PERFORM 1; END $$;
                """);

        assertThat(found(report)).isEmpty();
        assertThat(report.notes()).extracting(LintReport.Note::line).containsExactly(2);
    }

    @Test
    void a_string_that_never_ends_is_found_at_its_line() {
        assertThat(found(judge("SELECT 1;\nSELECT 'abc;\n"))).containsExactly("3 unreadable");
    }

    @Test
    void migrations_that_were_there_before_are_left_alone() throws IOException {
        for (String name : List.of("V1__a.sql", "V2__b.sql", "V10__c.sql")) {
            Files.writeString(folder.resolve(name), "DROP TABLE " + name.substring(4, 5) + ";");
        }

        assertThat(judged("V2__b.sql")).containsExactly("V10__c.sql");
        assertThat(catchThrowableOfType(Problem.class, () -> judged("V3__b.sql"))
                        .kind())
                .isEqualTo(Problem.Kind.CONFIGURATION);
        Files.writeString(folder.resolve("20260131_x.sql"), "DROP TABLE x;");
        assertThat(judged("2026-01-31")).containsExactly("V1__a.sql", "V2__b.sql", "V10__c.sql");
        Files.writeString(folder.resolve("r.sql"), """
                -- revision: aaaaaaaaaaaa
                -- parents: none
                -- message: ours
                -- upgrade
                DROP TABLE x;
                -- downgrade
                SELECT 1;
                """);
        assertThat(judged("aaaa")).doesNotContain("r.sql");
    }

    private List<String> judged(String startAfter) {
        LintSelection selection = LintSelection.of(new LintSelection.Wanted(
                List.of(), new RevisionFolder(folder), Optional.of(startAfter), Optional.empty()));
        return selection.sources().stream()
                .filter(selection::judges)
                .map(s -> s.file().getFileName().toString())
                .toList();
    }

    @Test
    void an_earlier_migration_tells_the_type_that_a_column_had() {
        LintSource first =
                LintSource.foreign(FILE, "CREATE TABLE t (id bigint PRIMARY KEY, a varchar(9));", Runs.TOGETHER);
        LintSource second = LintSource.foreign(Path.of("V2__b.sql"), "ALTER TABLE t ALTER a TYPE text;", Runs.TOGETHER);

        assertThat(new Lint(LintRules.installed(), Known.NOTHING)
                        .judge(List.of(first, second), second::equals)
                        .findings())
                .extracting(LintFinding::rule)
                .doesNotContain("column-type-changed", "varchar-limit");
    }

    private record Moved(String version) implements JavaRevision {
        @Override
        public String id() {
            return "cccccccccccc";
        }

        @Override
        public List<String> parents() {
            return List.of("aaaaaaaaaaaa");
        }

        @Override
        public String message() {
            return "moved by Java";
        }

        @Override
        public void up(Connection connection) {}

        @Override
        public void down(Connection connection) {}
    }

    @Test
    void a_revision_that_is_java_is_said_to_be_left_out() throws IOException {
        Files.writeString(folder.resolve("a.sql"), """
                -- revision: aaaaaaaaaaaa
                -- parents: none
                -- message: first
                -- upgrade
                SET lock_timeout = '1s';
                -- downgrade
                """);
        RevisionFolder revisions = new RevisionFolder(folder, List.of(new Moved("1")), Optional.empty());
        LintSelection selection =
                LintSelection.of(new LintSelection.Wanted(List.of(), revisions, Optional.empty(), Optional.empty()));
        LintReport report =
                new Lint(LintRules.installed(), Known.NOTHING).judge(selection.sources(), selection::judges);
        assertThat(report.files()).isEqualTo(1);
        assertThat(report.notes()).singleElement().satisfies(note -> {
            assertThat(note.file()).hasToString(Moved.class.getName() + ".class");
            assertThat(note.what()).contains("is not judged");
        });
    }
}
