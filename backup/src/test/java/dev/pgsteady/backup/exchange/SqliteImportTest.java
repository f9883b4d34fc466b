package dev.pgsteady.backup.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.pgsteady.backup.WorkProgress;
import dev.pgsteady.backup.exchange.ImportOptions.Proposal;
import dev.pgsteady.backup.exchange.ImportPlan.Misfit;
import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.Secret;
import dev.pgsteady.embedded.Address;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// A SQLite database becomes a PostgreSQL one with the same values, or nothing happens.
class SqliteImportTest {
    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    /// As Django writes it, with a little of what others do.
    private static final String APPLICATION = """
            CREATE TABLE "auth_user" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "password" varchar(128) NOT NULL,
              "last_login" datetime NULL, "is_superuser" bool NOT NULL, "username" varchar(5) NOT NULL UNIQUE,
              "date_joined" datetime NOT NULL);
            CREATE TABLE "accounts_userprofile" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "city" varchar(100) NOT NULL,
              "age" integer unsigned NULL CHECK ("age" >= 0), "born" date NULL, "wakes" time NULL, "balance" decimal(8, 2) NOT NULL
              DEFAULT 0, "score" real NOT NULL, "photo" BLOB NULL,
              "extra" text NOT NULL CHECK ((JSON_VALID("extra") OR "extra" IS NULL)), "token" char(32) NOT NULL,
              "user_id" integer NOT NULL UNIQUE REFERENCES "auth_user" ("id") DEFERRABLE INITIALLY DEFERRED);
            CREATE INDEX "profile_city" ON "accounts_userprofile" ("city", "born" DESC);
            CREATE INDEX "profile_old" ON "accounts_userprofile" ("city") WHERE "age" > 60 AND "city" IS NOT NULL;
            CREATE INDEX "profile_lower" ON "accounts_userprofile" (lower("city"));
            CREATE TABLE things (code TEXT PRIMARY KEY COLLATE NOCASE, anything, flag BOOLEAN DEFAULT 1 CHECK (flag IN (0, 1)),
              made TIMESTAMP DEFAULT CURRENT_TIMESTAMP, size INT CHECK (size BETWEEN 1 AND 10), seen TEXT,
              CHECK (code GLOB 'a*')) WITHOUT ROWID;
            CREATE VIEW grown AS SELECT * FROM auth_user;
            INSERT INTO auth_user VALUES (1, 'x', NULL, 1, 'ann', '2026-01-29 12:00:00'),
              (7, 'y', '2026-01-29 12:00:00.123456', 0, 'zoë😀 long', '2026-01-29T12:00:00+02:00');
            INSERT INTO auth_user VALUES (9, 'z', NULL, 0, 'bob', '2026-01-29 12:00'); DELETE FROM auth_user WHERE id = 9;
            INSERT INTO accounts_userprofile VALUES (1, 'tab	and\\N
            line', 5, '2020-02-29', '07:30:00', 12.5, 0.1, x'00ff5c', '{"b": 1.0, "a": [1e2, "\\u00e9"]}',
              '0123456789abcdef0123456789ABCDEF', 1);
            INSERT INTO accounts_userprofile VALUES (2, '', NULL, NULL, NULL, -3, 1e300, NULL, 'null',
              'ffffffffffffffffffffffffffffffff', 7);
            INSERT INTO things VALUES ('a1', 5, 0, 1700000000, 3, '2026-01-01 10:00:00'), ('a2', NULL, 1, 1700000000123, NULL, NULL)
            """;

    @TempDir
    Path folder;

    private static ConnectionSettings settings(TestDatabase database) {
        Address address = SERVER.address();
        return ConnectionSettings.to(address.host(), address.port(), database.name(), address.user())
                .withPassword(Secret.of(address.readPassword()));
    }

