package dev.pgsteady.cli;

import dev.pgsteady.core.Check.Words;
import tools.jackson.databind.node.ObjectNode;

/// The words of a rule as JSON.
final class RuleJson {
    private RuleJson() {}

    static void fill(ObjectNode node, Words rule) {
        node.put("id", rule.id().value())
                .put("area", rule.id().area().id())
                .put("severity", rule.severity().word())
                .put("title", rule.title())
                .put("reason", rule.reason())
                .put("remedy", rule.remedy())
                .put("manual", rule.manual());
    }
}
