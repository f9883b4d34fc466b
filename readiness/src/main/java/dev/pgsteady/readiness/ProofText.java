package dev.pgsteady.readiness;

import static dev.pgsteady.core.TerminalStyle.fit;

import dev.pgsteady.core.Finding;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.TerminalStyle;
import dev.pgsteady.core.TerminalStyle.Ink;
import dev.pgsteady.readiness.FixProof.Outcome;
import dev.pgsteady.readiness.FixProof.Proof;
import dev.pgsteady.readiness.FixProof.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A proof for a person at a terminal: each fix with its locks and its time, then what is left.
public final class ProofText {
    private static final int INDENT = 13;

    private final TerminalStyle style;
    private final StringBuilder out = new StringBuilder();

    private ProofText(TerminalStyle style) {
        this.style = style;
    }

    /// The proof as text, ended by a line break.
    ///
    /// @param all whether every fix is shown with its statements, or only those that did not mend
    public static String write(Proof proof, boolean all, TerminalStyle style) {
        ProofText text = new ProofText(style);
        text.head(proof);
        text.table(proof);
        proof.outcomes().stream().filter(o -> all || o.state() != State.MENDED).forEach(text::outcome);
        text.fresh(proof);
        text.end(proof);
        return text.out.toString();
    }

    private void head(Proof proof) {
        line("Tried on a clone: PostgreSQL %s, %,d rows copied."
                .formatted(proof.server(), proof.copied().rows()));
        proof.copied().notes().forEach(n -> style.wrap(n, 2).forEach(l -> line("  " + l)));
    }

    /// A line for each rule: how many of its fixes mended, under which lock at the most, in what time at the
    /// most.
    private void table(Proof proof) {
        Map<RuleId, List<Outcome>> byRule = new TreeMap<>();
        proof.outcomes()
                .forEach(o -> byRule.computeIfAbsent(o.step().finding().rule(), k -> new ArrayList<>())
                        .add(o));
        line("");
        int title = Math.max(20, style.width() - 53);
        line(style.paint(Ink.FAINT, " rule " + fit("", title) + "    mended  strongest lock         slowest"));
        byRule.forEach((rule, outcomes) -> {
            long mended =
                    outcomes.stream().filter(o -> o.state() == State.MENDED).count();
            List<FixRun> runs =
                    outcomes.stream().flatMap(o -> o.runs().stream()).toList();
            String count = "%4d/%-4d".formatted(mended, outcomes.size());
            line(" %s %s %s  %s %6d ms"
                    .formatted(
                            style.paint(Ink.BOLD, rule.value()),
                            fit(outcomes.getFirst().step().title(), title),
                            style.paint(mended == outcomes.size() ? Ink.GREEN : Ink.RED, count),
                            fit(strongest(runs).orElse("none on a table"), 22),
                            runs.stream().mapToLong(FixRun::millis).max().orElse(0)));
        });
    }

    private void outcome(Outcome outcome) {
        Finding f = outcome.step().finding();
        line("");
        line(" %s %s %s %s"
                .formatted(
                        style.paint(ink(outcome.state()), fit(outcome.state().words(), INDENT - 3)),
                        style.paint(Ink.BOLD, f.rule().value()),
                        f.subject().kind(),
                        f.subject().name()));
        outcome.runs().forEach(this::run);
        outcome.error().ifPresent(e -> wrapped(e, Ink.RED));
    }

    private void run(FixRun run) {
        wrapped(run.statement() + ";", Ink.CYAN);
        String lock = run.lock()
                .map(mode -> "lock " + mode + (run.seen() ? "" : " (by the manual)"))
                .orElse("no lock on a table");
        line(" ".repeat(INDENT) + style.paint(Ink.FAINT, "%s, %,d ms".formatted(lock, run.millis())));
    }

    private void wrapped(String text, Ink ink) {
        text.lines()
                .flatMap(l -> style.wrap(l, INDENT).stream())
                .forEach(l -> line(" ".repeat(INDENT) + style.paint(ink, l)));
    }

    private void fresh(Proof proof) {
        if (proof.fresh().isEmpty()) {
            return;
        }
        line("");
        line(style.paint(Ink.RED, "New after the fixes"));
        for (Finding f : proof.fresh()) {
            wrapped(
                    "%s %s %s: %s"
                            .formatted(f.rule(), f.subject().kind(), f.subject().name(), f.evidence()),
                    Ink.FAINT);
        }
    }

    private void end(Proof proof) {
        line("");
        text("%,d fixes: %,d mended, %,d stayed, %,d failed, %,d not shown by a clone; %,d new findings."
                .formatted(
                        proof.outcomes().size(),
                        proof.count(State.MENDED),
                        proof.count(State.STAYED),
                        proof.count(State.FAILED),
                        proof.count(State.NOT_SHOWN),
                        proof.fresh().size()));
        text("Score on the clone: %d/8, %d points before; %d/8, %d points after. %,d findings are left."
                .formatted(
                        proof.before().passed(),
                        proof.before().points(),
                        proof.after().passed(),
                        proof.after().points(),
                        proof.left()));
    }

    private void text(String sentence) {
        style.wrap(sentence, 0).forEach(this::line);
    }

    private static Optional<String> strongest(List<FixRun> runs) {
        return runs.stream().flatMap(r -> r.lock().stream()).max(Comparator.comparingInt(FixRun.LOCKS::indexOf));
    }

    private static Ink ink(State state) {
        return switch (state) {
            case MENDED -> Ink.GREEN;
            case STAYED, FAILED -> Ink.RED;
            case NOT_SHOWN -> Ink.YELLOW;
        };
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
