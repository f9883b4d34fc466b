package dev.pgsteady.apps.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.apps.manifest.body.Exercise;
import dev.pgsteady.apps.manifest.body.ExerciseContent;
import dev.pgsteady.apps.manifest.body.Exercises;
import dev.pgsteady.apps.manifest.body.Training;
import dev.pgsteady.apps.manifest.body.Workout;
import dev.pgsteady.apps.manifest.body.WorkoutContent;
import dev.pgsteady.apps.manifest.body.Workouts;
import dev.pgsteady.apps.manifest.goals.GoalKeeping;
import dev.pgsteady.apps.manifest.habits.HabitKeeping;
import dev.pgsteady.apps.manifest.labels.Subject;
import dev.pgsteady.apps.manifest.labels.SubjectType;
import dev.pgsteady.apps.manifest.labels.Tagging;
import dev.pgsteady.apps.manifest.people.Profile;
import dev.pgsteady.apps.manifest.people.SignUp;
import dev.pgsteady.apps.manifest.people.Users;
import dev.pgsteady.apps.manifest.progress.Snapshots;
import dev.pgsteady.apps.testing.RunningApp;
import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Secret;
import dev.pgsteady.data.proof.AtomicityProof;
import dev.pgsteady.data.proof.Flow;
import dev.pgsteady.data.proof.ProofResult;
import dev.pgsteady.migrate.Address;
import dev.pgsteady.migrate.Migrations;
import dev.pgsteady.migrate.RevisionFolder;
import dev.pgsteady.migrate.RunOptions;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Breaks what happens in several steps at each of its statements: all of it is there afterwards, or
/// nothing.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProofTest {
    private static final UUID ADA = new UUID(0x4000, 1L << 63);
    private static final UUID GOAL = new UUID(0x4000, 2 | 1L << 63);
    private static final LocalDate DAY = LocalDate.of(2026, 5, 1);
    private static final WorkoutContent RUN = new WorkoutContent(DAY, "run", "Morning", 30, null, null, null);
    private static final List<ExerciseContent> EXERCISES = List.of(exercise("jog"), exercise("sprint"));

    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    private final TestDatabase database = SERVER.create();
    private final AtomicityProof proof;
    private final RunningApp app;

    ProofTest() throws Exception {
        ConnectionSettings settings = ConnectionSettings.to(
                        database.address().host(),
                        database.address().port(),
                        database.name(),
                        database.address().user())
                .withPassword(Secret.of(database.address().readPassword()));
        try (Migrations migrations = new Migrations(
                new RevisionFolder(Path.of("src/main/resources/db/migrations")), settings, RunOptions.USUAL)) {
            migrations.up(new Address.Head(), event -> {});
        }
        database.execute("""
            INSERT INTO users (id, email, username, password_hash) VALUES ('%1$s', 'ada@example.org', 'ada', 'x');
            INSERT INTO goals (user_id, id, title, goal_type) VALUES ('%1$s', gen_random_uuid(), 'Run', 'yearly');
            INSERT INTO goals (user_id, id, parent_goal_id, title, goal_type)
            SELECT '%1$s', '%2$s', id, 'Run in May', 'monthly' FROM goals;
            INSERT INTO habits (user_id, id, name) VALUES ('%1$s', '%2$s', 'Read');
            INSERT INTO tags (user_id, id, name) VALUES ('%1$s', '%2$s', 'Fun')\
            """.formatted(ADA, GOAL));
        this.proof = AtomicityProof.on(settings);
        this.app = RunningApp.over(
                Manifest.class,
                proof.dataSource(),
                Files.createTempDirectory("manifest"),
                "logging.level.org.springframework.transaction=OFF",
                "logging.level.org.hibernate.orm.session=OFF",
                "manifest.streaks=-",
                "manifest.snapshots=-");
    }

    @AfterAll
    void stop() {
        app.close();
        database.close();
    }

    private static ExerciseContent exercise(String name) {
        return new ExerciseContent(name, 3, 10, null, null, null);
    }

    private void prove(String name, Flow flow) {
        ProofResult result = proof.prove(name, flow).write(ProofResult.FOLDER);
        System.getLogger(ProofTest.class.getName()).log(System.Logger.Level.INFO, result.words());
        result.mustHold();
    }

    @Test
    void registering_is_atomic() {
        prove(
                "register",
                source -> app.get(SignUp.class)
                        .signUp(
                                "eve@example.org",
                                "eve",
                                "correct horse battery",
                                new Profile(null, null, null, null, "UTC")));
    }

    @Test
    void progress_is_written_down_with_all_sums_above_or_not_at_all() {
        prove(
                "progress",
                source -> app.get(GoalKeeping.class)
                        .record(ADA, GOAL, DAY, new GoalKeeping.Done(new BigDecimal("5"), "in the rain")));
    }

    @Test
    void a_habit_is_kept_with_its_streaks_or_not_at_all() {
        prove(
                "habit",
                source -> app.get(HabitKeeping.class)
                        .record(ADA, GOAL, DAY, new HabitKeeping.Done(Optional.empty(), null)));
    }

    @Test
    void a_workout_has_all_its_exercises_or_is_not_there() {
        prove("workout", source -> app.get(Training.class).add(ADA, new Training.Wanted(RUN, EXERCISES)));
    }

    @Test
    void a_tag_is_put_on_something_that_is_there_or_not_at_all() {
        prove("tag", source -> app.get(Tagging.class).put(ADA, GOAL, new Subject(SubjectType.GOAL, GOAL)));
    }

    @Test
    void a_day_is_written_down_whole_or_not_at_all() {
        prove("snapshot", source -> app.get(Snapshots.class).take(ADA, DAY));
    }

    @Test
    void the_same_workout_without_its_transaction_is_found_out() {
        ProofResult result = proof.prove("workout-without", source -> {
            Workout workout = app.get(Workouts.class)
                    .saveAndFlush(new Workout(app.get(Users.class).findById(ADA).orElseThrow(), RUN));
            app.get(Exercises.class)
                    .saveAllAndFlush(List.of(
                            new Exercise(workout, 0, EXERCISES.getFirst()),
                            new Exercise(workout, 1, EXERCISES.getLast())));
        });
        assertThat(result.atomic()).isFalse();
        assertThat(result.halves()).allMatch(half -> half.left().contains("public.workouts"));
    }
}
