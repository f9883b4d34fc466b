package dev.pgsteady.schema.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgsteady.core.Problem;
import dev.pgsteady.testkit.Matrix;
import dev.pgsteady.testkit.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Pairs of schemas of our own, `plans/cases.sql`: there and back, in the simple and in the online form, the plan
/// gives what is wanted and keeps the rows; and a schema planned to itself gives nothing to do.
class PlansTest {
    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    /// Those of which `pg_dump` is asked too, four times each.
    private static final Set<String> DUMPED = some().stream().map(Pair::name).collect(Collectors.toSet());

    private static boolean dumps;

    @BeforeAll
    static void ask() {
        dumps = Dump.possible(SERVER);
    }

    record Pair(String name, String old, String wanted) {
        @Override
        public String toString() {
            return name;
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void the_simple_plan_converges_there_and_back(Pair pair) throws Exception {
        Trial trial = new Trial(SERVER, false, dumps && DUMPED.contains(pair.name()));
        assertThat(trial.thereAndBack(pair.old(), pair.wanted()))
                .containsExactly(CaseTable.CONVERGED, CaseTable.CONVERGED);
    }

    @ParameterizedTest
    @MethodSource("some")
    void the_online_plan_converges_there_and_back(Pair pair) throws Exception {
        Trial trial = new Trial(SERVER, true, false);
        assertThat(trial.thereAndBack(pair.old(), pair.wanted()))
                .containsExactly(CaseTable.CONVERGED, CaseTable.CONVERGED);
    }

    @Test
    void a_schema_is_the_same_as_itself() throws Exception {
        Trial trial = new Trial(SERVER, true, false);
        for (Pair pair : some()) {
            assertThat(trial.outcome(pair.wanted(), pair.wanted(), true))
                    .as(pair.name())
                    .isEqualTo(CaseTable.CONVERGED);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w|CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w; CREATE FOREIGN TABLE t (a int) SERVER s|TABLE public.t
            CREATE FOREIGN DATA WRAPPER w|CREATE FOREIGN DATA WRAPPER w OPTIONS (password 'x')|FOREIGN-DATA WRAPPER w: options of foreign data
            CREATE TABLE t (a int)|CREATE TABLE t (a int); CREATE FOREIGN DATA WRAPPER w OPTIONS (password 'x')|FOREIGN-DATA WRAPPER w
            CREATE EXTENSION hstore|CREATE EXTENSION hstore; REVOKE EXECUTE ON FUNCTION hstore(text, text) FROM PUBLIC|rights on function""")
    void what_cannot_be_planned_is_refused_by_name(String old, String wanted, String name) {
        Trial trial = new Trial(SERVER, false, false);
        assertThatThrownBy(() -> trial.outcome(old, wanted, false)).isInstanceOfSatisfying(Problem.class, p -> {
            assertThat(p.kind()).isEqualTo(Problem.Kind.UNPLANNABLE);
            assertThat(p.getMessage()).contains(name).doesNotContain("'x'");
        });
    }

    /// A fifth of them, for what takes the same way through all.
    static List<Pair> some() {
        return Matrix.oneIn(5, pairs());
    }

    static List<Pair> pairs() {
        List<Pair> pairs = new ArrayList<>();
        try (InputStream file = Objects.requireNonNull(PlansTest.class.getResourceAsStream("/plans/cases.sql"))) {
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            for (String one : text.split("(?m)^-- case: ", -1)) {
                if (!one.isBlank()) {
                    String[] parts = one.split("(?m)^-- (old|new)$", 3);
                    pairs.add(new Pair(parts[0].strip(), parts[1], parts[2]));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return pairs;
    }
}
