package dev.pgsteady.apps.manifest.goals;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.pgsteady.apps.manifest.people.Words;
import dev.pgsteady.apps.web.paging.Lists;
import dev.pgsteady.apps.web.paging.Page;
import dev.pgsteady.apps.web.signin.Caller;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// One's own goals.
@RestController
@RequestMapping("/api/goals")
class GoalApi {
    private final Goals goals;
    private final GoalKeeping keeping;
    private final Lists lists;

    GoalApi(Goals goals, GoalKeeping keeping, Lists lists) {
        this.goals = goals;
        this.keeping = keeping;
        this.lists = lists;
    }

    /// What it is from now on.
    ///
    /// @param version the one that was read
    record Change(
            @NotNull @Valid GoalContent content, @NotNull Long version) {}

    /// A goal as its owner sees it.
    ///
    /// @param currentValue what was reached by itself and by its parts
    record Shown(
            @Nullable UUID id,
            @JsonUnwrapped GoalContent content,
            BigDecimal currentValue,
            @Nullable Instant completedAt,
            @Nullable Instant createdAt,
            @Nullable Instant updatedAt,
            long version) {
        static Shown of(Goal goal) {
            return new Shown(
                    goal.getId(),
                    goal.content(),
                    goal.currentValue(),
                    goal.completedAt(),
                    goal.getCreatedAt(),
                    goal.getUpdatedAt(),
                    goal.getVersion());
        }
    }

    /// All, or those of a status, the newest first.
    @GetMapping
    Page<Shown> list(
            Authentication token,
            @RequestParam Optional<String> status,
            @RequestParam Optional<Integer> limit,
            @RequestParam Optional<String> after) {
        Map<String, Object> values = new HashMap<>(Map.of("user", Caller.of(token)));
        String where = "e.user.id = :user";
        if (status.isPresent()) {
            where += " and e.content.status = :status";
            values.put("status", Words.read(GoalStatus.values(), GoalStatus::word, "status", status.get()));
        }
        return page(where, values, limit, after);
    }

    /// What a goal is made of, the newest first.
    @GetMapping("/{id}/parts")
    Page<Shown> parts(
            Authentication token,
            @PathVariable UUID id,
            @RequestParam Optional<Integer> limit,
            @RequestParam Optional<String> after) {
        goals.of(Caller.of(token), id, "goal");
        return page("e.content.parentGoalId = :goal", Map.of("goal", id), limit, after);
    }

    private Page<Shown> page(
            String where, Map<String, Object> values, Optional<Integer> limit, Optional<String> after) {
        return lists.page(Lists.Query.newest(Goal.class, Goal::getId, where, values), limit, after)
                .map(Shown::of);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Shown create(Authentication token, @Valid @RequestBody GoalContent content) {
        return Shown.of(keeping.add(Caller.of(token), content));
    }

    @GetMapping("/{id}")
    @Transactional(readOnly = true)
    public Shown read(Authentication token, @PathVariable UUID id) {
        return Shown.of(goals.of(Caller.of(token), id, "goal"));
    }

    @PutMapping("/{id}")
    Shown change(Authentication token, @PathVariable UUID id, @Valid @RequestBody Change change) {
        return Shown.of(keeping.change(Caller.of(token), id, change.content(), change.version()));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(Authentication token, @PathVariable UUID id) {
        keeping.remove(Caller.of(token), id);
    }
}
