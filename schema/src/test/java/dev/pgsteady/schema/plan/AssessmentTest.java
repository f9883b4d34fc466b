package dev.pgsteady.schema.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.core.SqlInput;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What a statement says that it locks, beside what `pg_locks` says while its transaction is open.
/// Statements that run in no transaction cannot be looked at this way.
class AssessmentTest {
    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    private static final String TABLES = "CREATE TABLE r (id int PRIMARY KEY); CREATE TABLE t (a int, b text);"
            + " CREATE TABLE p (a int) PARTITION BY LIST (a); CREATE TABLE q (a int);"
            + " CREATE TABLE m (a int) PARTITION BY LIST (a); CREATE TABLE o PARTITION OF m FOR VALUES IN (1);"
            + " CREATE DOMAIN d AS int; CREATE TABLE u (a d);"
            + " CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; ";

    private static final String HELD = """
            SELECT DISTINCT l.mode FROM pg_locks l JOIN before b ON b.oid = l.relation
             WHERE l.pid = pg_backend_pid() AND l.granted""";

    /// A statement, and the strongest lock that it was seen to hold.
    private record Seen(Command command, Lock held) {
        boolean understated() {
            return held.compareTo(command.lock()) > 0;
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ALTER TABLE t ADD c int|ACCESS_EXCLUSIVE
            ALTER TABLE t DROP b|ACCESS_EXCLUSIVE
            ALTER TABLE t ALTER a TYPE bigint|ACCESS_EXCLUSIVE
            ALTER TABLE t ALTER a SET NOT NULL|ACCESS_EXCLUSIVE
            ALTER TABLE t ALTER a SET DEFAULT 1|ACCESS_EXCLUSIVE
            ALTER TABLE t ALTER a SET STATISTICS 50|SHARE_UPDATE_EXCLUSIVE
            ALTER TABLE t SET (fillfactor = 70)|SHARE_UPDATE_EXCLUSIVE
            ALTER TABLE t SET UNLOGGED|ACCESS_EXCLUSIVE
            ALTER TABLE t ENABLE ROW LEVEL SECURITY|ACCESS_EXCLUSIVE
            ALTER TABLE t ADD PRIMARY KEY (a)|ACCESS_EXCLUSIVE
            ALTER TABLE t ADD UNIQUE (a)|ACCESS_EXCLUSIVE
            ALTER TABLE t ADD CHECK (a > 0)|ACCESS_EXCLUSIVE
            ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES r|SHARE_ROW_EXCLUSIVE
            CREATE TABLE n (r int REFERENCES r)|SHARE_ROW_EXCLUSIVE
            CREATE TABLE n () INHERITS (t)|SHARE_UPDATE_EXCLUSIVE
            CREATE INDEX ON t (a)|SHARE
            CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()|SHARE_ROW_EXCLUSIVE
            CREATE POLICY p ON t USING (true)|ACCESS_EXCLUSIVE
            CREATE RULE u AS ON DELETE TO t DO ALSO NOTHING|ACCESS_EXCLUSIVE
            CREATE STATISTICS s ON a, b FROM t|SHARE_UPDATE_EXCLUSIVE
            CREATE PUBLICATION p FOR TABLE t|SHARE_UPDATE_EXCLUSIVE
            COMMENT ON TABLE t IS 'words'|SHARE_UPDATE_EXCLUSIVE
            ALTER TABLE p ATTACH PARTITION q FOR VALUES IN (1)|ACCESS_EXCLUSIVE
            CREATE TABLE n PARTITION OF p FOR VALUES IN (2)|SHARE_UPDATE_EXCLUSIVE
            ALTER TABLE m DETACH PARTITION o|ACCESS_EXCLUSIVE
            ALTER DOMAIN d SET NOT NULL|SHARE
            CREATE VIEW v AS SELECT a FROM t|NONE
            GRANT SELECT ON t TO PUBLIC|NONE
            CREATE SEQUENCE s|NONE
            DROP TABLE t|ACCESS_EXCLUSIVE""")
    void a_change_locks_what_it_says(String change, Lock lock) throws SQLException {
        List<Seen> seen = seen(TABLES, TABLES + change);
        assertThat(strongest(seen.stream().map(s -> s.command().lock())))
                .as("says")
                .isEqualTo(lock);
        assertThat(strongest(seen.stream().map(Seen::held))).as("holds").isEqualTo(lock);
    }

    /// There and back in the simple form, and then, as each database is what the other was, in the online form.
    @ParameterizedTest
    @MethodSource("dev.pgsteady.schema.plan.PlansTest#some")
    void no_statement_locks_more_than_it_says(PlansTest.Pair pair) throws SQLException {
        try (TestDatabase first = SERVER.create();
                TestDatabase second = SERVER.create();
                Connection one = first.connect();
                Connection other = second.connect()) {
            load(one, pair.old());
            load(other, pair.wanted());
            Model old = Carried.model(one);
            Model wanted = Carried.model(other);
            String role = one.getMetaData().getUserName();
            List<Seen> all = new ArrayList<>();
            all.addAll(carriedOut(one, Plan.between(old, wanted, role)));
            all.addAll(carriedOut(other, Plan.between(wanted, old, role)));
            all.addAll(carriedOut(one, Plan.online(wanted, old, role)));
            all.addAll(carriedOut(other, Plan.online(old, wanted, role)));
            assertThat(all).filteredOn(Seen::understated).isEmpty();
        }
    }

    private static Lock strongest(Stream<Lock> locks) {
        return locks.max(Comparator.naturalOrder()).orElse(Lock.NONE);
    }

    private static List<Seen> seen(String old, String wanted) throws SQLException {
        try (TestDatabase first = SERVER.create();
                TestDatabase second = SERVER.create();
                Connection one = first.connect();
                Connection other = second.connect()) {
            load(one, old);
            load(other, wanted);
            String role = one.getMetaData().getUserName();
            return carriedOut(one, Plan.between(Carried.model(one), Carried.model(other), role));
        }
    }

    private static void load(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String one : SqlInput.statements(sql)) {
                statement.execute(one);
            }
            statement.execute("RESET ALL");
        }
    }

    private static List<Seen> carriedOut(Connection connection, Plan plan) throws SQLException {
        List<Seen> seen = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET check_function_bodies = off");
            statement.execute("DROP TABLE IF EXISTS before");
            statement.execute(
                    "CREATE TEMP TABLE before AS SELECT oid FROM pg_class WHERE relkind IN ('r', 'p', 'm') AND oid >= 16384");
            for (Change change : plan.changes()) {
                for (Command command : change.commands()) {
                    connection.setAutoCommit(command.alone());
                    statement.execute(command.sql());
                    if (!command.alone()) {
                        seen.add(new Seen(command, held(statement)));
                        connection.commit();
                    }
                }
            }
            connection.setAutoCommit(true);
        }
        return seen;
    }

    private static Lock held(Statement statement) throws SQLException {
        List<Lock> locks = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(HELD)) {
            while (rows.next()) {
                locks.add(
                        switch (rows.getString(1)) {
                            case "AccessShareLock", "RowShareLock", "RowExclusiveLock" -> Lock.NONE;
                            case "ShareUpdateExclusiveLock" -> Lock.SHARE_UPDATE_EXCLUSIVE;
                            case "ShareLock" -> Lock.SHARE;
                            case "ShareRowExclusiveLock" -> Lock.SHARE_ROW_EXCLUSIVE;
                            default -> Lock.ACCESS_EXCLUSIVE;
                        });
            }
        }
        return strongest(locks.stream());
    }
}
