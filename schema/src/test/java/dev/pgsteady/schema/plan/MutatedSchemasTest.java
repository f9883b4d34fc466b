package dev.pgsteady.schema.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.core.Problem;
import dev.pgsteady.testkit.Matrix;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Schemas of real products, changed at random (seeded): the plan to what came of it converges, and so does the one
/// back. Five mutations to a database, five for each schema and with `-Pmatrix` twenty; `-Dmutations=N` takes N
/// databases each, `-Dmutations.seed=S`
/// others.
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class MutatedSchemasTest {
    private static final int TOGETHER = 5;

    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    @ParameterizedTest
    @MethodSource("dev.pgsteady.schema.plan.FromNothingTest#schemas")
    void a_mutated_schema_is_reached_and_left(Path file) throws Exception {
        TestServer server = SERVER.withTemplate(
                FromNothingTest.EXTENSIONS + Files.readString(file) + ";RESET ALL; SET search_path TO DEFAULT");
        long seed = Long.getLong("mutations.seed", 7) * 31
                + file.getFileName().toString().hashCode();
        List<String> wrong = new ArrayList<>();
        for (int run = 0; run < Integer.getInteger("mutations", Matrix.of(1, 4)); run++) {
            try {
                wrong.addAll(thereAndBack(server, new Random(seed + run)));
            } catch (SQLException | Problem e) {
                wrong.add("run " + run + ": " + e.getMessage());
            }
        }
        note(file, wrong);
        assertThat(wrong).isEmpty();
    }

    private static void note(Path file, List<String> wrong) throws IOException {
        if (!wrong.isEmpty()) {
            Files.write(Path.of("target", file.getFileName() + ".mutations.txt"), wrong);
        }
    }

    private static List<String> thereAndBack(TestServer server, Random random) throws Exception {
        try (TestDatabase first = server.create();
                TestDatabase second = server.create();
                Connection one = first.connect();
                Connection other = second.connect()) {
            Model start = Carried.model(one);
            List<String> done = Mutation.apply(other, start, random, TOGETHER);
            Model goal = Carried.model(other);
            List<String> wrong = new ArrayList<>();
            wrong.addAll(converged(one, start, goal));
            wrong.addAll(converged(other, goal, start));
            wrong.replaceAll(w -> w + "\nAFTER " + String.join(";\n", done));
            return wrong;
        }
    }

    private static List<String> converged(Connection connection, Model from, Model to) throws Exception {
        Plan plan = Plan.between(from, to, connection.getMetaData().getUserName());
        try {
            Carried.out(connection, plan);
        } catch (SQLException e) {
            return List.of("failed: " + e.getMessage() + "\nPLAN " + plan.sql());
        }
        List<String> left = Carried.differences(Carried.model(connection), to);
        return left.isEmpty() ? left : List.of(String.join("\n", left) + "\nPLAN " + plan.sql());
    }

    @Test
    void the_mutations_differ() throws Exception {
        try (TestDatabase database = SERVER.create();
                Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t (a int, b text DEFAULT 'x', c int)");
            Model before = Carried.model(connection);
            List<String> done = Mutation.apply(connection, before, new Random(1), TOGETHER);
            assertThat(done).hasSize(TOGETHER);
            assertThat(Carried.differences(before, Carried.model(connection))).isNotEmpty();
        }
    }
}
