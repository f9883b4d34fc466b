package dev.pgsteady.readiness;

import dev.pgsteady.core.Check.Words;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A report as SARIF 2.1.0, for code scanning. All findings are in it; accepted ones are not, because GitHub opens an
/// alert for a suppressed result as for any other.
public final class ReportSarif {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String SCHEMA =
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    private final Report report;
    private final String file;
    private final Map<RuleId, Integer> ruleIndex = new HashMap<>();
    private final Map<String, Integer> occurrences = new HashMap<>();

    private ReportSarif(Report report, String file) {
        this.report = report;
        this.file = file;
        List<Judgement> judgements = report.judgements();
        IntStream.range(0, judgements.size())
                .forEach(i -> ruleIndex.put(judgements.get(i).rule().id(), i));
    }

    /// The log, ended by a line break.
    ///
    /// @param file    what results are shown at, as a path from the root of the repository: a database has no
    ///                lines, and GitHub drops a result without a file
    /// @param version of this program
    public static String write(Report report, String file, String version) {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(new ReportSarif(report, file).log(version))
                + "\n";
    }

    private ObjectNode log(String version) {
        ObjectNode log = MAPPER.createObjectNode();
        log.put("$schema", SCHEMA);
        log.put("version", "2.1.0");
        ObjectNode run = log.putArray("runs").addObject();
        ObjectNode driver = run.putObject("tool").putObject("driver");
        driver.put("name", "pgsteady");
        driver.put("version", version);
        ArrayNode rules = driver.putArray("rules");
        report.judgements().forEach(j -> rule(rules.addObject(), j.rule()));
        run.putObject("automationDetails")
                .put("id", "pgsteady/" + report.server().database() + "/");
        invocation(run.putArray("invocations").addObject());
        ArrayNode results = run.putArray("results");
        report.findings().forEach(f -> result(results.addObject(), f));
        return log;
    }

    private static void rule(ObjectNode node, Words words) {
        node.put("id", words.id().value());
        text(node, "shortDescription", words.title());
        text(node, "fullDescription", words.reason().replace('\n', ' '));
        node.putObject("help")
                .put(
                        "text",
                        "%s\n\n%s\n\nPostgreSQL manual: %s".formatted(words.reason(), words.remedy(), words.manual()))
                .put(
                        "markdown",
                        "%s\n\n%s\n\nPostgreSQL manual: %s"
                                .formatted(
                                        MarkdownText.words(words.reason()),
                                        MarkdownText.words(words.remedy()),
                                        MarkdownText.words(words.manual())));
        node.putObject("defaultConfiguration").put("level", level(words.severity()));
        node.putObject("properties").putArray("tags").add(words.id().area().title());
    }

    /// What the run itself has to say: rules that broke.
    private void invocation(ObjectNode node) {
        node.put("executionSuccessful", report.broken().isEmpty());
        ArrayNode notifications = node.putArray("toolExecutionNotifications");
        report.broken().forEach(b -> {
            ObjectNode notification = notifications.addObject();
            notification.put("level", "error");
            text(notification, "message", b.remark());
            notification
                    .putObject("associatedRule")
                    .put("id", b.rule().value())
                    .put("index", ruleIndex.getOrDefault(b.rule(), -1));
        });
    }

    private void result(ObjectNode node, Finding finding) {
        node.put("ruleId", finding.rule().value());
        node.put("ruleIndex", ruleIndex.getOrDefault(finding.rule(), -1));
        node.put("level", level(finding.severity()));
        text(
                node,
                "message",
                finding.subject().words()
                        + ": "
                        + finding.evidence()
                        + finding.fix().map(fix -> "\n\n" + fix.text()).orElse(""));
        location(node.putArray("locations").addObject(), finding);
        fingerprints(node.putObject("partialFingerprints"), finding);
        report.baseline().ifPresent(b -> node.put("baselineState", b.knows(finding) ? "unchanged" : "new"));
        node.putObject("properties").put("severity", finding.severity().word());
    }

    private void location(ObjectNode node, Finding finding) {
        ObjectNode physical = node.putObject("physicalLocation");
        physical.putObject("artifactLocation").put("uri", uri(file));
        physical.putObject("region").put("startLine", 1);
        node.putArray("logicalLocations")
                .addObject()
                .put("fullyQualifiedName", finding.subject().name())
                .put("kind", finding.subject().kind());
    }

    /// Two fingerprints, which are the same: our own, and the name that GitHub goes by. Without the latter its action
    /// computes one from the file's line, which all results share.
    private void fingerprints(ObjectNode node, Finding finding) {
        String print = Baseline.Entry.of(finding).fingerprint();
        String unique = print + ":" + occurrences.merge(print, 1, Integer::sum);
        node.put("pgsteady/v1", unique);
        node.put("primaryLocationLineHash", unique);
    }

    private static void text(ObjectNode node, String field, String text) {
        node.putObject(field).put("text", text);
    }

    private static String level(Severity severity) {
        return switch (severity) {
            case CRITICAL, HIGH -> "error";
            case MEDIUM -> "warning";
            case LOW, INFO -> "note";
        };
    }

    private static String uri(String path) {
        try {
            return new URI(null, null, path, null).toASCIIString();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("not a path: " + path, e);
        }
    }
}
