package dev.pgsteady.schema.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.schema.plan.PlansTest.Pair;
import dev.pgsteady.testkit.SharedFolder;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
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
        return PlansTest.pairs();
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

    private static String text(Script script) {
        return new Plan(script.before()).sql() + "-- rows\n" + new Plan(script.after()).sql();
    }
}
