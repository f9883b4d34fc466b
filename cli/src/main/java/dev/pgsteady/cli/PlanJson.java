package dev.pgsteady.cli;

import dev.pgsteady.schema.plan.Change;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/// A change of a plan as JSON.
final class PlanJson {
    private PlanJson() {}

    static void write(ObjectNode node, Change change) {
        node.put("action", change.action().name().toLowerCase(Locale.ROOT));
        node.put("object", change.id().words());
        var commands = node.putArray("commands");
        change.commands()
                .forEach(c -> commands.addObject()
                        .put("sql", c.sql())
                        .put("lock", c.lock().words())
                        .put("work", c.work().name().toLowerCase(Locale.ROOT))
                        .put("transaction", !c.alone()));
        var hazards = node.putArray("hazards");
        change.hazards().forEach(h -> {
            ObjectNode hazard = hazards.addObject();
            hazard.put("kind", h.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '));
            hazard.put("words", h.words());
            h.query().ifPresent(q -> hazard.put("query", q));
        });
    }
}
