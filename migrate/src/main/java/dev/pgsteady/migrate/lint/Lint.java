package dev.pgsteady.migrate.lint;

import dev.pgsteady.core.Severity;
import dev.pgsteady.migrate.lint.LintRule.Cost;
import dev.pgsteady.migrate.lint.LintRule.Hit;
import dev.pgsteady.migrate.lint.LintRule.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;

/// Judges migrations by all rules.
///
/// ```java
/// LintReport report = new Lint(LintRules.installed(), Known.NOTHING).judge(sources, s -> true);
/// ```
public final class Lint {
    /// What findings about comments are called.
    public static final String COMMENT = "allow";

    /// What is found about a text that cannot be taken apart.
    public static final String UNREADABLE = "unreadable";

    private static final String CODE = "A revision that is Java is not judged; 'migrate verify' runs it.";

    private static final Set<String> DDL = Set.of("create", "alter", "drop", "truncate", "lock", "reindex");

    private final LintRules rules;
    private final Known known;

    /// @param known what is known of the database that they will meet
    public Lint(LintRules rules, Known known) {
        this.rules = rules;
        this.known = known;
    }

    /// Judges migrations in the order in which they run.
    ///
    /// @param wanted which of them are judged; the others only tell of tables and columns
    public LintReport judge(List<LintSource> sources, Predicate<LintSource> wanted) {
        List<Shape> past = new ArrayList<>();
        Judged judged = new Judged(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        int files = 0;
        int statements = 0;
        for (LintSource source : sources) {
            LintScript script = new LintScript(source);
            if (wanted.test(source) && source.runs() == LintSource.Runs.AS_CODE) {
                judged.notes().add(new LintReport.Note(source.file(), 1, CODE));
            } else if (wanted.test(source)) {
                script(script, List.copyOf(past), judged);
                files++;
                statements += script.entries().size();
            }
            past.addAll(script.shapes());
        }
        return new LintReport(judged.findings(), judged.allowed(), judged.notes(), files, statements);
    }

    private record Judged(List<LintFinding> findings, List<LintReport.Allowed> allowed, List<LintReport.Note> notes) {}

    private void script(LintScript script, List<Shape> earlier, Judged judged) {
        List<LintFinding> found = new ArrayList<>();
        Set<Allowance> used = new HashSet<>();
        for (int i = 0; i < script.entries().size(); i++) {
            for (LintFinding finding : statement(script, i, new At(script, i, earlier, known))) {
                Optional<Allowance> allowance = script.allowance(i, finding.rule());
                allowance.ifPresent(a -> {
                    used.add(a);
                    judged.allowed().add(new LintReport.Allowed(finding, a.reason()));
                });
                if (allowance.isEmpty()) {
                    found.add(finding);
                }
            }
            note(script, i).ifPresent(judged.notes()::add);
        }
        script.allowances().forEach(a -> comment(script, a, used.contains(a)).ifPresent(found::add));
        open(script).ifPresent(found::add);
        found.sort(Comparator.comparingInt(LintFinding::line)
                .thenComparing(LintFinding::severity)
                .thenComparing(LintFinding::rule));
        judged.findings().addAll(found);
    }

    private List<LintFinding> statement(LintScript script, int index, At at) {
        List<LintFinding> found = new ArrayList<>();
        int line = script.entries().get(index).line();
        for (LintRule rule : rules.all()) {
            Words words = rule.words();
            for (Hit hit : rule.judge(at)) {
                found.add(new LintFinding(
                        script.source().file(),
                        line,
                        words.name(),
                        severity(words, hit),
                        hit.what() + size(words, hit),
                        words.why(),
                        hit.instead()));
            }
        }
        return found;
    }

    private Severity severity(Words words, Hit hit) {
        return hit.severity()
                .or(() -> hit.table()
                        .filter(t -> words.cost() != Cost.SAME)
                        .flatMap(known::find)
                        .map(t -> t.size().severity(words.cost())))
                .orElse(words.severity());
    }

    private String size(Words words, Hit hit) {
        return hit.table()
                .filter(t -> words.cost() != Cost.SAME)
                .flatMap(known::find)
                .map(t -> " " + t.name().sql() + " has " + t.size().words() + " by the server's estimate.")
                .orElse("");
    }

    /// What is wrong with a comment that allows something.
    private Optional<LintFinding> comment(LintScript script, Allowance allowance, boolean used) {
        Optional<String> unknown = allowance.rules().stream()
                .filter(r -> !rules.knows(r) && !LintTrial.NAMES.contains(r))
                .findFirst();
        String what = "";
        if (allowance.rules().isEmpty() || allowance.reason().isEmpty()) {
            what = "The comment allows without saying what and why, so it allows nothing.";
        } else if (unknown.isPresent()) {
            what = "The comment allows '" + unknown.get() + "', and there is no such rule.";
        } else if (!used && allowance.rules().stream().noneMatch(LintTrial.NAMES::contains)) {
            what = "The comment allows what is not found at the statement below it.";
        }
        return what.isEmpty()
                ? Optional.empty()
                : Optional.of(new LintFinding(
                        script.source().file(),
                        allowance.line(),
                        COMMENT,
                        Severity.LOW,
                        what,
                        "A reader takes the comment for true.",
                        "-- pgsteady: allow RULE because REASON"));
    }

    private static Optional<LintFinding> open(LintScript script) {
        OptionalInt line = script.open();
        return line.isEmpty()
                ? Optional.empty()
                : Optional.of(new LintFinding(
                        script.source().file(),
                        line.getAsInt(),
                        UNREADABLE,
                        Severity.HIGH,
                        "A string, a quoted name or a comment begins here and never ends.",
                        "What comes after it is not run, or fails.",
                        "Close it."));
    }

    /// Statements in a body are strings to us; the server alone knows what they come to.
    private static Optional<LintReport.Note> note(LintScript script, int index) {
        LintScript.Entry entry = script.entries().get(index);
        String body = switch (entry.shape()) {
            case Shape.Block ignored -> "a DO block";
            case Shape.Routine r -> "the body of " + r.name().sql();
            default -> "";
        };
        boolean acts = !body.isEmpty()
                && entry.tokens().stream()
                        .filter(t -> t.kind() == Token.Kind.STRING)
                        .flatMap(t -> TokenReader.tokens(t.text()).stream())
                        .anyMatch(t -> t.kind() == Token.Kind.WORD && DDL.contains(t.text()));
        return acts
                ? Optional.of(new LintReport.Note(
                        script.source().file(),
                        entry.line(),
                        "The statements in " + body + " are not judged; --try shows what a DO block locks."))
                : Optional.empty();
    }
}
