package dev.pgsteady.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.core.Area;
import dev.pgsteady.core.Check.Words;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.Finding.Subject;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScoreTest {
    private static final Judgement DRILLED = judgement("BK10", Severity.CRITICAL, new Verdict.Passed());

    @Test
    void everything_in_order_is_eight_of_eight() {
        Score score = Score.of(List.of(DRILLED));

        assertThat(score.passed()).isEqualTo(8);
        assertThat(score.points()).isEqualTo(100);
        assertThat(score.areas()).extracting(AreaScore::area).containsExactly(Area.values());
        assertThat(score.areas()).allSatisfy(a -> assertThat(a.reasons()).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "CRITICAL, 40, false",
        "HIGH, 79, false",
        "MEDIUM, 92, true",
        "LOW, 98, true",
        "INFO, 100, true",
    })
    void the_worst_finding_decides_the_area(Severity severity, int points, boolean passed) {
        Score score = Score.of(List.of(DRILLED, failed("IX01", severity, 1)));

        assertThat(area(score, Area.INDEXES).points()).isEqualTo(points);
        assertThat(area(score, Area.INDEXES).passed()).isEqualTo(passed);
        assertThat(score.passed()).isEqualTo(passed ? 8 : 7);
    }

    @Test
    void a_thousand_findings_of_a_rule_cost_what_one_costs() {
        Score one = Score.of(List.of(DRILLED, failed("CN17", Severity.LOW, 1)));
        Score thousand = Score.of(List.of(DRILLED, failed("CN17", Severity.LOW, 1000)));

        assertThat(area(thousand, Area.CONSTRAINTS).points())
                .isEqualTo(area(one, Area.CONSTRAINTS).points());
        assertThat(area(thousand, Area.CONSTRAINTS).reasons()).containsExactly("CN17 title of CN17 (1,000)");
    }

    @Test
    void what_is_unknown_is_never_a_pass() {
        Score score = Score.of(List.of(
                DRILLED, judgement("RS01", Severity.HIGH, new Verdict.Unknown("nothing has recorded a runbook"))));

        assertThat(area(score, Area.RESTORE))
                .isEqualTo(new AreaScore(
                        Area.RESTORE, false, 79, List.of("RS01 unknown: nothing has recorded a runbook")));
    }

    @Test
    void what_does_not_apply_costs_nothing() {
        Score score = Score.of(List.of(DRILLED, judgement("IX01", Severity.HIGH, new Verdict.Skipped("no tables"))));

        assertThat(score.passed()).isEqualTo(8);
    }

    @ParameterizedTest
    @CsvSource({"unknown", "failed"})
    void without_a_passed_drill_backups_stay_at_30_and_the_whole_at_60(String how) {
        Judgement drill = how.equals("failed")
                ? failed("BK10", Severity.CRITICAL, 1)
                : judgement("BK10", Severity.CRITICAL, new Verdict.Unknown("nothing has recorded a drill"));
        Score score = Score.of(List.of(drill));

        assertThat(area(score, Area.BACKUPS).points()).isEqualTo(30);
        assertThat(score.points()).isEqualTo(60);
        assertThat(score.passed()).isEqualTo(7);
    }

    @Test
    void points_never_fall_below_zero() {
        List<Judgement> all = new ArrayList<>(List.of(DRILLED));
        List.of("AC01", "AC02", "AC03", "AC04", "AC05").forEach(id -> all.add(failed(id, Severity.CRITICAL, 2)));

        assertThat(area(Score.of(all), Area.ACCESS).points()).isZero();
    }

    private static AreaScore area(Score score, Area area) {
        return score.areas().stream().filter(a -> a.area() == area).findFirst().orElseThrow();
    }

    private static Judgement failed(String id, Severity severity, int count) {
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            findings.add(new Finding(
                    new RuleId(id), severity, new Subject("table", "t" + i), "evidence", Optional.empty(), 0));
        }
        return judgement(id, severity, new Verdict.Failed(findings));
    }

    private static Judgement judgement(String id, Severity severity, Verdict verdict) {
        return new Judgement(
                new Words(new RuleId(id), severity, "title of " + id, "reason", "remedy", "manual"), verdict);
    }
}
