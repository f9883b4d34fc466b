package dev.pgsteady.migrate.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.migrate.lint.LintSource.Runs;
import dev.pgsteady.testkit.SharedFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Compares our findings with what the authors of squawk, pgls and eugene expect of their own rules.
class LintCasesTest {
    /// Their rules, and the names of ours that look at the same thing, or `- ` and why none does.
    private static final Map<String, String> TABLE = table();

    private static Set<String> ours(String theirs) {
        String names = TABLE.getOrDefault(theirs, "- not in the table");
        return names.startsWith("- ") ? Set.of() : Set.of(names.split(" "));
    }

    /// A migration and whether its authors expect a finding of their rule.
    record Case(String tool, String rule, String name, String sql, boolean violation) {
        /// Their tools are told on the command line that files run in a transaction; pgls always takes it
        /// so. Of the command line only the case's name is left.
        Runs runs() {
            boolean told = name.matches(".*assum(e|ing)_(in_)?transaction.*") && !name.contains("disable");
            return tool.equals("pgls") || told ? Runs.TOGETHER : tool.equals("squawk") ? Runs.ONE_BY_ONE : Runs.UNSAID;
        }

        /// Eugene's examples hold several migrations, with the name of each on a line.
        List<LintSource> sources() {
            return Arrays.stream(sql.split("(?m)^-- \\d+\\.sql$"))
                    .filter(part -> !part.isBlank())
                    .map(part -> LintSource.foreign(Path.of("case.sql"), part, runs()))
                    .toList();
        }
    }

    private static Map<String, String> table() {
        try (Stream<String> lines = Files.lines(Path.of("src/test/resources/lint-cases/rules.txt"))) {
            return lines.filter(l -> !l.startsWith("#"))
                    .map(l -> l.split(": ", 2))
                    .collect(Collectors.toMap(p -> p[0], p -> p[1]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void our_findings_agree_with_those_that_other_linters_expect() throws IOException {
        List<Case> cases = cases();
        StringBuilder report = new StringBuilder();
        Tally all = new Tally(0, 0, 0, 0);
        for (String tool : cases.stream().map(Case::tool).distinct().toList()) {
            Tally tally = new Tally(0, 0, 0, 0);
            List<String> lines = new ArrayList<>();
            for (var rule : byRule(cases, tool).entrySet()) {
                Tally one = tally(rule.getValue(), lines);
                tally = tally.plus(one);
                report.append("%-8s%-50s%s%n".formatted(tool, rule.getKey(), words(rule.getKey(), one)));
            }
            report.append("%s: %s%n".formatted(tool, tally.words()));
            lines.forEach(l -> report.append("  ").append(l).append('\n'));
            all = all.plus(tally);
        }
        report.append("all: ").append(all.words()).append('\n');
        Files.createDirectories(Path.of("target"));
        Files.writeString(Path.of("target/lint-cases.txt"), report);
        assertThat(all.agreement()).as(report.toString()).isGreaterThanOrEqualTo(0.9);
    }

    @Test
    void each_of_their_rules_is_covered_or_left_out_for_a_reason() throws IOException {
        assertThat(cases().stream().map(Case::rule))
                .allSatisfy(r -> assertThat(TABLE).containsKey(r));
        Set<String> ours =
                LintRules.installed().all().stream().map(r -> r.words().name()).collect(Collectors.toSet());
        assertThat(TABLE.keySet()).allSatisfy(theirs -> assertThat(ours).containsAll(ours(theirs)));
    }

    private static String words(String rule, Tally tally) {
        return ours(rule).isEmpty() ? "not covered: " + TABLE.get(rule) : tally.words();
    }

    private static Map<String, List<Case>> byRule(List<Case> cases, String tool) {
        return cases.stream()
                .filter(c -> c.tool().equals(tool))
                .collect(Collectors.groupingBy(Case::rule, LinkedHashMap::new, Collectors.toList()));
    }

    private static Tally tally(List<Case> cases, List<String> disagreements) {
        Tally tally = new Tally(0, 0, 0, 0);
        for (Case one : cases) {
            Set<String> ours = ours(one.rule());
            if (!ours.isEmpty()) {
                boolean found = found(one, ours);
                if (found != one.violation()) {
                    disagreements.add("%s %s: %s".formatted(one.rule(), one.name(), found ? "false alarm" : "missed"));
                }
                tally = tally.plus(new Tally(
                        found && one.violation() ? 1 : 0,
                        !found && one.violation() ? 1 : 0,
                        found && !one.violation() ? 1 : 0,
                        !found && !one.violation() ? 1 : 0));
            }
        }
        return tally;
    }

    private static boolean found(Case one, Set<String> ours) {
        return new Lint(LintRules.installed(), Known.NOTHING)
                .judge(one.sources(), s -> true).findings().stream().anyMatch(f -> ours.contains(f.rule()));
    }

    /// How often we agree.
    record Tally(int found, int missed, int falseAlarms, int rightlyQuiet) {
        Tally plus(Tally other) {
            return new Tally(
                    found + other.found,
                    missed + other.missed,
                    falseAlarms + other.falseAlarms,
                    rightlyQuiet + other.rightlyQuiet);
        }

        double agreement() {
            int all = found + missed + falseAlarms + rightlyQuiet;
            return all == 0 ? 1 : (double) (found + rightlyQuiet) / all;
        }

        String words() {
            return String.format(
                    Locale.ROOT,
                    "%d of %d violations found, %d false alarms at %d look-alikes, agreement %.1f %%",
                    found,
                    found + missed,
                    falseAlarms,
                    falseAlarms + rightlyQuiet,
                    100 * agreement());
        }
    }

    private static List<Case> cases() throws IOException {
        try (Stream<String> lines = Files.lines(SharedFolder.require("cases/lint.jsonl"))) {
            return lines.map(LintCasesTest::read).toList();
        }
    }

    private static Case read(String line) {
        return new Case(
                field(line, "tool"),
                field(line, "rule"),
                field(line, "case"),
                field(line, "sql"),
                line.contains("\"violation\": true"));
    }

    /// A string of a line of JSON.
    private static String field(String line, String name) {
        int from = line.indexOf("\"" + name + "\": \"") + name.length() + 5;
        StringBuilder value = new StringBuilder();
        for (int i = from; line.charAt(i) != '"'; i++) {
            char c = line.charAt(i);
            if (c == '\\') {
                i++;
                c = switch (line.charAt(i)) {
                    case 'n' -> '\n';
                    case 't' -> '\t';
                    default -> line.charAt(i);
                };
            }
            value.append(c);
        }
        return value.toString();
    }
}
