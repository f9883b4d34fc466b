package dev.pgsteady.readiness;

import dev.pgsteady.core.Configuration.Suppression;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Baseline.Comparison;
import dev.pgsteady.schema.Snapshot.Unseen;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A report as JSON. Holds nothing that changes while the database does not: no clock, no duration, no counter. The
/// field names are part of the interface (reference: `check --json`).
public final class ReportJson {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private ReportJson() {}

    /// The report as indented JSON, ended by a line break.
    ///
    /// @param all whether every finding is written, or only those that [Report#shown()] picks
    public static String write(Report report, boolean all) {
        List<Finding> shown = all ? report.findings() : report.shown();
        ObjectNode root = MAPPER.createObjectNode();
        root.put("score", report.score().passed());
        root.put("points", report.score().points());
        root.set("database", database(report));
        ArrayNode areas = root.putArray("areas");
        report.score().areas().forEach(a -> areas.add(area(a)));
        ArrayNode findings = root.putArray("findings");
        shown.forEach(f -> findings.add(finding(f, report)));
        root.put("hidden", report.findings().size() - shown.size());
        root.put("suppressed", report.suppressed());
        root.set("suppressions", suppressions(report));
        report.baseline().ifPresent(b -> baseline(root.putObject("baseline"), b));
        ArrayNode rules = root.putArray("rules");
        report.judgements().forEach(j -> rules.add(rule(j)));
        ArrayNode broken = root.putArray("broken");
        report.broken()
                .forEach(b -> broken.addObject().put("rule", b.rule().value()).put("what", b.what()));
        ArrayNode unseen = root.putArray("unseen");
        report.unseen().forEach(u -> unseen.add(unseen(u)));
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    }

    private static ObjectNode database(Report report) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("name", report.server().database());
        node.put("serverVersion", report.server().version());
        node.put("role", report.server().role());
        node.put("tables", report.tables());
        return node;
    }

    private static ObjectNode suppressions(Report report) {
        ObjectNode node = MAPPER.createObjectNode();
        ArrayNode expired = node.putArray("expired");
        report.accepted().expired().forEach(s -> suppression(expired.addObject(), s));
        ArrayNode idle = node.putArray("idle");
        report.accepted().idle().forEach(s -> suppression(idle.addObject(), s));
        return node;
    }

    private static void suppression(ObjectNode node, Suppression suppression) {
        node.put("rule", suppression.rule().value());
        node.put("subject", suppression.subject());
        node.put("reason", suppression.reason());
        suppression.until().ifPresent(day -> node.put("until", day.toString()));
    }

    private static void baseline(ObjectNode node, Comparison comparison) {
        node.put("database", comparison.database());
        node.put("known", comparison.known());
        node.put("new", comparison.fresh());
        node.put("gone", comparison.gone());
    }

    private static ObjectNode area(AreaScore area) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("id", area.area().id());
        node.put("title", area.area().title());
        node.put("passed", area.passed());
        node.put("points", area.points());
        ArrayNode reasons = node.putArray("reasons");
        area.reasons().forEach(reasons::add);
        return node;
    }

    private static ObjectNode finding(Finding finding, Report report) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("rule", finding.rule().value());
        node.put("severity", finding.severity().word());
        node.put("title", report.judgement(finding.rule()).rule().title());
        ObjectNode subject = node.putObject("subject");
        subject.put("kind", finding.subject().kind());
        subject.put("name", finding.subject().name());
        node.put("evidence", finding.evidence());
        report.baseline().ifPresent(b -> node.put("state", b.knows(finding) ? "known" : "new"));
        finding.fix().ifPresent(fix -> {
            ObjectNode out = node.putObject("fix");
            out.put("kind", fix.kind().name().toLowerCase(Locale.ROOT));
            out.put("text", fix.text());
        });
        return node;
    }

    private static ObjectNode rule(Judgement judgement) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("id", judgement.rule().id().value());
        node.put("verdict", verdict(judgement.verdict()));
        reason(judgement.verdict()).ifPresent(r -> node.put("reason", r));
        if (!judgement.findings().isEmpty()) {
            node.put("findings", judgement.findings().size());
        }
        return node;
    }

    private static String verdict(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Passed ignored -> "pass";
            case Verdict.Failed ignored -> "fail";
            case Verdict.Skipped ignored -> "skipped";
            case Verdict.Unknown ignored -> "unknown";
        };
    }

    private static Optional<String> reason(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Passed ignored -> Optional.empty();
            case Verdict.Failed ignored -> Optional.empty();
            case Verdict.Skipped(String reason) -> Optional.of(reason);
            case Verdict.Unknown(String reason) -> Optional.of(reason);
        };
    }

    private static ObjectNode unseen(Unseen unseen) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("what", unseen.what().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        node.put("why", unseen.why());
        return node;
    }
}
