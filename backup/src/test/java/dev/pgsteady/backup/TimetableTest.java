package dev.pgsteady.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgsteady.backup.Timetable.Done;
import dev.pgsteady.backup.Timetable.Task;
import dev.pgsteady.core.Problem;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimetableTest {
    private static final Timetable NIGHTLY =
            new Timetable(CronTimes.of("0 3 * * *", ZoneOffset.UTC), CronTimes.of("0 5 * * 0", ZoneOffset.UTC));

    private static Instant at(String time) {
        return Instant.parse(time);
    }

    private static Done done(String backup, String drill) {
        return new Done(Optional.of(at(backup)), Optional.empty(), Optional.empty(), true, Optional.of(at(drill)));
    }

    /// Full ones on Sundays at one, the changed blocks each hour; nothing else.
    private static final Timetable PHYSICAL = new Timetable(
            CronTimes.NEVER,
            CronTimes.of("0 1 * * 0", ZoneOffset.UTC),
            CronTimes.of("0 * * * *", ZoneOffset.UTC),
            CronTimes.NEVER);

    private static final Done NOTHING =
            new Done(Optional.empty(), Optional.empty(), Optional.empty(), false, Optional.empty());

    private static Done copied(String full, String any) {
        return new Done(Optional.empty(), Optional.of(at(full)), Optional.of(at(any)), true, Optional.empty());
    }

    @Test
    void where_nothing_was_done_everything_is_due() {
        assertThat(NIGHTLY.due(at("2026-11-21T12:00:00Z"), NOTHING)).containsExactly(Task.BACKUP, Task.DRILL);
    }

    @Test
    void what_was_done_since_its_time_is_not_due() {
        assertThat(NIGHTLY.due(at("2026-11-21T12:00:00Z"), done("2026-11-21T03:00:05Z", "2026-11-15T05:00:00Z")))
                .isEmpty();
    }

    @Test
    void a_time_that_was_slept_through_is_caught_up_once() {
        assertThat(NIGHTLY.due(at("2026-11-24T09:00:00Z"), done("2026-11-21T03:00:05Z", "2026-11-15T05:00:00Z")))
                .containsExactly(Task.BACKUP, Task.DRILL);
        assertThat(NIGHTLY.due(at("2026-11-24T09:30:00Z"), done("2026-11-24T09:00:00Z", "2026-11-24T09:01:00Z")))
                .isEmpty();
    }

    @Test
    void the_next_time_is_the_nearer_of_both() {
        assertThat(NIGHTLY.next(at("2026-11-22T03:00:00Z"))).contains(at("2026-11-22T05:00:00Z"));
        assertThat(NIGHTLY.next(at("2026-11-22T05:00:00Z"))).contains(at("2026-11-23T03:00:00Z"));
    }

    @Test
    void of_a_full_and_an_incremental_one_the_full_one_is_due() {
        assertThat(PHYSICAL.due(at("2026-11-21T12:00:00Z"), NOTHING)).containsExactly(Task.PHYSICAL);
        assertThat(PHYSICAL.due(at("2026-11-22T01:00:00Z"), copied("2026-11-15T01:00:00Z", "2026-11-22T00:00:00Z")))
                .containsExactly(Task.PHYSICAL);
    }

    @Test
    void an_incremental_one_is_due_since_the_last_of_any_kind() {
        assertThat(PHYSICAL.due(at("2026-11-22T01:59:00Z"), copied("2026-11-22T01:00:00Z", "2026-11-22T01:00:00Z")))
                .isEmpty();
        assertThat(PHYSICAL.due(at("2026-11-22T02:00:00Z"), copied("2026-11-22T01:00:00Z", "2026-11-22T01:00:00Z")))
                .containsExactly(Task.INCREMENTAL);
        assertThat(PHYSICAL.due(at("2026-11-22T02:30:00Z"), copied("2026-11-22T01:00:00Z", "2026-11-22T02:00:00Z")))
                .isEmpty();
    }

    @Test
    void the_kinds_do_not_count_for_each_other() {
        Timetable both = new Timetable(NIGHTLY.backups(), PHYSICAL.physical(), CronTimes.NEVER, NIGHTLY.drills());
        assertThat(both.due(at("2026-11-21T12:00:00Z"), done("2026-11-21T03:00:05Z", "2026-11-15T05:00:00Z")))
                .containsExactly(Task.PHYSICAL);
        assertThat(both.due(at("2026-11-21T12:00:00Z"), copied("2026-11-21T03:00:05Z", "2026-11-21T03:00:05Z")))
                .containsExactly(Task.BACKUP, Task.DRILL);
        assertThat(both.ofBothKinds()).isTrue();
        assertThat(NIGHTLY.ofBothKinds()).isFalse();
        assertThat(PHYSICAL.ofBothKinds()).isFalse();
    }

    @Test
    void what_is_never_taken_is_never_due() {
        assertThat(PHYSICAL.next(Task.BACKUP, at("2026-11-21T12:00:00Z"), NOTHING))
                .isEmpty();
        assertThat(PHYSICAL.next(at("2026-11-21T12:00:00Z"))).contains(at("2026-11-21T13:00:00Z"));
        assertThat(PHYSICAL.never()).isFalse();
        Timetable nothing = new Timetable(CronTimes.NEVER, CronTimes.NEVER);
        assertThat(nothing.never()).isTrue();
        assertThat(nothing.due(at("2026-11-21T12:00:00Z"), NOTHING)).isEmpty();
        assertThat(nothing.next(at("2026-11-21T12:00:00Z"))).isEmpty();
    }

    @Test
    void an_hour_that_does_not_exist_skips_no_day() {
        CronTimes times = CronTimes.of("30 2 * * *", ZoneId.of("Europe/Berlin"));
        Instant next = times.after(at("2026-03-28T12:00:00Z")).orElseThrow();
        assertThat(next).isBetween(at("2026-03-29T00:59:00Z"), at("2026-03-29T02:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "daily", "61 * * * *", "* * * *", "0 3 * * * *", "0 3 32 * *"})
    void what_cron_does_not_understand_is_refused(String text) {
        assertThatThrownBy(() -> CronTimes.of(text, ZoneOffset.UTC))
                .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.kind()).isEqualTo(Problem.Kind.CONFIGURATION));
    }
}
