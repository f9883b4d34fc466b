package dev.pgsteady.readiness;

import dev.pgsteady.core.Finding.Subject;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.readiness.Baseline.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The form of a [Baseline] in a file: JSON that a reviewer can read, sorted, so that a change of it is a readable
/// difference.
final class BaselineFile {
    private static final int VERSION = 1;
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Path file;

    BaselineFile(Path file) {
        this.file = file;
    }

    static String write(Baseline baseline) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("baselineVersion", VERSION);
        ObjectNode database = root.putObject("database");
        database.put("name", baseline.database());
        baseline.systemIdentifier().ifPresent(id -> database.put("systemIdentifier", id));
        ArrayNode findings = root.putArray("findings");
        for (Entry entry : baseline.entries()) {
            ObjectNode node = findings.addObject();
            node.put("rule", entry.rule().value());
            ObjectNode subject = node.putObject("subject");
            subject.put("kind", entry.subject().kind());
            subject.put("name", entry.subject().name());
            node.put("fingerprint", entry.fingerprint());
        }
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    }

    Baseline read() {
        JsonNode root = tree();
        JsonNode version = root.path("baselineVersion");
        if (!version.isInt() || version.asInt() < 1) {
            throw wrong("is no baseline: it has no baselineVersion");
        }
        if (version.asInt() > VERSION) {
            throw new Problem(
                    Problem.Kind.CONFIGURATION,
                    "The baseline %s was written by a newer pgsteady (version %d of the file; this one reads %d)."
                            .formatted(file, version.asInt(), VERSION),
                    "Use that pgsteady, or write it anew with --write-baseline.");
        }
        List<Entry> entries = new ArrayList<>();
        for (JsonNode node : root.path("findings")) {
            entries.add(entry(node, "findings[" + entries.size() + "]"));
        }
        JsonNode database = root.path("database");
        return new Baseline(
                text(database, "name", "database"),
                Optional.of(database.path("systemIdentifier"))
                        .filter(JsonNode::isString)
                        .map(JsonNode::asString),
                entries);
    }

    private JsonNode tree() {
        try {
            return MAPPER.readTree(Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new Problem(
                    Problem.Kind.FILE,
                    "There is no baseline " + file + ".",
                    "Write it: pgsteady check --write-baseline " + file,
                    e);
        } catch (IOException e) {
            throw new Problem(
                    Problem.Kind.FILE,
                    "The baseline " + file + " cannot be read: " + e.getClass().getSimpleName() + ".",
                    "Name a file that this user may read, as UTF-8 text.",
                    e);
        } catch (JacksonException e) {
            throw wrong("is not JSON at line %d, column %d"
                    .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr()));
        }
    }

    /// The words are what a reviewer reads, so they and the fingerprint have to mean the same.
    private Entry entry(JsonNode node, String place) {
        String rule = text(node, "rule", place);
        JsonNode subject = node.path("subject");
        Subject named =
                new Subject(text(subject, "kind", place + ".subject"), text(subject, "name", place + ".subject"));
        Entry entry;
        try {
            entry = new Entry(new RuleId(rule), named);
        } catch (IllegalArgumentException e) {
            throw wrong(place + " has a rule that is none: " + rule);
        }
        if (!entry.fingerprint().equals(text(node, "fingerprint", place))) {
            throw wrong(place + " (" + rule + " " + named.name() + ") has the fingerprint of another finding");
        }
        return entry;
    }

    private String text(JsonNode node, String field, String place) {
        JsonNode value = node.path(field);
        if (!value.isString()) {
            throw wrong(place + " has no " + field);
        }
        return value.asString();
    }

    private Problem wrong(String what) {
        return new Problem(
                Problem.Kind.CONFIGURATION,
                "The baseline " + file + (what.startsWith("is ") ? " " : ": ") + what + ".",
                "Take it from version control again, or write it anew with --write-baseline.");
    }
}
