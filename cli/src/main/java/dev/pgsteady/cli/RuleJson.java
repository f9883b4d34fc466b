package dev.pgsteady.cli;

import dev.pgsteady.core.Check.Words;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The words of rules as JSON.
final class RuleJson {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private RuleJson() {}

    static String write(List<Words> rules) {
        ArrayNode root = MAPPER.createArrayNode();
        rules.forEach(w -> root.add(node(w)));
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    }

    static String write(Words rule) {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(node(rule)) + "\n";
    }

    private static ObjectNode node(Words rule) {
        return MAPPER.createObjectNode()
                .put("id", rule.id().value())
                .put("area", rule.id().area().id())
                .put("severity", rule.severity().word())
                .put("title", rule.title())
                .put("reason", rule.reason())
                .put("remedy", rule.remedy())
                .put("manual", rule.manual());
    }
}
