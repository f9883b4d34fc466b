package dev.pgsteady.readiness;

import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.Sql;
import dev.pgsteady.readiness.Samples.Comparison;
import dev.pgsteady.readiness.Samples.Condition;
import dev.pgsteady.readiness.Samples.Scan;
import dev.pgsteady.readiness.Samples.SortKey;
import dev.pgsteady.readiness.Samples.Sorting;
import dev.pgsteady.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Takes out of a plan, as `EXPLAIN (VERBOSE, FORMAT JSON)` writes it, what indexes could change.
final class PlanReader {
    private static final String NAME = "(?:\"(?:[^\"]|\"\")+\"|[\\p{L}_][\\p{L}\\p{N}_$]*)";

    /// A column, perhaps relabelled as `(t.a)::text`, compared with something.
    private static final Pattern COMPARED =
            Pattern.compile("\\(*" + NAME + "\\.(" + NAME + ")\\)?(?:::[a-z ]+)? (=|<|<=|>|>=|~~|~~\\*) (.+)");

    private static final Pattern SORTED =
            Pattern.compile(NAME + "\\.(" + NAME + ")((?: ASC| DESC)?(?: NULLS (?:FIRST|LAST))?)");

    private final Facts facts;
    private final List<Scan> scans = new ArrayList<>();
    private final List<Sorting> sortings = new ArrayList<>();

    /// @param plan the node `Plan` of the outermost level
    PlanReader(Facts facts, JsonNode plan) {
        this.facts = facts;
        visit(plan);
    }

    /// The sequential scans with a filter, of tables that the team owns.
    List<Scan> scans() {
        return List.copyOf(scans);
    }

    /// The sorts below a limit.
    List<Sorting> sortings() {
        return List.copyOf(sortings);
    }

    private void visit(JsonNode node) {
        if (type(node).equals("Seq Scan") && node.has("Filter")) {
            table(node).ifPresent(t -> scans.add(new Scan(t.name(), rows(node), conditions(node))));
        }
        if (type(node).equals("Limit")) {
            children(node).stream().filter(c -> type(c).equals("Sort")).forEach(this::sorted);
        }
        children(node).forEach(this::visit);
    }

    /// A sort of rows from one table; one that a join needs no index could spare.
    private void sorted(JsonNode sort) {
        List<JsonNode> below = children(sort);
        if (below.size() != 1) {
            return;
        }
        JsonNode source = below.getFirst();
        List<JsonNode> parts = type(source).equals("Append") ? children(source) : List.of(source);
        Optional<Table> table = parts.stream().findFirst().flatMap(this::table);
        List<SortKey> keys = keys(sort);
        if (table.isPresent() && !keys.isEmpty()) {
            Scan scan = new Scan(table.get().name(), rows(source), conditions(parts.getFirst()));
            sortings.add(new Sorting(table.get().name(), rows(source), keys, scan.columns(Comparison.EQUAL)));
        }
    }

    /// The columns to sort by; none when one of them is an expression.
    private static List<SortKey> keys(JsonNode sort) {
        List<SortKey> keys = new ArrayList<>();
        for (JsonNode key : sort.path("Sort Key")) {
            Matcher matcher = SORTED.matcher(key.asString());
            if (!matcher.matches()) {
                return List.of();
            }
            keys.add(new SortKey(unquoted(matcher.group(1)), matcher.group(2).strip()));
        }
        return keys;
    }

    private static String type(JsonNode node) {
        return node.path("Node Type").asString("");
    }

    private static long rows(JsonNode node) {
        return node.path("Plan Rows").asLong(0);
    }

    private static List<JsonNode> children(JsonNode node) {
        List<JsonNode> children = new ArrayList<>();
        node.path("Plans").forEach(children::add);
        return children;
    }

    /// The table that a scan reads; for a partition, the whole.
    private Optional<Table> table(JsonNode node) {
        String schema = node.path("Schema").asString("");
        String name = node.path("Relation Name").asString("");
        return schema.isEmpty() || name.isEmpty()
                ? Optional.empty()
                : facts.table(new QualifiedName(schema, name))
                        .filter(t -> t.extension().isEmpty() && t.kind() != Table.Kind.FOREIGN)
                        .map(facts::top);
    }

    /// Comparisons that all have to hold; none when there are alternatives. What is compared with
    /// another column of the row, or changed before, is no comparison that an index on the column
    /// serves.
    private static List<Condition> conditions(JsonNode node) {
        String alias = Sql.identifier(node.path("Alias").asString("")) + ".";
        String filter = node.path("Filter").asString("");
        List<Condition> conditions = new ArrayList<>();
        if (!filter.contains(" OR ")) {
            for (String part : filter.split(" AND ", -1)) {
                Matcher matcher = COMPARED.matcher(part);
                if (matcher.matches() && !matcher.group(3).contains(alias)) {
                    conditions.add(new Condition(unquoted(matcher.group(1)), comparison(matcher.group(2))));
                }
            }
        }
        return conditions;
    }

    private static Comparison comparison(String operator) {
        return switch (operator) {
            case "=" -> Comparison.EQUAL;
            case "~~" -> Comparison.PATTERN;
            case "~~*" -> Comparison.PATTERN_ANY_CASE;
            default -> Comparison.RANGE;
        };
    }

    private static String unquoted(String name) {
        return name.startsWith("\"") ? name.substring(1, name.length() - 1).replace("\"\"", "\"") : name;
    }
}
