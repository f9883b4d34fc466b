package dev.pgsteady.readiness;

import dev.pgsteady.core.Problem;
import dev.pgsteady.core.Sql;
import dev.pgsteady.readiness.Samples.Comparison;
import dev.pgsteady.readiness.Samples.Gain;
import dev.pgsteady.readiness.Samples.Scan;
import dev.pgsteady.readiness.Samples.StatementPlan;
import dev.pgsteady.schema.Schema.Extension;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Asks the server how it would run the main statements, whatever their parameters are. Nothing is
/// executed: EXPLAIN without ANALYZE plans. A statement that cannot be planned here is left out: its
/// parameters' types do not show, its tables are in another schema, the role may not read them. So is
/// one that may not be planned with our rights ([Plannable]).
public final class PlanSampler {
    /// From how many rows a table is worth a plan.
    public static final long LARGE = 10_000;

    private static final Duration TIME = Duration.ofMillis(500);
    private static final int SCHEMAS = 20;
    private static final int LONGEST = 80;
    private static final int WIDEST_INDEX = 3;
    private static final Pattern PARAMETER = Pattern.compile("\\$(\\d+)");
    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/|--[^\\n]*", Pattern.DOTALL);

    /// `interval '1 day'` has become `interval $1`, which is no SQL.
    private static final Pattern TYPED_LITERAL = Pattern.compile(
            "(?i)\\b(interval|date|time|timestamp|timestamptz|timestamp with(?:out)? time zone)\\s+(\\$\\d+)");

    private static final JsonMapper JSON = new JsonMapper();

    private final LongSupplier clock;

    /// @param clock nanoseconds, from any beginning
    public PlanSampler(LongSupplier clock) {
        this.clock = clock;
    }

    /// Plans the main statements, when there is a table large enough for a plan to matter.
    ///
    /// @param connection outside a transaction; it is left so, with auto-commit as it was
    /// @throws Problem when the connection breaks
    public List<StatementPlan> sample(Connection connection, Facts facts) {
        List<String> main = facts.live().gaps().in(Live.Part.STATEMENTS)
                ? List.of()
                : facts.live().statements().main().orElse(List.of());
        if (main.isEmpty() || facts.roots().stream().noneMatch(t -> facts.rows(t) > LARGE)) {
            return List.of();
        }
        Plannable plannable = new Plannable(facts);
        List<String> allowed = main.stream().filter(plannable::allows).toList();
        return Glances.during(connection, clock, TIME, glances -> {
            List<StatementPlan> plans = new ArrayList<>();
            for (String text : allowed) {
                glances.look(s -> plan(s, facts, text)).ifPresent(plans::add);
            }
            return plans;
        });
    }

    private static StatementPlan plan(Statement statement, Facts facts, String text) throws SQLException {
        statement.execute(path(facts));
        Explain explain = new Explain(statement, text);
        JsonNode plan = explain.plan();
        PlanReader read = new PlanReader(facts, plan);
        Optional<Gain> gain = hypothetical(facts)
                .flatMap(h -> read.scans().stream()
                        .filter(s -> large(facts, s))
                        .max(Comparator.comparingLong(s -> rows(facts, s)))
                        .flatMap(s -> gain(explain, h, s, plan)));
        return new StatementPlan(shown(text), read.scans(), read.sortings(), gain);
    }

    /// The session's own search path, and behind it the schemas with most tables: applications set
    /// another one.
    private static String path(Facts facts) {
        String schemas = facts.roots().stream()
                .collect(Collectors.groupingBy(t -> t.name().schema(), Collectors.counting()))
                .entrySet()
                .stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry::getKey))
                .limit(SCHEMAS)
                .map(e -> Sql.identifier(e.getKey()))
                .collect(Collectors.joining(", "));
        return """
                RESET search_path;
                SELECT pg_catalog.set_config('search_path', pg_catalog.concat_ws(', ',
                  nullif(pg_catalog.current_setting('search_path'), ''), %s), true)""".formatted(Sql.literal(schemas));
    }

    /// A statement and how it is explained: as a prepared one that is told to make one plan for all
    /// values. Release 16 has EXPLAIN (GENERIC_PLAN) for it, which the driver's protocol cannot send: it
    /// waits for the values of the parameters.
    private record Explain(Statement statement, String text) {
        JsonNode plan() throws SQLException {
            statement.execute("SET LOCAL plan_cache_mode = force_generic_plan; PREPARE pgsteady AS " + prepared());
            try {
                statement.execute("SAVEPOINT explained");
                String nulls = IntStream.range(0, parameters(text))
                        .mapToObj(i -> "NULL")
                        .collect(Collectors.joining(", "));
                return read(
                        "EXPLAIN (VERBOSE, FORMAT JSON) EXECUTE pgsteady" + (nulls.isEmpty() ? "" : "(" + nulls + ")"));
            } finally {
                statement.execute("ROLLBACK TO SAVEPOINT explained; DEALLOCATE pgsteady");
            }
        }

        private String prepared() {
            return TYPED_LITERAL.matcher(text).replaceAll("CAST($2 AS $1)");
        }

        private JsonNode read(String sql) throws SQLException {
            try (ResultSet row = statement.executeQuery(sql)) {
                row.next();
                return JSON.readTree(row.getString(1)).path(0).path("Plan");
            } catch (JacksonException e) {
                throw new SQLException("a plan that is no JSON", e);
            }
        }
    }

    private static int parameters(String text) {
        return PARAMETER
                .matcher(text)
                .results()
                .mapToInt(m -> Integer.parseInt(m.group(1)))
                .max()
                .orElse(0);
    }

    private static boolean large(Facts facts, Scan scan) {
        return rows(facts, scan) > LARGE && !scan.columns(Comparison.EQUAL).isEmpty();
    }

    private static long rows(Facts facts, Scan scan) {
        return facts.table(scan.table()).map(facts::rows).orElse(0L);
    }

    /// The extension that pretends that an index is there.
    private static Optional<Extension> hypothetical(Facts facts) {
        return facts.schema().extensions().stream()
                .filter(e -> e.name().equals("hypopg"))
                .findFirst();
    }

    /// What an index on the filter's columns would save; empty when the extension refuses.
    private static Optional<Gain> gain(Explain explain, Extension hypopg, Scan scan, JsonNode before) {
        List<String> columns = Stream.concat(
                        scan.columns(Comparison.EQUAL).stream(),
                        scan.columns(Comparison.RANGE).stream().limit(1))
                .distinct()
                .limit(WIDEST_INDEX)
                .toList();
        String schema = Sql.identifier(hypopg.namespace());
        String index = "CREATE INDEX ON %s (%s)"
                .formatted(
                        scan.table().sql(),
                        columns.stream().map(Sql::identifier).collect(Collectors.joining(", ")));
        try {
            explain.statement().execute("SELECT %s.hypopg_create_index(%s)".formatted(schema, Sql.literal(index)));
            try {
                double after = cost(explain.plan());
                return Optional.of(new Gain(scan.table(), columns, cost(before), after));
            } finally {
                explain.statement().execute("SELECT %s.hypopg_reset()".formatted(schema));
            }
        } catch (SQLException e) {
            return Optional.empty();
        }
    }

    private static double cost(JsonNode plan) {
        return plan.path("Total Cost").asDouble(0);
    }

    /// One line, without comments and without a literal that was not taken out, as in texts that could
    /// not be normalized.
    private static String shown(String text) {
        String line = COMMENT.matcher(text)
                .replaceAll(" ")
                .replaceAll("'(?:[^']|'')*'?", "'...'")
                .replaceAll("\\s+", " ")
                .strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 3).strip() + "...";
    }
}
