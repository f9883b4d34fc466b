package dev.pgsteady.schema.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which tables' rows a plan reaches.
class ReachTest {
    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    private static final String TABLES = """
            CREATE TYPE mood AS ENUM ('good');
            CREATE TABLE countries (id int PRIMARY KEY);
            CREATE TABLE people (id int PRIMARY KEY, country int REFERENCES countries, name text);
            CREATE TABLE pets (id int PRIMARY KEY, owner int REFERENCES people);
            CREATE TABLE toys (id int PRIMARY KEY, pet int REFERENCES pets);
            CREATE TABLE logs (id int PRIMARY KEY, mood mood);
            """;

    private static Reach reach(String old, String wanted) throws SQLException {
        try (TestDatabase first = SERVER.create();
                TestDatabase second = SERVER.create();
                Connection one = first.execute(old).connect();
                Connection other = second.execute(wanted).connect()) {
            Model from = Carried.model(one);
            Model to = Carried.model(other);
            Plan plan = Plan.between(from, to, one.getMetaData().getUserName());
            assertThat(plan.isEmpty()).isFalse();
            return Reach.of(plan, from, to);
        }
    }

    private static QualifiedName table(String name) {
        return new QualifiedName("public", name);
    }

    @Test
    void a_changed_table_reaches_its_neighbours_and_no_others() throws SQLException {
        Reach reach = reach(TABLES, TABLES + "ALTER TABLE people ADD bio text NOT NULL DEFAULT ''");
        assertThat(reach.tables().orElseThrow())
                .containsExactlyInAnyOrder(table("people"), table("countries"), table("pets"));
        assertThat(reach.includes(table("people"))).isTrue();
        assertThat(reach.includes(table("logs"))).isFalse();
    }

    @Test
    void a_new_reference_reaches_what_it_refers_to() throws SQLException {
        Reach reach = reach(TABLES, TABLES + "ALTER TABLE logs ADD FOREIGN KEY (id) REFERENCES toys");
        assertThat(reach.tables().orElseThrow()).containsExactlyInAnyOrder(table("logs"), table("toys"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TYPE mood ADD VALUE 'bad'",
                "CREATE UNIQUE INDEX ON people (name)",
                "CREATE TABLE parts (id int) PARTITION BY LIST (id); CREATE TABLE one PARTITION OF parts FOR VALUES IN (1)",
                "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'"
            })
    void what_belongs_to_no_table_may_reach_all(String change) throws SQLException {
        Reach reach = reach(TABLES, TABLES + change);
        assertThat(reach.includes(table("logs"))).isTrue();
        assertThat(reach.tables()).isEmpty();
    }

    @Test
    void a_statement_that_writes_rows_may_reach_all() throws SQLException {
        Change writing = new Change(
                Change.Action.ALTER,
                ObjectId.of(ObjectId.Kind.COLUMN, table("people"), "name"),
                List.of(Command.quiet("UPDATE public.people SET name = ''")),
                List.of());
        try (TestDatabase database = SERVER.create();
                Connection connection = database.execute(TABLES).connect()) {
            Model model = Carried.model(connection);
            assertThat(Reach.of(new Plan(List.of(writing)), model, model)).isEqualTo(Reach.EVERYWHERE);
        }
    }
}
