package dev.pgsteady.readiness;

import dev.pgsteady.core.Finding;
import dev.pgsteady.readiness.FixProof.Outcome;
import dev.pgsteady.readiness.FixProof.Proof;
import dev.pgsteady.readiness.FixProof.State;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Fixes, and where they were tried their proof, as JSON.
public final class FixJson {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private FixJson() {}

    /// The script and its proof as indented JSON, ended by a line break.
    ///
    /// @param proof empty when the fixes were not tried
    public static String write(FixScript script, Optional<Proof> proof) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("database", script.database());
        ArrayNode fixes = root.putArray("fixes");
        for (int i = 0; i < script.steps().size(); i++) {
            FixScript.Step step = script.steps().get(i);
            int at = i;
            ObjectNode node = fixes.addObject();
            finding(node, step.finding());
            ArrayNode statements = node.putArray("statements");
            step.statements().forEach(statements::add);
            proof.ifPresent(p -> outcome(node, p.outcomes().get(at)));
        }
        root.put("undone", script.undone());
        proof.ifPresent(p -> summary(root.putObject("proof"), p));
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    }

    private static void finding(ObjectNode node, Finding finding) {
        node.put("rule", finding.rule().value());
        node.put("severity", finding.severity().word());
        ObjectNode subject = node.putObject("subject");
        subject.put("kind", finding.subject().kind());
        subject.put("name", finding.subject().name());
    }

    private static void outcome(ObjectNode node, Outcome outcome) {
        node.put("state", word(outcome.state()));
        ArrayNode runs = node.putArray("runs");
        for (FixRun run : outcome.runs()) {
            ObjectNode each = runs.addObject();
            each.put("milliseconds", run.millis());
            run.lock().ifPresent(lock -> each.put("lock", lock));
            each.put("lockSeen", run.seen());
        }
        outcome.error().ifPresent(e -> node.put("error", e));
    }

    private static void summary(ObjectNode node, Proof proof) {
        node.put("serverVersion", proof.server());
        node.put("rowsCopied", proof.copied().rows());
        ArrayNode notes = node.putArray("notes");
        proof.copied().notes().forEach(notes::add);
        for (State state : State.values()) {
            node.put(word(state), proof.count(state));
        }
        ArrayNode fresh = node.putArray("newFindings");
        proof.fresh().forEach(f -> finding(fresh.addObject(), f));
        node.put("left", proof.left());
        node.put("scoreBefore", proof.before().passed());
        node.put("pointsBefore", proof.before().points());
        node.put("scoreAfter", proof.after().passed());
        node.put("pointsAfter", proof.after().points());
    }

    private static String word(State state) {
        return state == State.NOT_SHOWN ? "notShown" : state.name().toLowerCase(Locale.ROOT);
    }
}
