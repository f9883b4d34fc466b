package dev.pgsteady.readiness;

import dev.pgsteady.core.Area;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.Finding.Fix;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.SqlInput;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The fixes of a report that can be run as they stand, as one script to review.
///
/// @param database the database that it is for
/// @param steps    the fixes, those of the worst findings first; no statement is in two of them
/// @param undone   how many findings of the same choice have no such fix
public record FixScript(String database, List<Step> steps, int undone) {
    public FixScript {
        steps = List.copyOf(steps);
    }

    /// The fix of one finding.
    ///
    /// @param title      of the finding's rule
    /// @param statements without semicolons
    public record Step(Finding finding, String title, List<String> statements) {
        public Step {
            statements = List.copyOf(statements);
        }
    }

    /// Which findings are meant.
    ///
    /// @param areas empty for all
    /// @param rules empty for all
    public record Choice(Set<Area> areas, Set<RuleId> rules) {
        public Choice {
            areas = Set.copyOf(areas);
            rules = Set.copyOf(rules);
        }

        /// All findings.
        public static Choice all() {
            return new Choice(Set.of(), Set.of());
        }

        boolean means(Finding finding) {
            return (areas.isEmpty() || areas.contains(finding.rule().area()))
                    && (rules.isEmpty() || rules.contains(finding.rule()));
        }
    }

    /// The safe fixes of a report. Notes are left alone, as in the report.
    public static FixScript of(Report report, Choice choice) {
        List<Step> steps = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        int undone = 0;
        for (Finding finding : report.findings()) {
            if (finding.severity() == Severity.INFO || !choice.means(finding)) {
                continue;
            }
            if (finding.fix().filter(f -> f.kind() == Fix.Kind.SQL).isEmpty()) {
                undone++;
                continue;
            }
            String text = finding.fix().orElseThrow().text();
            if (seen.add(text)) {
                steps.add(new Step(
                        finding, report.judgement(finding.rule()).rule().title(), SqlInput.statements(text)));
            }
        }
        return new FixScript(report.server().database(), steps, undone);
    }

    /// The script. Nothing of it may run inside a transaction block.
    public String sql() {
        StringBuilder sql = new StringBuilder("""
                -- Fixes for the database %s, each safe to run while it is in use.
                -- Read them, then: psql -v ON_ERROR_STOP=1 -f this-file (not with --single-transaction).
                -- A statement that does not get its lock within 2 seconds fails and changes nothing: run it again.
                SET lock_timeout = '2s';
                """.formatted(oneLine(database)));
        for (Step step : steps) {
            Finding f = step.finding();
            sql.append("\n-- %s %s: %s\n".formatted(f.rule(), f.severity().word(), step.title()));
            sql.append("-- %s %s: %s\n"
                    .formatted(f.subject().kind(), oneLine(f.subject().name()), oneLine(f.evidence())));
            step.statements().forEach(s -> sql.append(s).append(";\n"));
        }
        return sql.toString();
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ");
    }
}
