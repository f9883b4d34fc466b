package dev.pgsteady.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgsteady.core.Problem;
import dev.pgsteady.testkit.Early;
import dev.pgsteady.testkit.TestApplication;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// What the annotations of `dev.pgsteady.mapping` say gets into a database and out again.
@Early
class MigrateMappingTest {
    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    private final TestApplication application;
    private final Path folder;
    private final TestDatabase opened;
    private final String database;

    MigrateMappingTest(@TempDir Path folder, TestDatabase database) {
        this.opened = database;
        this.application = new TestApplication(folder.resolve("app"));
        this.folder = folder.resolve("migrations");
        var address = database.address();
        this.database = "postgresql://%s:%s@%s:%d/%s"
                .formatted(address.user(), address.readPassword(), address.host(), address.port(), database.name());
    }

    private CommandRun run(String action, String... options) {
        List<String> line = new ArrayList<>(List.of("migrate", action, "--dir", folder.toString()));
        line.addAll(List.of(options));
        return CommandRun.of(line.toArray(String[]::new));
    }

    private CommandRun auto(String message) {
        return run("new", "--auto", message, "--simple", "--classpath", application.classPath());
    }

    private static final String HEAD = """
            package app;
            import dev.pgsteady.mapping.*;
            import jakarta.persistence.*;
            import java.time.*;
            import java.util.*;
            import org.hibernate.annotations.PartitionKey;
            """;

    private void write(boolean annotated) throws IOException {
        for (Case tried : CASES) {
            application.write(
                    "app." + tried.name(),
                    "%s%s\n@Entity public class %s {\n@Id @GeneratedValue UUID id;\n%s\n}"
                            .formatted(
                                    HEAD,
                                    annotated ? tried.annotations() : "",
                                    tried.name(),
                                    annotated ? tried.fields() : tried.plain()));
        }
        application.compile();
    }

    private static String upgrade(CommandRun made) throws IOException {
        Path file = Path.of(made.out().lines().reduce((a, b) -> b).orElseThrow());
        String text = Files.readString(file);
        return text.substring(text.indexOf("-- upgrade"), text.indexOf("-- downgrade"));
    }

    /// @param name   of the class and, in small letters, of the table
    /// @param plain  fields without it
    /// @param annotations of the class
    /// @param fields fields with it
    /// @param wanted what the revision that brings it holds
    record Case(String name, String plain, String annotations, String fields, List<String> wanted) {
        /// @param rest the fields with it, then what the revision holds
        static Case of(String name, String plain, String annotations, String... rest) {
            List<String> all = List.of(rest);
            return new Case(name, plain, annotations, all.getFirst(), all.subList(1, all.size()));
        }
    }

