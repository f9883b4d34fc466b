package dev.pgsteady.cli;

import dev.pgsteady.core.Severity;
import dev.pgsteady.migrate.lint.LintFinding;
import dev.pgsteady.migrate.lint.LintReport;
import dev.pgsteady.migrate.lint.LintRules;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.node.ObjectNode;

/// Findings about migrations as SARIF 2.1.0, for code scanning. What a comment accepts is left out,
/// because GitHub opens an alert for a suppressed result as for any other.
final class LintSarif {
    private static final String SCHEMA =
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    private LintSarif() {}

    static String write(LintReport report, LintRules rules) {
        return Json.object(log -> {
            log.put("$schema", SCHEMA);
            log.put("version", "2.1.0");
            ObjectNode run = log.putArray("runs").addObject();
            ObjectNode driver = run.putObject("tool").putObject("driver");
            driver.put("name", "pgsteady migrate lint").put("version", Version.built());
            var described = driver.putArray("rules");
            rules.all().forEach(r -> {
                ObjectNode rule = described.addObject().put("id", r.words().name());
                text(rule, "shortDescription", r.words().title());
                text(rule, "fullDescription", r.words().why());
                rule.putObject("defaultConfiguration")
                        .put("level", level(r.words().severity()));
            });
            var results = run.putArray("results");
            Map<String, Integer> seen = new HashMap<>();
            report.findings().forEach(f -> result(results.addObject(), f, seen));
        });
    }

    private static void result(ObjectNode node, LintFinding finding, Map<String, Integer> seen) {
        node.put("ruleId", finding.rule());
        node.put("level", level(finding.severity()));
        text(node, "message", finding.what() + "\n" + finding.why() + "\n\nInstead:\n" + finding.instead());
        ObjectNode physical = node.putArray("locations").addObject().putObject("physicalLocation");
        physical.putObject("artifactLocation").put("uri", uri(path(finding.file())));
        physical.putObject("region").put("startLine", finding.line());
        String print = print(finding);
        String unique = print + ":" + seen.merge(print, 1, Integer::sum);
        node.putObject("partialFingerprints").put("pgsteady/v1", unique).put("primaryLocationLineHash", unique);
    }

    /// Without the line, so that a comment put above does not make it new.
    private static String print(LintFinding finding) {
        String essence = path(finding.file()) + "\n" + finding.rule() + "\n" + finding.instead();
        return UUID.nameUUIDFromBytes(essence.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static void text(ObjectNode node, String field, String text) {
        node.putObject(field).put("text", text);
    }

    static String level(Severity severity) {
        return switch (severity) {
            case CRITICAL, HIGH -> "error";
            case MEDIUM -> "warning";
            case LOW, INFO -> "note";
        };
    }

    /// As seen from the working directory, `/` between the folders.
    static String path(Path file) {
        Path here = Path.of("").toAbsolutePath();
        Path there = file.toAbsolutePath().normalize();
        Path shown = there.startsWith(here) ? here.relativize(there) : file;
        return StreamSupport.stream(shown.spliterator(), false)
                .map(Path::toString)
                .collect(Collectors.joining("/", shown.isAbsolute() ? "/" : "", ""));
    }

    private static String uri(String path) {
        try {
            return new URI(null, null, path, null).toASCIIString();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("not a path: " + path, e);
        }
    }
}
