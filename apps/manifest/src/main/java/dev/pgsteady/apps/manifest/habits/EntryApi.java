package dev.pgsteady.apps.manifest.habits;

import dev.pgsteady.apps.web.paging.Lists;
import dev.pgsteady.apps.web.paging.Page;
import dev.pgsteady.apps.web.signin.Caller;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Instant;
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

/// The days on which one's own habits were kept.
@RestController
@RequestMapping("/api/habits/{habit}/entries")
class EntryApi {
    private final Habits habits;
    private final HabitKeeping keeping;
    private final Lists lists;

    EntryApi(Habits habits, HabitKeeping keeping, Lists lists) {
        this.habits = habits;
        this.keeping = keeping;
        this.lists = lists;
    }

    /// What was done.
    ///
    /// @param count how often; as often as the habit wants when it is left out
    record Done(
            @Nullable @Min(0) @Max(100_000) Integer count,
            @Nullable @Size(max = 1000) String note) {}

    /// A day as the habit's owner sees it.
    record Shown(
            @Nullable UUID id,
            LocalDate entryDate,
            boolean completed,
            @Nullable Instant completedAt,
            int count,
            @Nullable String note) {
        static Shown of(HabitEntry e) {
            return new Shown(e.getId(), e.entryDate(), e.completed(), e.completedAt(), e.count(), e.note());
        }
    }

    /// The last day first.
    @GetMapping
    Page<Shown> list(
            Authentication token,
            @PathVariable UUID habit,
            @RequestParam Optional<Integer> limit,
            @RequestParam Optional<String> after) {
        habits.of(Caller.of(token), habit, "habit");
        return lists.page(
                        Lists.Query.latest(HabitEntry.class, "entryDate", HabitEntry::entryDate, HabitEntry::getId)
                                .where("e.habit.id = :habit", Map.of("habit", habit)),
                        limit,
                        after)
                .map(Shown::of);
    }

    @PutMapping("/{day}")
    Shown record(
            Authentication token,
            @PathVariable UUID habit,
            @PathVariable LocalDate day,
            @Valid @RequestBody Done done) {
        return Shown.of(keeping.record(
                Caller.of(token), habit, day, new HabitKeeping.Done(Optional.ofNullable(done.count()), done.note())));
    }

    @DeleteMapping("/{day}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void forget(Authentication token, @PathVariable UUID habit, @PathVariable LocalDate day) {
        keeping.forget(Caller.of(token), habit, day);
    }
}
