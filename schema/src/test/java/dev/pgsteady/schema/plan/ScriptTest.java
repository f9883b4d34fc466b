package dev.pgsteady.schema.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.schema.Constraint;
import dev.pgsteady.schema.plan.PlansTest.Pair;
import dev.pgsteady.testkit.SharedFolder;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A schema in two scripts, before and after its rows, gives the same schema.
class ScriptTest {
    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    @ParameterizedTest
    @MethodSource("dev.pgsteady.schema.plan.FromNothingTest#schemas")
    void the_schema_of_a_product_comes_out_of_its_script(Path file) throws Exception {
        assertThat(SharedFolder.require("schemas")).exists();
        assertComesBack(FromNothingTest.EXTENSIONS + Files.readString(file));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void each_schema_of_our_own_comes_out_of_its_script(Pair pair) throws Exception {
        assertComesBack(pair.old());
        assertComesBack(pair.wanted());
    }

    static List<Pair> pairs() throws Exception {
        return PlansTest.some();
    }

    private static void assertComesBack(String sql) throws Exception {
        try (TestDatabase source = SERVER.create();
                TestDatabase copy = SERVER.create();
                Connection from = source.connect();
                Connection to = copy.connect()) {
            try (Statement statement = from.createStatement()) {
                statement.execute(sql);
                statement.execute("RESET ALL");
            }
            Model wanted = Carried.model(from);
            Script script = Script.of(wanted);
            Carried.out(to, new Plan(script.before()));
            assertThat(Carried.model(to).parts().keySet())
                    .noneMatch(id -> id.kind() == ObjectId.Kind.INDEX || id.kind() == ObjectId.Kind.TRIGGER);
            Carried.out(to, new Plan(script.after()));
            Model made = Carried.model(to);
            assertThat(Carried.differences(wanted, made)).isEmpty();
            assertThat(text(Script.of(made))).isEqualTo(text(script));
        }
    }

    private static final String KEYS = """
            CREATE TABLE plain (id bigint PRIMARY KEY, code text NOT NULL,
                CONSTRAINT "odd ""name (1)" UNIQUE (code) INCLUDE (id) WITH (fillfactor = 70));
            CREATE TABLE late (id int, "a (b" int, CONSTRAINT late_key UNIQUE (id) DEFERRABLE INITIALLY DEFERRED,
                CONSTRAINT late_pair UNIQUE NULLS NOT DISTINCT (id, "a (b"));
            CREATE TABLE months (at date NOT NULL, id int NOT NULL, PRIMARY KEY (at, id)) PARTITION BY RANGE (at);
            CREATE TABLE month PARTITION OF months FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
            CREATE TABLE parent (id int PRIMARY KEY);
            CREATE TABLE child (PRIMARY KEY (id)) INHERITS (parent);
            ALTER TABLE plain REPLICA IDENTITY USING INDEX plain_pkey;
            ALTER TABLE plain CLUSTER ON plain_pkey;
            COMMENT ON CONSTRAINT plain_pkey ON plain IS 'the key';
            CREATE TABLE refers (id bigint REFERENCES plain)""";

    @Test
    void keys_come_out_the_same_by_indexes_that_are_made_first() throws Exception {
        try (TestDatabase source = SERVER.create();
                TestDatabase copy = SERVER.create();
                Connection from = source.connect();
                Connection to = copy.connect();
                Statement statement = from.createStatement();
                Statement making = to.createStatement()) {
            statement.execute(KEYS);
            Model wanted = Carried.model(from);
            Script script = Script.of(wanted);
            Carried.out(to, new Plan(script.before()));
            List<KeyByIndex> keys = new ArrayList<>();
            for (Change change : script.after()) {
                Optional<KeyByIndex> key =
                        Optional.ofNullable(script.beside().get(change)).flatMap(Script.Beside::byIndex);
                if (key.isPresent()) {
                    keys.add(key.get());
                    making.execute(key.get().index());
                    for (String sql : key.get().rest()) {
                        making.execute(sql);
                    }
                } else {
                    Carried.out(to, new Plan(List.of(change)));
                }
            }
            assertThat(keys).as("all but that of the partitioned table").hasSize(7);
            assertThat(Carried.differences(wanted, Carried.model(to))).isEmpty();
        }
    }

    @Test
    void a_key_without_overlaps_has_no_such_index() {
        ObjectId id = ObjectId.of(ObjectId.Kind.CONSTRAINT, new QualifiedName("public", "stays"), "stays_pkey");
        Constraint.Common common = new Constraint.Common(true, false, false, false, true, Optional.empty());
        Constraint key = new Constraint.PrimaryKey(
                "stays_pkey",
                "PRIMARY KEY (id, during WITHOUT OVERLAPS)",
                List.of("id", "during"),
                "stays_pkey",
                common);
        assertThat(KeyByIndex.of(new Part.ConstraintPart(id, key, false, Optional.empty(), List.of())))
                .isEmpty();
    }

    private static String text(Script script) {
        return new Plan(script.before()).sql() + "-- rows\n" + new Plan(script.after()).sql();
    }
}
