package dev.pgsteady.apps.manifest.body;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.pgsteady.apps.manifest.people.BelongingsApi;
import dev.pgsteady.apps.web.paging.Lists;
import dev.pgsteady.apps.web.paging.Page;
import dev.pgsteady.apps.web.signin.Caller;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
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

/// One's workouts, with their exercises.
@RestController
@RequestMapping("/api/workouts")
class WorkoutApi {
    private final Workouts workouts;
    private final Training training;
    private final Lists lists;

    WorkoutApi(Workouts workouts, Training training, Lists lists) {
        this.workouts = workouts;
        this.training = training;
        this.lists = lists;
    }

    /// A workout.
    record Done(
            @NotNull @Valid WorkoutContent content,
            @NotNull @Size(max = 100) List<@NotNull @Valid ExerciseContent> exercises) {}

    /// What it is from now on.
    ///
    /// @param version the one that was read
    record Change(
            @NotNull @Valid WorkoutContent content,
            @NotNull @Size(max = 100) List<@NotNull @Valid ExerciseContent> exercises,
            @NotNull Long version) {}

    /// A workout with its exercises, in order.
    record Whole(@JsonUnwrapped BelongingsApi.Shown<WorkoutContent> workout, List<ExerciseContent> exercises) {
        static Whole of(Training.Session session) {
            return new Whole(BelongingsApi.Shown.of(session.workout()), session.exercises());
        }
    }

    /// The last day first, without exercises.
    @GetMapping
    Page<BelongingsApi.Shown<WorkoutContent>> list(
            Authentication token, @RequestParam Optional<Integer> limit, @RequestParam Optional<String> after) {
        return lists.page(
                        Lists.Query.latest(
                                        Workout.class,
                                        "content.workoutDate",
                                        workout -> workout.content().workoutDate(),
                                        Workout::getId)
                                .where("e.user.id = :user", Map.of("user", Caller.of(token))),
                        limit,
                        after)
                .map(BelongingsApi.Shown::of);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Whole create(Authentication token, @Valid @RequestBody Done done) {
        return Whole.of(training.add(Caller.of(token), new Training.Wanted(done.content(), done.exercises())));
    }

    @GetMapping("/{id}")
    Whole read(Authentication token, @PathVariable UUID id) {
        return Whole.of(training.read(Caller.of(token), id));
    }

    @PutMapping("/{id}")
    Whole change(Authentication token, @PathVariable UUID id, @Valid @RequestBody Change change) {
        return Whole.of(training.change(
                Caller.of(token), id, new Training.Wanted(change.content(), change.exercises()), change.version()));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Transactional
    public void delete(Authentication token, @PathVariable UUID id) {
        workouts.delete(workouts.of(Caller.of(token), id, "workout"));
    }
}
