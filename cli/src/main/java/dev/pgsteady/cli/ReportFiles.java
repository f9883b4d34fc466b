package dev.pgsteady.cli;

import dev.pgsteady.core.Problem;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/// The files that a report is written to beside what is printed; `-` is standard output, in place of the
/// text.
final class ReportFiles {
    private static final Path STANDARD_OUTPUT = Path.of("-");

    @Option(names = "--html", paramLabel = "FILE", description = "Also write the report as one self-contained page.")
    private Optional<Path> html = Optional.empty();

    @Option(
            names = "--markdown",
            paramLabel = "FILE",
            description = "Also write it as Markdown, for a pull request or a job's summary.")
    private Optional<Path> markdown = Optional.empty();

    @Option(
            names = "--sarif",
            paramLabel = "FILE",
            description = "Also write all findings as SARIF 2.1.0, for code scanning.")
    private Optional<Path> sarif = Optional.empty();

    @Option(
            names = "--junit",
            paramLabel = "FILE",
            description = "Also write it as JUnit's XML: a rule is a test, which --fail-on decides.")
    private Optional<Path> junit = Optional.empty();

    private Map<ReportForm, Path> wanted() {
        Map<ReportForm, Path> wanted = new EnumMap<>(ReportForm.class);
        html.ifPresent(file -> wanted.put(ReportForm.HTML, file));
        markdown.ifPresent(file -> wanted.put(ReportForm.MARKDOWN, file));
        sarif.ifPresent(file -> wanted.put(ReportForm.SARIF, file));
        junit.ifPresent(file -> wanted.put(ReportForm.JUNIT, file));
        return wanted;
    }

    /// @param json whether JSON was asked for on standard output
    /// @throws Problem USAGE when two reports would go to the same place
    void requireApart(boolean json) {
        Set<Path> places = new HashSet<>();
        for (Path file : wanted().values()) {
            if (!places.add(file)) {
                throw new Problem(
                        Problem.Kind.USAGE,
                        options(file) + " are to be written to the same place, " + file + ".",
                        "Give each its own.");
            }
        }
        if (json && toStandardOutput()) {
            throw new Problem(
                    Problem.Kind.USAGE,
                    "--json and " + options(STANDARD_OUTPUT) + " - both want standard output.",
                    "Give one of them a file.");
        }
    }

    private String options(Path file) {
        return wanted().entrySet().stream()
                .filter(e -> e.getValue().equals(file))
                .map(e -> e.getKey().option())
                .collect(Collectors.joining(" and "));
    }

    /// Whether one of them takes the place of the text.
    boolean toStandardOutput() {
        return wanted().containsValue(STANDARD_OUTPUT);
    }

    void write(Console console, ReportForm.Wanted report) {
        wanted().forEach((form, file) -> {
            if (file.equals(STANDARD_OUTPUT)) {
                console.text(form.write(report));
            } else {
                WrittenFile.replace(file, form.write(report));
            }
        });
    }

    /// Where what was written is, a sentence each.
    List<String> places() {
        return wanted().entrySet().stream()
                .filter(e -> !e.getValue().equals(STANDARD_OUTPUT))
                .map(e -> "The %s is in %s.".formatted(e.getKey().words(), e.getValue()))
                .toList();
    }
}
