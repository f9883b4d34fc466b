package dev.pgsteady.migrate.lint;

import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.SqlInput;
import dev.pgsteady.migrate.StatementTrial;
import dev.pgsteady.migrate.StatementTrial.Seen;
import dev.pgsteady.migrate.lint.LintRule.Cost;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Puts what the text says beside what a server does: runs the migrations on a throw-away database and
/// finds locks and rewrites that the text does not show. A rewrite that the text suspects and that does
/// not happen is taken back.
public final class LintTrial {
    /// A lock on a table that the statement does not name.
    static final String LOCK = "lock-seen";

    /// A table written anew that no rule has found.
    static final String REWRITE = "rewrite-seen";

    /// A statement that the server refuses.
    static final String FAILS = "fails";

    static final Set<String> NAMES = Set.of(LOCK, REWRITE, FAILS);

    /// Rules that cannot be sure without the server.
    private static final Set<String> SUSPICIONS = Set.of("column-type-changed", "volatile-default");

    private final StatementTrial trial;
    private final Known known;
    private final Set<String> writing;
    private final List<LintFinding> found = new ArrayList<>();
    private final List<LintReport.Allowed> allowed = new ArrayList<>();
    private final List<LintFinding> refuted = new ArrayList<>();

    /// @param rules those that have judged the text
    /// @param known the sizes of tables
    public LintTrial(StatementTrial trial, LintRules rules, Known known) {
        this.trial = trial;
        this.known = known;
        this.writing = rules.all().stream()
                .map(LintRule::words)
                .filter(w -> w.cost() == Cost.WRITES)
                .map(LintRule.Words::name)
                .collect(Collectors.toSet());
    }

    /// A statement and what was seen of it.
    private record Looked(LintScript script, int index, Seen seen) {
        LintScript.Entry entry() {
            return script.entries().get(index);
        }
    }

    /// Runs all migrations in order and judges the wanted ones; stops at the first that fails.
    ///
    /// @param report what the text says
    public LintReport judge(LintSelection selection, LintReport report) {
        for (LintSource source : selection.sources()) {
            if (!one(new LintScript(source), selection.judges(source), report)) {
                break;
            }
        }
        List<LintReport.Allowed> all = new ArrayList<>(report.allowed());
        all.addAll(allowed);
        List<LintFinding> left =
                report.findings().stream().filter(f -> !refuted.contains(f)).toList();
        return new LintReport(left, all, report.notes(), report.files(), report.statements()).and(found);
    }

    /// @return whether it went through
    private boolean one(LintScript script, boolean judged, LintReport report) {
        int from = 0;
        while (from < script.entries().size()) {
            int to = end(script, from);
            List<SqlInput.Statement> group = new ArrayList<>();
            List<Integer> indexes = new ArrayList<>();
            for (int i = from; i < to; i++) {
                if (runs(script.entries().get(i).shape())) {
                    group.add(script.entries().get(i).statement());
                    indexes.add(i);
                }
            }
            List<Seen> seen = trial.observe(group, script.entries().get(from).transaction() > 0);
            for (int i = 0; i < seen.size(); i++) {
                if (judged || seen.get(i).failure().isPresent()) {
                    look(new Looked(script, indexes.get(i), seen.get(i)), report);
                }
            }
            if (seen.stream().anyMatch(s -> s.failure().isPresent())) {
                return false;
            }
            from = to;
        }
        return true;
    }

    /// What the trial itself does, and what has no input here, is left out.
    private static boolean runs(Shape shape) {
        return !(shape instanceof Shape.Control) && !(shape instanceof Shape.CopyIn);
    }

    private static int end(LintScript script, int from) {
        int to = from;
        while (to < script.entries().size()
                && script.entries().get(to).transaction()
                        == script.entries().get(from).transaction()) {
            to++;
        }
        return to;
    }

    private void look(Looked looked, LintReport report) {
        looked.seen().failure().ifPresent(f -> fails(looked, f));
        if (!looked.seen().observed()) {
            return;
        }
        locks(looked);
        List<LintFinding> here = report.findings().stream()
                .filter(f -> f.file().equals(looked.script().source().file())
                        && f.line() == looked.entry().line())
                .toList();
        boolean told = here.stream().anyMatch(f -> writing.contains(f.rule()))
                || report.allowed().stream()
                        .map(LintReport.Allowed::finding)
                        .anyMatch(f -> f.file().equals(looked.script().source().file())
                                && f.line() == looked.entry().line()
                                && writing.contains(f.rule()));
        if (looked.seen().rewritten().isEmpty() && looked.seen().indexes().isEmpty()) {
            here.stream().filter(f -> SUSPICIONS.contains(f.rule())).forEach(refuted::add);
        } else if (!told && !(looked.entry().shape() instanceof Shape.Truncate)) {
            rewrites(looked);
        }
    }

    private void fails(Looked looked, String failure) {
        String first = looked.entry().statement().text().lines().findFirst().orElse("");
        add(
                looked,
                FAILS,
                Severity.HIGH,
                "The server refuses this statement: "
                        + failure.lines().findFirst().orElse("") + " It begins: " + first);
    }

    private void locks(Looked looked) {
        List<ObjectName> named = looked.entry().shape().tables();
        boolean ofIndex =
                (looked.entry().shape() instanceof Shape.Drop d && d.what().equals("index"))
                        || looked.entry().shape() instanceof Shape.Reindex;
        Map<QualifiedName, String> unnamed = looked.seen().locks().entrySet().stream()
                .filter(e -> !ofIndex && named.stream().noneMatch(n -> n.meets(name(e.getKey()))))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, TreeMap::new));
        if (!unnamed.isEmpty()) {
            String tables = unnamed.entrySet().stream()
                    .map(e -> e.getKey().sql() + " (" + e.getValue() + ")")
                    .collect(Collectors.joining(", "));
            add(looked, LOCK, Severity.MEDIUM, "It also locks what it does not name: " + tables + ".");
        }
    }

    private void rewrites(Looked looked) {
        Set<QualifiedName> tables = looked.seen().rewritten();
        if (tables.isEmpty()) {
            return;
        }
        Severity severity = tables.stream()
                .flatMap(t -> known.find(name(t)).stream())
                .map(t -> t.size().severity(Cost.WRITES))
                .min(Comparator.naturalOrder())
                .orElse(Severity.HIGH);
        String sizes = tables.stream()
                .map(t -> t.sql()
                        + known.find(name(t))
                                .map(k -> " (" + k.size().words() + ")")
                                .orElse(""))
                .collect(Collectors.joining(", "));
        add(looked, REWRITE, severity, "It writes every row of " + sizes + ".");
    }

    private static ObjectName name(QualifiedName name) {
        return new ObjectName(Optional.of(name.schema()), name.name());
    }

    private void add(Looked looked, String rule, Severity severity, String what) {
        LintFinding finding = new LintFinding(
                looked.script().source().file(),
                looked.entry().line(),
                rule,
                severity,
                what,
                "A throw-away database made of the migrations before it showed this.",
                rule.equals(FAILS)
                        ? "Mend the statement."
                        : "Make sure that everybody can bear it, or take another way.");
        Optional<Allowance> accepted = looked.script().allowance(looked.index(), rule);
        accepted.ifPresent(a -> allowed.add(new LintReport.Allowed(finding, a.reason())));
        if (accepted.isEmpty()) {
            found.add(finding);
        }
    }
}
