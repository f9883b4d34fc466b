package dev.pgsteady.apps.manifest.habits;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.pgsteady.apps.web.paging.Lists;
import dev.pgsteady.apps.web.paging.Page;
import dev.pgsteady.apps.web.signin.Caller;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
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

/// One's own habits.
@RestController
@RequestMapping("/api/habits")
class HabitApi {
    private final Habits habits;
    private final HabitKeeping keeping;
    private final Lists lists;

    HabitApi(Habits habits, HabitKeeping keeping, Lists lists) {
        this.habits = habits;
        this.keeping = keeping;
        this.lists = lists;
    }

    /// What it is from now on.
    ///
    /// @param version the one that was read
    record Change(
            @NotNull @Valid HabitContent content, @NotNull Long version) {}

    /// A habit as its owner sees it.
    record Shown(
            @Nullable UUID id,
            @JsonUnwrapped HabitContent content,
            int currentStreak,
            int longestStreak,
            @Nullable Instant createdAt,
            @Nullable Instant updatedAt,
            long version) {
        static Shown of(Habit habit) {
            return new Shown(
                    habit.getId(),
                    habit.content(),
                    habit.currentStreak(),
                    habit.longestStreak(),
                    habit.getCreatedAt(),
                    habit.getUpdatedAt(),
                    habit.getVersion());
        }
    }

    @GetMapping
    Page<Shown> list(
            Authentication token, @RequestParam Optional<Integer> limit, @RequestParam Optional<String> after) {
        return lists.page(
                        Lists.Query.newest(
                                Habit.class, Habit::getId, "e.user.id = :user", Map.of("user", Caller.of(token))),
                        limit,
                        after)
                .map(Shown::of);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Shown create(Authentication token, @Valid @RequestBody HabitContent content) {
        return Shown.of(keeping.add(Caller.of(token), content));
    }

    @GetMapping("/{id}")
    @Transactional(readOnly = true)
    public Shown read(Authentication token, @PathVariable UUID id) {
        return Shown.of(habits.of(Caller.of(token), id, "habit"));
    }

    @PutMapping("/{id}")
    Shown change(Authentication token, @PathVariable UUID id, @Valid @RequestBody Change change) {
        return Shown.of(keeping.change(Caller.of(token), id, change.content(), change.version()));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Transactional
    public void delete(Authentication token, @PathVariable UUID id) {
        habits.delete(habits.of(Caller.of(token), id, "habit"));
    }
}
