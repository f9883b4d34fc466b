package dev.pgsteady.readiness;

import dev.pgsteady.readiness.Samples.Comparison;
import dev.pgsteady.readiness.Samples.Condition;
import dev.pgsteady.readiness.Samples.Gain;
import dev.pgsteady.readiness.Samples.Scan;
import dev.pgsteady.readiness.Samples.SequenceSample;
import dev.pgsteady.readiness.Samples.SortKey;
import dev.pgsteady.readiness.Samples.Sorting;
import dev.pgsteady.readiness.Samples.StatementPlan;
import dev.pgsteady.schema.Sequence.ColumnName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Lays sequences and plans over what was sampled.
///
/// - `taken: sequence table(column) next=n nearest=n furthest=n`
/// - `plan: "text" scan=table kept=n equal=a,b range=c pattern=d ilike=e sort=table sorted=n keys="a DESC,b"
/// gain=table(a,b) before=cost after=cost`
final class PlanOverlay {
    private PlanOverlay() {}

    static SequenceSample sequence(Directive d) {
        Directive.Pairs p = d.pairs();
        return new SequenceSample(
                LiveOverlay.name(d.word(0)),
                new ColumnName(
                        LiveOverlay.table(d.word(1)),
                        LiveOverlay.columns(d.word(1)).getFirst()),
                p.number("next", 1),
                number(p, "nearest"),
                number(p, "furthest"));
    }

    private static Optional<Long> number(Directive.Pairs p, String key) {
        return p.byKey().containsKey(key) ? Optional.of(p.number(key, 0)) : Optional.empty();
    }

    static StatementPlan plan(Directive d) {
        Directive.Pairs p = new Directive("plan", d.words().subList(1, d.words().size())).pairs();
        return new StatementPlan(d.word(0), scans(p), sortings(p), gain(p));
    }

    private static List<Scan> scans(Directive.Pairs p) {
        List<Condition> conditions = new ArrayList<>();
        list(p, "equal").map(c -> new Condition(c, Comparison.EQUAL)).forEach(conditions::add);
        list(p, "range").map(c -> new Condition(c, Comparison.RANGE)).forEach(conditions::add);
        list(p, "pattern").map(c -> new Condition(c, Comparison.PATTERN)).forEach(conditions::add);
        list(p, "ilike").map(c -> new Condition(c, Comparison.PATTERN_ANY_CASE)).forEach(conditions::add);
        return list(p, "scan")
                .map(t -> new Scan(LiveOverlay.name(t), p.number("kept", 1), conditions))
                .toList();
    }

    private static List<Sorting> sortings(Directive.Pairs p) {
        List<SortKey> keys = list(p, "keys")
                .map(k -> new SortKey(k.split(" ", 2)[0], k.contains(" ") ? k.split(" ", 2)[1] : ""))
                .toList();
        return list(p, "sort")
                .map(t -> new Sorting(
                        LiveOverlay.name(t),
                        p.number("sorted", 0),
                        keys,
                        list(p, "equal").toList()))
                .toList();
    }

    private static Optional<Gain> gain(Directive.Pairs p) {
        return Optional.of(p.text("gain", ""))
                .filter(g -> !g.isEmpty())
                .map(g -> new Gain(
                        LiveOverlay.table(g), LiveOverlay.columns(g), p.fraction("before", 0), p.fraction("after", 0)));
    }

    private static Stream<String> list(Directive.Pairs p, String key) {
        return Stream.of(p.text(key, "").split(",", -1)).filter(w -> !w.isEmpty());
    }
}