    private static final List<Case> CASES = List.of(
            Case.of(
                    "Indexed",
                    "String[] tags; String title; Instant lastSeen; int size;",
                    """
                        @TableIndex(columns = {"title", "lastSeen desc nulls last"}, include = "size",
                            where = "{lastSeen} IS NOT NULL", with = "fillfactor = 70")
                        @TableIndex(name = "ux_{table}_title", columns = "lower({title})", unique = true,
                            nullsNotDistinct = true)""",
                    """
                        @TableIndex(method = IndexMethod.GIN) String[] tags;
                        @TableIndex(columns = "title gin_trgm_ops", method = IndexMethod.GIN) String title;
                        @TableIndex(method = IndexMethod.BRIN) Instant lastSeen;
                        @TableIndex(method = IndexMethod.HASH) int size;""",
                    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
                    "USING gin (tags)",
                    "USING gin (title public.gin_trgm_ops)",
                    "USING brin (lastseen)",
                    "USING hash (size)",
                    "(title, lastseen DESC NULLS LAST) INCLUDE (size) WITH (fillfactor='70') WHERE (lastseen IS NOT"
                            + " NULL)",
                    "CREATE UNIQUE INDEX ux_indexed_title ON public.indexed USING btree (lower((title)::text)) NULLS NOT"
                            + " DISTINCT"),
            Case.of(
                    "Exclusive",
                    "int room; LocalDate starts; LocalDate ends;",
                    """
                        @Exclusion(columns = {"room with =", "daterange({starts}, {ends}) with &&"},
                            where = "{room} > 0", deferred = true)
                        @RowCheck(name = "ck_{table}_dates", value = "{ends} >= {starts}")""",
                    "int room; LocalDate starts; LocalDate ends;",
                    "CREATE EXTENSION IF NOT EXISTS btree_gist",
                    "EXCLUDE USING gist (room WITH =, daterange(starts, ends) WITH &&) WHERE ((room > 0)) DEFERRABLE"
                            + " INITIALLY DEFERRED",
                    "ADD CONSTRAINT ck_exclusive_dates CHECK ((ends >= starts))"),
            Case.of(
                    "Stamped",
                    "String name;",
                    "",
                    "String name; @CreatedAt Instant createdAt; @UpdatedAt Instant updatedAt;",
                    "createdat timestamp(6) with time zone DEFAULT now() NOT NULL",
                    "CREATE OR REPLACE FUNCTION public.touch_updatedat()",
                    "CREATE TRIGGER touch_updatedat BEFORE UPDATE ON public.stamped FOR EACH ROW"),
            Case.of(
                    "Triggered",
                    "String name; int size;",
                    """
                        @TableTrigger(name = "shout", events = {"insert", "update of name, size"},
                            when = "NEW.size > 0", body = "NEW.name := upper(NEW.name); RETURN NEW;")
                        @TableTrigger(name = "spare", timing = TriggerTiming.AFTER, events = "UPDATE", statement = true,
                            function = "suppress_redundant_updates_trigger()")""",
                    "String name; int size;",
                    "CREATE OR REPLACE FUNCTION public.triggered_shout()",
                    "CREATE TRIGGER shout BEFORE INSERT OR UPDATE OF name, size ON public.triggered FOR EACH ROW WHEN"
                            + " ((new.size > 0))",
                    "CREATE TRIGGER spare AFTER UPDATE ON public.triggered FOR EACH STATEMENT"),
            Case.of(
                    "Guarded",
                    "String owner;",
                    """
                        @RowSecurity(forced = true)
                        @Policy(name = "own", using = "{owner} = current_user", to = "pg_monitor")
                        @Policy(name = "few", command = "insert", check = "length(owner) < 20", restrictive = true)""",
                    "String owner;",
                    "ENABLE ROW LEVEL SECURITY",
                    "FORCE ROW LEVEL SECURITY",
                    "CREATE POLICY own ON public.guarded AS PERMISSIVE FOR ALL TO pg_monitor",
                    "CREATE POLICY few ON public.guarded AS RESTRICTIVE FOR INSERT"),
            Case.of(
                    "Appended",
                    "String what;",
                    "@AppendOnly @Audited",
                    "String what;",
                    "CREATE OR REPLACE FUNCTION public.refuse_change()",
                    "CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.appended",
                    "CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON public.appended",
                    "COMMENT ON TABLE public.appended IS '@audited'"),
            Case.of(
                    "Marked",
                    "@Column(unique = true) String mail; Instant deletedAt;",
                    "@SoftDeletes(column = \"deletedAt\")",
                    "@Column(unique = true) String mail; Instant deletedAt;",
                    "USING btree (mail) WHERE (deletedat IS NULL)"),
            Case.of(
                    "Searched",
                    "String title; String body;",
                    "@SearchColumn(columns = {\"title\", \"body\"})",
                    "String title; String body;",
                    "ADD COLUMN search tsvector GENERATED ALWAYS AS",
                    "USING gin (search)"),
            Case.of(
                    "Extended",
                    "String name;",
                    "@Extension(\"citext\")",
                    "String name; @Column(columnDefinition = \"citext\") String mail;",
                    "CREATE EXTENSION IF NOT EXISTS citext",
                    "ADD COLUMN mail public.citext"));

