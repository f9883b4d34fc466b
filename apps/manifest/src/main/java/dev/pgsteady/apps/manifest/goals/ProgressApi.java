package dev.pgsteady.apps.manifest.goals;

import dev.pgsteady.apps.web.paging.Lists;
import dev.pgsteady.apps.web.paging.Page;
import dev.pgsteady.apps.web.signin.Caller;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// What was done for one's own goals, day by day.
@RestController
@RequestMapping("/api/goals/{goal}/progress")
class ProgressApi {
    private final Goals goals;
    private final GoalKeeping keeping;
    private final Lists lists;

    ProgressApi(Goals goals, GoalKeeping keeping, Lists lists) {
        this.goals = goals;
        this.keeping = keeping;
        this.lists = lists;
    }

    /// What was done. A negative value takes back.
    record Done(
            @NotNull @Digits(integer = 11, fraction = 3) BigDecimal value,
            @Nullable @Size(max = 1000) String note) {}

    /// A day as the goal's owner sees it.
    record Shown(
            LocalDate progressDate,
            BigDecimal value,
            @Nullable String note) {
        static Shown of(GoalProgress row) {
            return new Shown(row.progressDate(), row.value(), row.note());
        }
    }

    /// The last day first.
    @GetMapping
    Page<Shown> list(
            Authentication token,
            @PathVariable UUID goal,
            @RequestParam Optional<Integer> limit,
            @RequestParam Optional<String> after) {
        goals.of(Caller.of(token), goal, "goal");
        return lists.page(
                        Lists.Query.latest(
                                        GoalProgress.class,
                                        "progressDate",
                                        GoalProgress::progressDate,
                                        GoalProgress::getId)
                                .where("e.goal.id = :goal", Map.of("goal", goal)),
                        limit,
                        after)
                .map(Shown::of);
    }

    @PutMapping("/{day}")
    Shown record(
            Authentication token, @PathVariable UUID goal, @PathVariable LocalDate day, @Valid @RequestBody Done done) {
        return Shown.of(keeping.record(Caller.of(token), goal, day, new GoalKeeping.Done(done.value(), done.note())));
    }

    @DeleteMapping("/{day}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void forget(Authentication token, @PathVariable UUID goal, @PathVariable LocalDate day) {
        keeping.forget(Caller.of(token), goal, day);
    }
}
