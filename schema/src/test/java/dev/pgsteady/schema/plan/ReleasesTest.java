package dev.pgsteady.schema.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.embedded.Address;
import dev.pgsteady.testkit.Matrix;
import dev.pgsteady.testkit.NewestServer;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The tests' server, which is PostgreSQL 15 where that is installed, beside the bundled PostgreSQL 18.
class ReleasesTest {
    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    @RegisterExtension
    static final NewestServer NEWER = new NewestServer();

    private static final String SCHEMA = """
            CREATE TABLE customer (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text NOT NULL UNIQUE,
                score int CHECK (score >= 0), double int GENERATED ALWAYS AS (score * 2) STORED);
            GRANT SELECT, INSERT ON customer TO pg_monitor WITH GRANT OPTION;
            GRANT UPDATE (score) ON customer TO pg_monitor;
            CREATE TABLE bought (id bigint NOT NULL, at date NOT NULL, who bigint NOT NULL REFERENCES customer,
                PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
            CREATE TABLE bought_2026 PARTITION OF bought FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
            REVOKE DELETE ON bought FROM PUBLIC;
            GRANT ALL ON bought TO pg_monitor;
            CREATE VIEW rich AS SELECT id, email FROM customer WHERE score > 10;
            GRANT SELECT ON rich TO PUBLIC;
            CREATE MATERIALIZED VIEW buyers AS SELECT email, 'of customer.id' AS what FROM customer "The one"
             WHERE EXISTS (SELECT FROM bought b WHERE b.who = "The one".id);
            CREATE VIEW both_of_them AS SELECT c.id, b.at FROM customer c JOIN bought b ON b.who = c.id;
            CREATE RULE quiet AS ON INSERT TO rich DO INSTEAD INSERT INTO customer (email) VALUES (new.email);
            CREATE FUNCTION noted() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
            CREATE TRIGGER noted BEFORE UPDATE ON customer FOR EACH ROW WHEN (old.score > new.score)
                EXECUTE FUNCTION noted();
            ALTER TABLE customer ENABLE ROW LEVEL SECURITY;
            CREATE POLICY own ON customer USING (email = current_user AND score > 0);
            CREATE STATISTICS two (ndistinct, mcv) ON email, score FROM customer;
            CREATE FUNCTION twice(n int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT n * 2';
            REVOKE EXECUTE ON FUNCTION twice FROM PUBLIC;
            CREATE DOMAIN positive AS int NOT NULL CHECK (VALUE > 0);
            CREATE TYPE mood AS ENUM ('good', 'bad');
            CREATE INDEX ON bought (who);
            ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO pg_monitor;
            ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO pg_read_all_data;
            CREATE TABLE after_defaults (id int PRIMARY KEY);""";

    @Test
    void a_query_is_the_same_when_it_leaves_out_the_one_table_that_it_is_of() {
        assertThat(Releases.same("SELECT t.a, t.b FROM s.t", "SELECT a, b FROM s.t"))
                .isTrue();
        assertThat(Releases.same(
                        "SELECT \"T\".a FROM x \"T\" WHERE f((SELECT 1 FROM u WHERE u.a = \"T\".a))",
                        "SELECT a FROM x \"T\" WHERE f((SELECT 1 FROM u WHERE u.a = \"T\".a))"))
                .isTrue();
        assertThat(Releases.same("SELECT t.a FROM s.t", "SELECT a FROM t")).isFalse();
        assertThat(Releases.same("SELECT t.a, u.b FROM t, u", "SELECT a, b FROM t, u"))
                .isFalse();
        assertThat(Releases.same("SELECT t.a, 't.x' FROM t", "SELECT a, 'x' FROM t"))
                .isFalse();
        assertThat(Releases.same("SELECT t.a FROM t", "SELECT b FROM t")).isFalse();
        assertThat(Releases.same("SELECT tt.a FROM tt", "SELECT ta FROM tt")).isFalse();
    }

    @Test
    void a_collation_is_the_same_when_its_locale_became_a_language_tag() {
        String collation = "CREATE COLLATION c (provider = icu, locale = '%s', deterministic = false)";
        for (String[] pair : new String[][] {
            {"@colCaseFirst=lower;colNumeric=yes", "und-u-kf-lower-kn-true"},
            {"@colNumeric=yes", "und-u-kn"},
            {"de_DE@collation=phonebook", "de-DE-u-co-phonebk"},
            {"en-US", "en-US"},
            {"und-u-ks-level2", "und-u-ks-level2"},
            {"@colReorder=grek-latn", "und-u-kr-grek-latn"}
        }) {
            assertThat(Releases.sameCollation(collation.formatted(pair[0]), collation.formatted(pair[1])))
                    .as(pair[0])
                    .isTrue();
        }
        assertThat(Releases.sameCollation(
                        collation.formatted("@colNumeric=yes"), collation.formatted("und-u-kn-false")))
                .isFalse();
        assertThat(Releases.sameCollation(collation.formatted("de"), collation.formatted("fr")))
                .isFalse();
        assertThat(Releases.sameCollation(
                        collation.formatted("de"), "CREATE COLLATION c (provider = icu, locale = 'de')"))
                .isFalse();
    }

    @Test
    void the_same_schema_in_another_release_needs_nothing() throws SQLException {
        assertThat(differences(SCHEMA)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void so_do_schemas_of_real_products(Path file) throws SQLException, IOException {
        assertThat(differences(FromNothingTest.EXTENSIONS + Files.readString(file)))
                .isEmpty();
    }

    static List<Path> schemas() throws IOException {
        return Matrix.oneIn(3, FromNothingTest.schemas());
    }

    private static Connection there(Address address, String name) throws SQLException {
        try (Connection first = DriverManager.getConnection(address.jdbcUrl("postgres"), address.credentials());
                Statement statement = first.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        return DriverManager.getConnection(address.jdbcUrl(name), address.credentials());
    }

    private List<String> differences(String schema) throws SQLException {
        Address address = NEWER.address();
        try (TestDatabase database = SERVER.create();
                Connection one = database.connect();
                Connection other = there(address, database.name())) {
            for (Connection connection : new Connection[] {one, other}) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute(schema + ";RESET ALL");
                }
            }
            Model here = Carried.model(one);
            Model there = Carried.model(other);
            return Stream.of(
                            Plan.between(here, there, "postgres"),
                            Plan.between(there, here, "postgres"),
                            Plan.between(
                                    there, here.keeping(there, id -> id.kind() == ObjectId.Kind.GRANTS), "postgres"))
                    .flatMap(plan -> plan.changes().stream())
                    .flatMap(change -> Stream.concat(Stream.of(change.words()), change.statements().stream()))
                    .toList();
        }
    }
}