    @Test
    void what_annotations_say_comes_and_goes() throws IOException {
        write(false);
        auto("plain");
        write(true);
        String came = upgrade(auto("annotated"));
        assertThat(came)
                .contains(CASES.stream().flatMap(c -> c.wanted().stream()).toList());
        assertThat(auto("again").out()).startsWith("There is nothing to do");
        assertThat(run("up", database).code()).isZero();
        assertThat(run("diff", database, "entities", "--classpath", application.classPath())
                        .out())
                .isEmpty();

        write(false);
        assertThat(upgrade(auto("plain again")))
                .contains(
                        "DROP EXTENSION citext",
                        "DROP ROUTINE public.touch_updatedat()",
                        "DROP TRIGGER append_only ON public.appended",
                        "DROP POLICY own ON public.guarded",
                        "DISABLE ROW LEVEL SECURITY");
        assertThat(auto("again").out()).startsWith("There is nothing to do");
        assertThat(run("verify").out()).endsWith("3 of 3 revisions are proved.\n");
        assertThat(run("up", database).code()).isZero();
        assertThat(run("down", "--to=base", database).code()).isZero();
    }

    private void events(String fields) throws IOException {
        application.write("app.Event", HEAD + """
                        @PartitionedBy(column = "happened") @AppendOnly @TableIndex(columns = {"what", "happened desc"})
                        @Entity public class Event extends RandomKeyRow {
                            @PartitionKey @Column(nullable = false) Instant happened;
                            String what;
                            %s
                        }""".formatted(fields)).compile();
    }

    private void partitionsThatCameAreNoDrift() {
        assertThat(run("diff", database, "entities", "--classpath", application.classPath())
                        .out())
                .as("partitions come and go")
                .isEmpty();
        assertThat(run("diff", database, "entities", "--strict", "--classpath", application.classPath())
                        .out())
                .as("also where entities are to say everything")
                .doesNotContain("event_2026_12");
        assertThat(run("check", "--drift", database).code())
                .as("no revision says so")
                .isZero();
    }

