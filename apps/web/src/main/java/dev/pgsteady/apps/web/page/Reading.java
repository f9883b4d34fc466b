package dev.pgsteady.apps.web.page;

import dev.pgsteady.apps.web.page.Description.Field;
import dev.pgsteady.apps.web.page.Description.Group;
import dev.pgsteady.apps.web.page.Description.Operation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Reads an OpenAPI document into what the page shows of it.
final class Reading {
    private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");
    private static final Map<String, String> RULES = new LinkedHashMap<>();

    static {
        RULES.put("minimum", "at least %s");
        RULES.put("exclusiveMinimum", "more than %s");
        RULES.put("maximum", "at most %s");
        RULES.put("minLength", "at least %s characters");
        RULES.put("maxLength", "at most %s characters");
        RULES.put("minItems", "at least %s entries");
        RULES.put("maxItems", "at most %s entries");
        RULES.put("pattern", "fits %s");
    }

    private final JsonNode document;
    private final Predicate<String> open;

    /// @param open the paths that nobody has to sign in for
    Reading(JsonNode document, Predicate<String> open) {
        this.document = document;
        this.open = open;
    }

    Description description() {
        Map<String, List<Operation>> groups = new TreeMap<>();
        document.path("paths")
                .properties()
                .forEach(path -> METHODS.forEach(method -> {
                    JsonNode node = path.getValue().path(method);
                    if (!node.isMissingNode()) {
                        groups.computeIfAbsent(group(path.getKey()), name -> new ArrayList<>())
                                .add(operation(method, path.getKey(), node));
                    }
                }));
        groups.values().forEach(g -> g.sort(java.util.Comparator.comparing(Operation::path)));
        return new Description(
                document.path("info").path("title").asString(""),
                document.path("info").path("description").asString(""),
                groups.entrySet().stream()
                        .map(e -> new Group(e.getKey(), e.getValue()))
                        .toList());
    }

    /// `/api/workspaces/{id}` belongs to `workspaces`.
    private static String group(String path) {
        String[] parts = path.split("/", -1);
        String first = parts.length > 2 ? parts[2] : path;
        return first.equals("staff") && parts.length > 3 ? "staff: " + parts[3] : first;
    }

    private Operation operation(String method, String path, JsonNode node) {
        List<Field> parameters = new ArrayList<>();
        node.path("parameters")
                .forEach(p -> parameters.add(field(
                        p.path("name").asString(""),
                        p.path("schema"),
                        p.path("required").asBoolean(false))));
        JsonNode body = content(node.path("requestBody"));
        List<String> statuses = node.path("responses").propertyNames().stream().toList();
        JsonNode answer = statuses.stream()
                .filter(s -> s.startsWith("2"))
                .findFirst()
                .map(s -> content(node.path("responses").path(s)))
                .orElseGet(() -> document.path("nothing"));
        return new Operation(
                method.toUpperCase(Locale.ROOT),
                path,
                node.path("summary").asString(""),
                !open.test(path),
                parameters,
                fields(body),
                fields(answer),
                statuses);
    }

    private static JsonNode content(JsonNode node) {
        return node.path("content").properties().stream()
                .findFirst()
                .map(e -> e.getValue().path("schema"))
                .orElse(node.path("content"));
    }

    private JsonNode resolved(JsonNode schema) {
        String reference = schema.path("$ref").asString("");
        return reference.isEmpty() ? schema : document.at(reference.substring(1));
    }

    private List<Field> fields(JsonNode schema) {
        JsonNode whole = resolved(schema);
        JsonNode object = whole.path("type").asString("").equals("array") ? resolved(whole.path("items")) : whole;
        List<String> required = new ArrayList<>();
        object.path("required").forEach(n -> required.add(n.asString("")));
        return object.path("properties").properties().stream()
                .map(e -> field(e.getKey(), e.getValue(), required.contains(e.getKey())))
                .toList();
    }

    private Field field(String name, JsonNode schema, boolean required) {
        JsonNode whole = resolved(schema);
        return new Field(name, type(schema, whole), required, rules(whole));
    }

    private String type(JsonNode schema, JsonNode whole) {
        String type = whole.path("type").isArray()
                ? whole.path("type").path(0).asString("")
                : whole.path("type").asString("");
        if (type.equals("array")) {
            return type(whole.path("items"), resolved(whole.path("items"))) + "[]";
        }
        String format = whole.path("format").asString("");
        String reference = schema.path("$ref").asString("");
        String name = reference.isEmpty() ? type : reference.substring(reference.lastIndexOf('/') + 1);
        return Optional.of(format).filter(f -> !f.isEmpty()).orElse(name.isEmpty() ? "any" : name);
    }

    private static String rules(JsonNode schema) {
        List<String> rules = new ArrayList<>();
        RULES.forEach((rule, words) -> {
            String value = schema.path(rule).asString("");
            if (!value.isEmpty() && !(rule.startsWith("min") && value.equals("0") && !rule.equals("minimum"))) {
                rules.add(words.formatted(value));
            }
        });
        if (schema.has("enum")) {
            rules.add(schema.path("enum")
                    .valueStream()
                    .map(n -> n.asString(""))
                    .collect(Collectors.joining(", ", "one of ", "")));
        }
        return String.join("; ", rules);
    }
}
