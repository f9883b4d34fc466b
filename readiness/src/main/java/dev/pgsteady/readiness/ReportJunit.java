package dev.pgsteady.readiness;

import dev.pgsteady.core.Finding;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// A report as JUnit's XML, which every CI server shows: an area is a suite, a rule a test. Without times, so that the
/// same database gives the same bytes.
public final class ReportJunit {
    private final Report report;
    private final Optional<Severity> limit;
    private final XMLStreamWriter xml;

    private ReportJunit(Report report, Optional<Severity> limit, XMLStreamWriter xml) {
        this.report = report;
        this.limit = limit;
        this.xml = xml;
    }

    /// The document, ended by a line break.
    ///
    /// @param limit the mildest severity that fails a test; empty for none
    public static String write(Report report, Optional<Severity> limit) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            new ReportJunit(report, limit, xml).document();
            xml.flush();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("writing to memory", e);
        }
        return text + "\n";
    }

    private void document() throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        open(0, "testsuites");
        attribute("name", "pgsteady " + report.server().database());
        counts(report.judgements());
        for (AreaScore area : report.score().areas()) {
            suite(area);
        }
        close(0);
    }

    private void suite(AreaScore area) throws XMLStreamException {
        List<Judgement> own = report.judgements().stream()
                .filter(j -> j.rule().id().area() == area.area())
                .toList();
        open(1, "testsuite");
        attribute("name", area.area().title());
        counts(own);
        for (Judgement judgement : own) {
            open(2, "testcase");
            attribute("classname", "pgsteady." + area.area().name().toLowerCase(Locale.ROOT));
            attribute("name", judgement.rule().id() + " " + judgement.rule().title());
            outcome(judgement);
            close(2);
        }
        close(1);
    }

    private void counts(List<Judgement> judgements) throws XMLStreamException {
        attribute("tests", judgements.size());
        attribute("failures", judgements.stream().filter(this::fails).count());
        attribute("errors", judgements.stream().filter(this::broke).count());
        attribute("skipped", judgements.stream().filter(this::skipped).count());
    }

    private void outcome(Judgement judgement) throws XMLStreamException {
        switch (judgement.verdict()) {
            case Verdict.Passed ignored -> {}
            case Verdict.Failed failed -> failed(judgement);
            case Verdict.Skipped(String reason) -> element("skipped", "does not apply: " + reason, "");
            case Verdict.Unknown(String reason) ->
                element(broke(judgement) ? "error" : "skipped", "unknown: " + reason, "");
        }
    }

    private void failed(Judgement judgement) throws XMLStreamException {
        List<Finding> counting = counting(judgement);
        if (!counting.isEmpty()) {
            element("failure", count(counting), text(counting));
        }
        List<Finding> rest =
                judgement.findings().stream().filter(f -> !counting.contains(f)).toList();
        if (!rest.isEmpty()) {
            open(3, "system-out");
            xml.writeCharacters(clean(count(rest) + ", known or milder than what fails\n" + text(rest)));
            xml.writeEndElement();
        }
    }

    private boolean fails(Judgement judgement) {
        return !counting(judgement).isEmpty();
    }

    private List<Finding> counting(Judgement judgement) {
        return judgement.findings().stream().filter(this::counts).toList();
    }

    private boolean counts(Finding finding) {
        return !report.knows(finding)
                && limit.filter(finding.severity()::atLeast).isPresent();
    }

    private boolean broke(Judgement judgement) {
        return report.broken().stream()
                .anyMatch(b -> b.rule().equals(judgement.rule().id()));
    }

    private boolean skipped(Judgement judgement) {
        return switch (judgement.verdict()) {
            case Verdict.Passed ignored -> false;
            case Verdict.Failed ignored -> false;
            case Verdict.Skipped ignored -> true;
            case Verdict.Unknown ignored -> !broke(judgement);
        };
    }

    private static String count(List<Finding> findings) {
        return "%,d %s".formatted(findings.size(), findings.size() == 1 ? "finding" : "findings");
    }

    private String text(List<Finding> findings) {
        return findings.stream()
                .map(f -> "%s%s %s: %s%s\n"
                        .formatted(
                                f.severity().word(),
                                report.knows(f) ? " (known)" : "",
                                f.subject().words(),
                                f.evidence(),
                                f.fix()
                                        .map(fix -> "\n"
                                                + fix.text()
                                                        .stripTrailing()
                                                        .indent(2)
                                                        .stripTrailing())
                                        .orElse("")))
                .collect(Collectors.joining("\n"));
    }

    private void element(String name, String message, String text) throws XMLStreamException {
        open(3, name);
        attribute("message", message);
        xml.writeCharacters(clean(text));
        xml.writeEndElement();
    }

    private void open(int depth, String name) throws XMLStreamException {
        xml.writeCharacters("\n" + "  ".repeat(depth));
        xml.writeStartElement(name);
    }

    private void close(int depth) throws XMLStreamException {
        xml.writeCharacters("\n" + "  ".repeat(depth));
        xml.writeEndElement();
    }

    private void attribute(String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, clean(value).replaceAll("\\s", " "));
    }

    private void attribute(String name, long value) throws XMLStreamException {
        xml.writeAttribute(name, Long.toString(value));
    }

    /// XML 1.0 has no way to write most control characters, not even escaped (section 2.2).
    private static String clean(String text) {
        return text.codePoints()
                .map(c -> allowed(c) ? c : 0xFFFD)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean allowed(int c) {
        return c == '\t' || c == '\n' || (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c != 0xFFFE && c != 0xFFFF);
    }
}