    private Path file(String script) throws SQLException {
        Path path = folder.resolve("db.sqlite3");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path);
                Statement statement = connection.createStatement()) {
            for (String sql : script.split(";\\s*\n", -1)) {
                statement.executeUpdate(sql);
            }
        }
        return path;
    }

    private static List<String> rows(TestDatabase database, String query) throws SQLException {
        List<String> all = new ArrayList<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                all.add(rows.getString(1));
            }
        }
        return all;
    }

    private static SqliteImport importing() {
        return new SqliteImport(WorkProgress.NONE);
    }

    private ImportPlan move(TestDatabase target) throws SQLException {
        ImportPlan plan = importing().plan(file(APPLICATION), ImportOptions.USUAL);
        assertThat(plan.misfits()).isEmpty();
        assertThat(plan.violations()).isEmpty();
        assertThat(importing().run(plan, settings(target)))
                .extracting(MovedTable::table, MovedTable::rows)
                .containsExactly(tuple("accounts_userprofile", 2L), tuple("auth_user", 2L), tuple("things", 2L));
        return plan;
    }

    @Test
    void an_application_moves_with_its_values(TestDatabase target) throws Exception {
        Path path = file(APPLICATION);
        byte[] before = Files.readAllBytes(path);
        importing().run(importing().plan(path, ImportOptions.USUAL), settings(target));
        assertThat(Files.readAllBytes(path)).isEqualTo(before);
        assertThat(rows(target, "SELECT to_jsonb(p)::text FROM accounts_userprofile p ORDER BY id"))
                .containsExactly(
                        "{\"id\": 1, \"age\": 5, \"born\": \"2020-02-29\", \"city\": \"tab\\tand\\\\N\\nline\", \"extra\": {\"a\":"
                                + " [100, \"é\"], \"b\": 1.0}, \"photo\": \"\\\\x00ff5c\", \"score\": 0.1, \"token\":"
                                + " \"0123456789abcdef0123456789ABCDEF\", \"wakes\": \"07:30:00\", \"balance\": 12.50,"
                                + " \"user_id\": 1}",
                        "{\"id\": 2, \"age\": null, \"born\": null, \"city\": \"\", \"extra\": null, \"photo\": null, \"score\": 1"
                                + "0".repeat(300)
                                + ", \"token\": \"ffffffffffffffffffffffffffffffff\", \"wakes\": null,"
                                + " \"balance\": -3.00, \"user_id\": 7}");
        assertThat(rows(target, "SELECT made::text FROM things ORDER BY code"))
                .allMatch(t -> t.startsWith("2023-11-14"));
    }

    @Test
    void columns_get_the_types_that_were_meant(TestDatabase target) throws Exception {
        move(target);
        assertThat(rows(target, """
                SELECT attrelid::regclass || '.' || attname || ' ' || format_type(atttypid, atttypmod)
                       || CASE WHEN attnotnull THEN ' not null' ELSE '' END || CASE attidentity WHEN 'd' THEN ' identity' ELSE '' END
                  FROM pg_attribute WHERE attrelid IN ('auth_user'::regclass, 'things'::regclass) AND attnum > 0
                 ORDER BY attrelid::regclass::text, attnum"""))
                .containsExactly(
                        "auth_user.id bigint not null identity",
                        "auth_user.password character varying(128) not null",
                        "auth_user.last_login timestamp with time zone",
                        "auth_user.is_superuser boolean not null",
                        "auth_user.username text not null",
                        "auth_user.date_joined timestamp with time zone not null",
                        "things.code text not null",
                        "things.anything bigint",
                        "things.flag boolean",
                        "things.made timestamp with time zone",
                        "things.size bigint",
                        "things.seen text");
    }

    @Test
    void keys_checks_and_indexes_come_over(TestDatabase target) throws Exception {
        move(target);
        assertThat(rows(target, """
                SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid::regclass::text IN ('accounts_userprofile', 'things')
                   AND contype <> 'n'"""))
                .containsExactlyInAnyOrder(
                        "CHECK ((age >= 0))",
                        "CHECK (((size >= 1) AND (size <= 10)))",
                        "FOREIGN KEY (user_id) REFERENCES auth_user(id) DEFERRABLE INITIALLY DEFERRED",
                        "PRIMARY KEY (code)",
                        "PRIMARY KEY (id)",
                        "UNIQUE (user_id)");
        assertThat(rows(target, "SELECT indexdef FROM pg_indexes WHERE indexname LIKE 'profile%' ORDER BY 1"))
                .containsExactly(
                        "CREATE INDEX profile_city ON public.accounts_userprofile USING btree (city, born DESC)",
                        "CREATE INDEX profile_old ON public.accounts_userprofile USING btree (city) WHERE ((age > 60) AND"
                                + " (city IS NOT NULL))");
    }

    @Test
    void numbers_and_defaults_go_on_where_they_were(TestDatabase target) throws Exception {
        move(target);
        assertThat(rows(
                        target,
                        "INSERT INTO auth_user (password, is_superuser, username, date_joined)"
                                + " VALUES ('', false, 'new', now()) RETURNING id"))
                .containsExactly("10");
        assertThat(rows(
                        target,
                        "INSERT INTO things (code) VALUES ('a3') RETURNING flag::text || (made IS NOT NULL)::text"))
                .containsExactly("truetrue");
    }

    @Test
    void what_stays_behind_and_what_was_decided_is_said(TestDatabase target) throws Exception {
        ImportPlan plan = move(target);
        assertThat(plan.leftBehind())
                .containsExactlyInAnyOrder(
                        "index profile_lower on accounts_userprofile: CREATE INDEX \"profile_lower\" ON"
                                + " \"accounts_userprofile\" (lower(\"city\"))",
                        "collation NOCASE of index sqlite_autoindex_things_1 on things: letters are compared as they are",
                        "check of things: code GLOB a*",
                        "view grown: write it anew for PostgreSQL");
        assertThat(plan.decisions())
                .contains(
                        "auth_user.username holds more than its declared varchar(5), so it becomes text.",
                        "things.anything is declared without a type; by what is in it, it becomes bigint.",
                        "accounts_userprofile.token stays text; every value could be a uuid, if you ask for it.",
                        "things.seen stays text; every value could be a timestamp with time zone, if you ask for it.");
    }

    @Test
    void what_is_asked_for_is_read_into_texts(TestDatabase target) throws Exception {
        Path path = file(APPLICATION);
        ImportOptions options = new ImportOptions(
                "Moved here",
                Set.of(Proposal.UUIDS, Proposal.TIMES),
                Map.of("things.anything", ColumnType.NUMERIC),
                false);
        importing().run(importing().plan(path, options), settings(target));
        assertThat(rows(target, """
                SELECT format('%s %s', attname, atttypid::regtype) FROM pg_attribute
                 WHERE attrelid IN ('"Moved here".accounts_userprofile'::regclass, '"Moved here".things'::regclass)
                   AND attname IN ('token', 'seen', 'anything') ORDER BY 1"""))
                .containsExactly("anything numeric", "seen timestamp with time zone", "token uuid");
    }

    @Test
    void values_that_do_not_fit_are_listed_and_nothing_is_done(TestDatabase target) throws Exception {
        Path path = file("""
                CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER, d DATETIME, s TEXT);
                INSERT INTO t VALUES (1, 1, '2026-01-01', 'ok'), (2, 'two', NULL, 'nul' || char(0)), (3, 3.5, 'yesterday', NULL),
                  (4, 4, '2026-01-01 00:00', CAST(x'ff' AS TEXT))
                """);
        ImportPlan plan = importing().plan(path, ImportOptions.USUAL);
        assertThat(plan.misfits())
                .containsExactly(
                        new Misfit(
                                "t",
                                "n",
                                ColumnType.BIGINT,
                                2,
                                List.of(2L, 3L),
                                "SELECT rowid, typeof(\"n\"), \"n\" FROM \"t\" WHERE rowid IN (2, 3)"),
                        new Misfit(
                                "t",
                                "d",
                                ColumnType.TIMESTAMPTZ,
                                2,
                                List.of(1L, 3L),
                                "SELECT rowid, typeof(\"d\"), \"d\" FROM \"t\" WHERE rowid IN (1, 3)"),
                        new Misfit(
                                "t",
                                "s",
                                ColumnType.TEXT,
                                2,
                                List.of(2L, 4L),
                                "SELECT rowid, typeof(\"s\"), \"s\" FROM \"t\" WHERE rowid IN (2, 4)"));
        assertThatThrownBy(() -> importing().run(plan, settings(target)))
                .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.kind()).isEqualTo(Problem.Kind.USAGE));
        assertThat(rows(target, "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"))
                .isEmpty();
    }

    @Test
    void rows_without_a_parent_stop_it_unless_they_are_to_be_kept(TestDatabase target) throws Exception {
        Path path = file("""
                CREATE TABLE parent (id INTEGER PRIMARY KEY);
                CREATE TABLE child (id INTEGER PRIMARY KEY, p INTEGER REFERENCES parent ON DELETE CASCADE);
                INSERT INTO parent VALUES (1);
                INSERT INTO child VALUES (1, 1), (2, 99), (3, NULL)
                """);
        ImportPlan refused = importing().plan(path, ImportOptions.USUAL);
        assertThat(refused.ready()).isFalse();
        assertThat(refused.violations())
                .containsExactly(new ImportPlan.Violation(
                        "child",
                        "child (p) -> parent (id)",
                        1,
                        "SELECT c.rowid, c.* FROM \"child\" c WHERE c.\"p\" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM"
                                + " \"parent\" p WHERE p.\"id\" = c.\"p\")",
                        false));
        ImportPlan kept = importing().plan(path, new ImportOptions("public", Set.of(), Map.of(), true));
        importing().run(kept, settings(target));
        assertThat(rows(target, "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'f'"))
                .containsExactly("FOREIGN KEY (p) REFERENCES parent(id) ON DELETE CASCADE NOT VALID");
        assertThatThrownBy(() -> importing().run(kept, settings(target)))
                .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.kind()).isEqualTo(Problem.Kind.OCCUPIED));
    }

    @Test
    void a_file_that_changed_since_the_plan_is_refused_and_leaves_nothing(TestDatabase target) throws Exception {
        Path path = file("CREATE TABLE t (n INTEGER)");
        ImportPlan plan = importing().plan(path, ImportOptions.USUAL);
        file("INSERT INTO t VALUES ('not a number')");
        assertThatThrownBy(() -> importing().run(plan, settings(target)))
                .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.kind()).isEqualTo(Problem.Kind.BUSY));
        assertThat(rows(target, "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"))
                .isEmpty();
    }

    @Test
    void rows_that_something_changes_on_the_way_are_not_committed(TestDatabase target) throws Exception {
        target.execute("""
                CREATE SCHEMA meddling;
                CREATE FUNCTION meddling.spoil() RETURNS trigger LANGUAGE plpgsql AS
                  $$ BEGIN NEW.s := NEW.s || '!'; RETURN NEW; END $$;
                CREATE FUNCTION meddling.add() RETURNS event_trigger LANGUAGE plpgsql AS
                  $$ BEGIN CREATE TRIGGER s BEFORE INSERT ON public.t FOR EACH ROW WHEN (NEW.s = 'b')
                     EXECUTE FUNCTION meddling.spoil(); END $$;
                CREATE EVENT TRIGGER meddle ON ddl_command_end WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION meddling.add()""");
        Path path = file("CREATE TABLE t (s TEXT);\nINSERT INTO t VALUES ('a'), ('b'), ('c')");
        ImportPlan plan = importing().plan(path, ImportOptions.USUAL);
        assertThatThrownBy(() -> importing().run(plan, settings(target)))
                .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.kind()).isEqualTo(Problem.Kind.DAMAGED));
        assertThat(rows(target, "SELECT to_regclass('public.t')::text")).containsOnlyNulls();
    }

    @Test
    void a_type_for_a_column_that_is_not_there_is_refused() throws Exception {
        Path path = file("CREATE TABLE t (n INTEGER)");
        ImportOptions options = new ImportOptions("public", Set.of(), Map.of("t.m", ColumnType.TEXT), false);
        assertThatThrownBy(() -> importing().plan(path, options))
                .isInstanceOf(Problem.class)
                .hasMessage("There is no column t.m.");
    }

    @Test
    void what_is_no_sqlite_database_is_named() throws Exception {
        Path path = Files.writeString(folder.resolve("x"), "This is a text of some length, and no database at all.");
        assertThatThrownBy(() -> importing().plan(path, ImportOptions.USUAL))
                .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.kind()).isEqualTo(Problem.Kind.FILE));
    }
}
