package dev.pgsteady.cli;

import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// JSON for standard output: indented, fields in the order in which they are put, ended by a line break.
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    static String object(Consumer<ObjectNode> fill) {
        ObjectNode root = MAPPER.createObjectNode();
        fill.accept(root);
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    }

    static String array(Consumer<ArrayNode> fill) {
        ArrayNode root = MAPPER.createArrayNode();
        fill.accept(root);
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    }
}
