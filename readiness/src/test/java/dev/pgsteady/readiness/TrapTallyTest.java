package dev.pgsteady.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.core.Finding;
import dev.pgsteady.core.Finding.Subject;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.TrapFile.Case;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrapTallyTest {
    private static final RuleId RULE = new RuleId("IX01");

    private final TrapTally tally = new TrapTally();

    @Test
    void a_subject_that_was_not_named_is_a_false_alarm_and_one_that_was_not_found_is_missing() {
        enter("-- fails: two\n-- finds: table a\n-- finds: table b\n", failed("a", "c"));
        assertThat(tally.summary()).isEqualTo("1 rules: recall 1/2, silent over 0/0 look-alikes, false alarms 1");
    }

    @Test
    void a_look_alike_that_is_found_is_a_false_alarm_and_unknown_is_silence() {
        enter("-- passes: one\n", failed("a"));
        enter("-- passes: another\n", new Verdict.Passed());
        enter("-- unknown: a third\n", new Verdict.Unknown("nothing recorded"));
        assertThat(tally.summary()).isEqualTo("1 rules: recall 0/0, silent over 2/3 look-alikes, false alarms 1");
    }

    @Test
    void a_failing_case_without_subjects_counts_once() {
        enter("-- fails: any\n", failed("a", "b"));
        enter("-- fails: another\n", new Verdict.Passed());
        assertThat(tally.summary()).isEqualTo("1 rules: recall 1/2, silent over 0/0 look-alikes, false alarms 0");
    }

    private void enter(String section, Verdict verdict) {
        Case trap = TrapFile.parse(RULE, section).cases().getFirst();
        tally.enter(RULE, trap, verdict);
    }

    private static Verdict failed(String... tables) {
        return Verdict.of(Arrays.stream(tables)
                .map(t -> new Finding(RULE, Severity.LOW, new Subject("table", t), "seen", Optional.empty(), 0))
                .toList());
    }
}
