package dev.pgsteady.schema.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.core.Problem;
import dev.pgsteady.testkit.SharedFolder;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Pairs of schemas from the test suites of other tools: the plan from the one to the other, carried out, gives
/// the other. The table of outcomes is written to `target/cases.txt`.
///
/// A seeded sample by default; `-Dcases=all` takes all, `-Dcases=pgschema` one source, and
/// `-Dcases=pgschema/name` one case, `-Dcases=@file` those that the lines of a file name.
class CasesTest {
    private static final int SAMPLE = 120;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    private final Map<String, List<String>> outcomes = new ConcurrentHashMap<>();

    private record Case(String source, String name, String old, String wanted, boolean equal, List<String> roles) {}

    @Test
    void plans_converge() throws Exception {
        String choice = System.getProperty("cases", "");
        List<Case> cases = new ArrayList<>(cases());
        if (choice.isEmpty()) {
            Collections.shuffle(cases, new Random(7));
            cases = cases.subList(0, SAMPLE);
        } else if (choice.startsWith("@")) {
            List<String> named = Files.readAllLines(Path.of(choice.substring(1)));
            cases.removeIf(c -> !named.contains(c.source() + "/" + c.name()));
        } else if (!choice.equals("all")) {
            cases.removeIf(c -> !(c.source() + "/" + c.name()).startsWith(choice));
        }
        roles(cases);
        List<Future<?>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            for (Case each : cases) {
                running.add(threads.submit(() -> both(each)));
            }
            for (Future<?> done : running) {
                done.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
        report(cases.size());
        long good = outcomes.getOrDefault("converged", List.of()).size();
        assertThat(good * 1000 / (2L * cases.size())).isGreaterThanOrEqualTo(985);
    }

    /// There and back: the plan to the wanted schema is carried out in the old one, and the other way round.
    private void both(Case c) {
        String name = c.source() + "/" + c.name();
        try (TestDatabase first = SERVER.create();
                TestDatabase second = SERVER.create();
                Connection one = first.connect();
                Connection other = second.connect()) {
            load(one, c.old());
            load(other, c.wanted());
            Model old = Carried.model(one);
            Model wanted = Carried.model(other);
            note(name, () -> run(one, old, wanted, c.equal()));
            note(name + " back", () -> run(other, wanted, old, c.equal()));
        } catch (SQLException e) {
            note(name, () -> "not loaded: " + e.getMessage());
            note(name + " back", () -> "not loaded: " + e.getMessage());
        }
    }

    @FunctionalInterface
    private interface Attempt {
        String run() throws SQLException;
    }

    private void note(String name, Attempt attempt) {
        String outcome;
        try {
            outcome = attempt.run();
        } catch (Problem e) {
            outcome = (e.kind() == Problem.Kind.UNPLANNABLE ? "refused: " : "problem: ") + e.getMessage();
        } catch (SQLException e) {
            outcome = "failed: " + e.getMessage();
        } catch (RuntimeException e) {
            outcome = "bug: " + e;
        }
        int colon = outcome.indexOf(':');
        outcomes.computeIfAbsent(
                        colon < 0 ? outcome : outcome.substring(0, colon),
                        k -> Collections.synchronizedList(new ArrayList<>()))
                .add(name + (colon < 0 ? "" : " " + outcome.substring(colon + 1)));
    }

    private static String run(Connection one, Model start, Model goal, boolean equal) throws SQLException {
        Plan plan = Plan.between(start, goal, one.getMetaData().getUserName());
        if (equal) {
            return plan.isEmpty() ? "converged" : "not empty:" + plan.sql();
        }
        try {
            Carried.out(one, plan);
        } catch (SQLException e) {
            return "failed: " + e.getMessage() + "\nPLAN " + plan.sql();
        }
        List<String> left = Carried.differences(Carried.model(one), goal);
        return left.isEmpty() ? "converged" : "differs:" + String.join("\n", left) + "\nPLAN " + plan.sql();
    }

    private static void load(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            String script = sql.replaceAll("(?ms)^COPY [^;]*FROM stdin;.*?^\\\\\\.$", "");
            if (script.contains("CONCURRENTLY")) {
                for (String each : dev.pgsteady.core.SqlInput.statements(script)) {
                    statement.execute(each);
                }
            } else {
                statement.execute(script);
            }
            statement.execute("RESET ALL");
        }
    }

    private static void roles(List<Case> cases) throws SQLException {
        try (TestDatabase database = SERVER.create();
                Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String role :
                    cases.stream().flatMap(c -> c.roles().stream()).distinct().toList()) {
                statement.execute("DO $pgsteady$ BEGIN CREATE ROLE " + dev.pgsteady.core.Sql.identifier(role)
                        + "; EXCEPTION WHEN duplicate_object THEN NULL; END $pgsteady$");
            }
        }
    }

    private void report(int size) throws IOException {
        StringBuilder text = new StringBuilder();
        Map<String, List<String>> sorted = new TreeMap<>(outcomes);
        sorted.forEach((outcome, names) -> text.append("%s: %d of %d%n".formatted(outcome, names.size(), 2 * size)));
        sorted.forEach((outcome, names) -> {
            if (!outcome.equals("converged")) {
                names.stream().sorted().forEach(n -> text.append("%n=== %s %s%n".formatted(outcome, n)));
            }
        });
        Files.writeString(Path.of("target", "cases.txt"), text);
    }

    private static List<Case> cases() throws IOException {
        List<Case> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(SharedFolder.require("cases"))) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".jsonl")).sorted().toList()) {
                String source = file.getFileName().toString().replace(".jsonl", "");
                if (!source.equals("lint")) {
                    Files.readAllLines(file).forEach(l -> add(all, source, JSON.readTree(l)));
                }
            }
        }
        return all;
    }

    private static void add(List<Case> all, String source, JsonNode node) {
        if (!node.path("isolated").asBoolean()) {
            List<String> roles = new ArrayList<>();
            node.path("roles").forEach(r -> roles.add(r.asString()));
            all.add(new Case(
                    source,
                    node.path("case").asString(),
                    node.path("old").asString(),
                    node.path("new").asString(),
                    node.path("equal").asBoolean(),
                    roles));
        }
    }
}