    @Test
    void a_partitioned_table_takes_rows_and_changes() throws IOException, SQLException {
        events("");
        assertThat(upgrade(auto("first")))
                .contains("PARTITION BY RANGE (happened)", "PRIMARY KEY (id, happened)", "event_default");
        assertThat(auto("again").out()).startsWith("There is nothing to do");
        assertThat(run("up", database).code()).isZero();
        assertThat(query("select event_partition('2026-12-24')")).isEqualTo("event_2026_12");
        query("insert into event (happened, what) values ('2026-12-31 23:59:59Z', 'late') returning id");
        assertThat(query("select tableoid::regclass from event")).isEqualTo("event_2026_12");
        assertThatThrownBy(() -> query("delete from event_2026_12 returning id"))
                .hasMessageContaining("rows of event_2026_12 are added and never changed");
        for (String part : List.of("event", "event_2026_12", "event_default")) {
            assertThatThrownBy(() -> query("truncate " + part))
                    .hasMessageContaining("rows of " + part + " are added and never changed");
        }
        partitionsThatCameAreNoDrift();

        Path file = Path.of(run("new", "--empty", "partitions").out().strip());
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("-- upgrade\n", "-- upgrade\nSELECT event_partition('2027-01-01');\n")
                        .replace("-- downgrade\n", "-- downgrade\nDROP TABLE event_2027_01;\n"));
        events("@Column(length = 30) String who;");
        assertThat(upgrade(auto("a field"))).contains("ALTER TABLE public.event ADD COLUMN who");
        events("@Column(length = 40) @TableIndex String who;");
        assertThat(upgrade(auto("longer"))).contains("ALTER COLUMN who TYPE");
        events("");
        assertThat(upgrade(auto("no field"))).contains("ALTER TABLE public.event DROP COLUMN who");
        assertThat(run("verify").out()).endsWith("5 of 5 revisions are proved.\n");
        assertThat(run("up", database).code()).isZero();
    }

    @Test
    void a_table_that_is_there_is_divided_with_its_rows() throws IOException, SQLException {
        String plain = "@Entity public class Event { @Id UUID id; @Column(nullable = false) %s Instant happened; }";
        application.write("app.Event", HEAD + plain.formatted("")).compile();
        auto("plain");
        run("up", database);
        query("insert into event values (gen_random_uuid(), '2026-12-31 12:00Z') returning id");
        application
                .write("app.Event", HEAD + "@PartitionedBy(column = \"happened\") " + plain.formatted("@PartitionKey"))
                .compile();
        auto("divided");
        assertThat(auto("again").out()).startsWith("There is nothing to do");
        run("up", database);
        assertThat(query("select tableoid::regclass from event")).isEqualTo("event_default");
        assertThat(query("select event_partition('2027-01-01')")).isEqualTo("event_2027_01");
        query("insert into event (id, happened) values (gen_random_uuid(), '2027-01-02 12:00Z') returning id");
        assertThat(run("down", database).code()).isZero();
        assertThat(query("select string_agg(tableoid::regclass || ' ' || extract(month from happened), ', '"
                        + " order by happened) from event"))
                .isEqualTo("event 12, event 1");
    }

    private String query(String sql) throws SQLException {
        try (Connection connection = opened.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    @Test
    void a_key_without_the_column_of_the_partitions_is_refused() throws IOException {
        application
                .write(
                        "app.Event",
                        HEAD
                                + "@PartitionedBy(column = \"at\") @Entity public class Event { @Id UUID id; Instant at; }")
                .compile();
        assertThat(catchThrowableOfType(Problem.class, () -> auto("wrong")))
                .hasMessage("The class app.Event is partitioned by 'at', and the primary key (id) lacks that column.");
    }

    @Test
    void a_mapping_is_judged_and_what_is_wrong_ends_with_exit_code_1() throws IOException {
        String entity = "@Entity public class Thing { @Id UUID id; @Version long version; %s }";
        String[] options = {"--entities", "--classpath", application.classPath()};
        application.write("app.Thing", HEAD + entity.formatted("double price;")).compile();
        CommandRun bad = run("lint", options);
        assertThat(bad.code()).isEqualTo(1);
        assertThat(bad.out())
                .startsWith("app.Thing.price  high  floating-money\n    The property looks like money and is a double.")
                .endsWith("1 finding in 1 entity.\n");
        assertThat(run("lint", "--json", "--entities", "--classpath", application.classPath())
                        .json()
                        .at("/findings/0/rule")
                        .asString())
                .isEqualTo("floating-money");
        assertThat(run("lint", "--fail-on", "critical", "--entities", "--classpath", application.classPath())
                        .code())
                .isZero();

        application
                .write(
                        "app.Thing",
                        HEAD
                                + entity.formatted(
                                        "@Allow(value = \"floating-money\", because = \"a guess\") double price;"))
                .compile();
        CommandRun accepted = run("lint", options);
        assertThat(accepted.code()).isZero();
        assertThat(accepted.out()).isEqualTo("0 findings in 1 entity; 1 finding accepted by annotations.\n");
        application
                .write("app.Thing", HEAD + entity.formatted("@Allow(value = \"money\", because = \"x\") double price;"))
                .compile();
        assertThat(catchThrowableOfType(Problem.class, () -> run("lint", options)))
                .hasMessage("The class app.Thing.price accepts 'money', which is no lint.");
        assertThat(catchThrowableOfType(Problem.class, () -> run("lint", "--entities", "--github"))
                        .kind())
                .isEqualTo(Problem.Kind.USAGE);
        assertThat(run("lint", "--entities", "--rules").out()).contains("unindexed-foreign-key", "missing-version");
    }

    @Test
    void a_wrong_name_is_refused_with_those_that_are_nearest() throws IOException {
        application
                .write(
                        "app.Thing",
                        HEAD
                                + "@TableIndex(columns = \"naem\") @Entity public class Thing { @Id UUID id; String name; }")
                .compile();
        Problem problem = catchThrowableOfType(Problem.class, () -> auto("wrong"));
        assertThat(problem)
                .hasMessage(
                        "The class app.Thing names 'naem', and its table thing has neither a column nor a property of"
                                + " that name.");
        assertThat(problem.next()).startsWith("Nearest are name,");
    }
}
