package dev.pgsteady.apps.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Secret;
import dev.pgsteady.migrate.Address;
import dev.pgsteady.migrate.Migrations;
import dev.pgsteady.migrate.RevisionFolder;
import dev.pgsteady.migrate.RunOptions;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PSQLException;

/// What the revisions written by hand promise: trees, sums, streaks and tags, whatever happens at the
/// same time.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeptRightTest {
    private static final String ADA = "00000000-0000-4000-8000-000000000001";

    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    private final TestDatabase database = SERVER.create();

    KeptRightTest() throws SQLException {
        try (Migrations migrations = migrations()) {
            migrations.up(new Address.Head(), event -> {});
        }
        database.execute("INSERT INTO users (id, email, username, password_hash) VALUES ('%s', 'a@b', 'ada', 'x')"
                .formatted(ADA));
    }

    private Migrations migrations() {
        ConnectionSettings settings = ConnectionSettings.to(
                        database.address().host(),
                        database.address().port(),
                        database.name(),
                        database.address().user())
                .withPassword(Secret.of(database.address().readPassword()));
        return new Migrations(
                new RevisionFolder(Path.of("src/main/resources/db/migrations")), settings, RunOptions.USUAL);
    }

    @AfterAll
    void drop() {
        database.close();
    }

    private static String ask(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? String.valueOf(row.getString(1)) : "";
        }
    }

    private String ask(String sql) throws SQLException {
        try (Connection connection = database.connect()) {
            return ask(connection, sql);
        }
    }

    private String goal(String parent) throws SQLException {
        return ask(
                "INSERT INTO goals (user_id, title, goal_type, parent_goal_id) VALUES ('%s', 'G', 'daily', %s) RETURNING id"
                        .formatted(ADA, parent));
    }

    private static String move(String goal, String parent) {
        return "UPDATE goals SET parent_goal_id = '%s' WHERE id = '%s' RETURNING id".formatted(parent, goal);
    }

    /// Runs a statement in a transaction of its own, which has to wait for the first one; then lets the
    /// first one commit.
    ///
    /// @return the state that it is refused with; empty when it is not
    private static String behind(Connection first, Connection second, String sql) throws Exception {
        second.setAutoCommit(false);
        String session = ask(second, "SELECT pg_backend_pid()");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<String> refused = threads.submit(() -> {
                try {
                    ask(second, sql);
                    second.commit();
                    return "";
                } catch (PSQLException e) {
                    second.rollback();
                    return String.valueOf(e.getSQLState());
                }
            });
            while (ask(first, "SELECT cardinality(pg_blocking_pids(" + session + "))")
                    .equals("0")) {
                Thread.onSpinWait();
            }
            first.commit();
            return refused.get();
        }
    }

    @ParameterizedTest
    @CsvSource({"2,23514", "8,40001", "4,40001"})
    void two_that_would_close_a_circle_together_cannot_both(int isolation, String state) throws Exception {
        String whole = goal("NULL");
        String part = goal("'" + whole + "'");
        String other = goal("NULL");
        String below = goal("'" + other + "'");
        try (Connection first = database.connect();
                Connection second = database.connect()) {
            first.setAutoCommit(false);
            second.setTransactionIsolation(isolation);
            ask(first, move(other, part));
            assertThat(behind(first, second, move(whole, below))).isEqualTo(state);
        }
        assertThat(ask("SELECT count(*) FROM goals WHERE id = '" + whole + "' AND parent_goal_id IS NULL"))
                .isEqualTo("1");
    }

    @Test
    void a_circle_is_refused_in_one_statement_as_well() throws SQLException {
        String a = goal("NULL");
        String b = goal("NULL");
        PSQLException e = catchThrowableOfType(PSQLException.class, () -> database.execute("""
            UPDATE goals SET parent_goal_id = CASE WHEN id = '%1$s' THEN '%2$s' ELSE '%1$s' END::uuid
            WHERE id IN ('%1$s', '%2$s')\
            """.formatted(a, b)));
        assertThat(Objects.requireNonNull(e.getServerErrorMessage()).getConstraint())
                .isEqualTo("ck_goals_no_cycle");
    }

    @Test
    void progress_that_comes_at_the_same_time_is_counted_twice_not_once() throws Exception {
        String whole = goal("NULL");
        String part = goal("'" + whole + "'");
        String insert =
                "INSERT INTO goal_progress (goal_id, progress_date, value) VALUES ('%s', '2026-01-0%d', %d) RETURNING"
                        + " id";
        try (Connection first = database.connect();
                Connection second = database.connect()) {
            first.setAutoCommit(false);
            ask(first, insert.formatted(part, 1, 5));
            assertThat(behind(first, second, insert.formatted(part, 2, 7))).isEmpty();
        }
        assertThat(ask("SELECT current_value FROM goals WHERE id = '" + whole + "'"))
                .isEqualTo("12.000");
    }

    @Test
    void a_tag_that_is_put_on_something_while_it_goes_does_not_stay() throws Exception {
        String goal = goal("NULL");
        String tag = ask("INSERT INTO tags (user_id, name) VALUES ('" + ADA + "', 'Fun') RETURNING id");
        String put =
                "INSERT INTO taggables (tag_id, taggable_type, taggable_id) VALUES ('%s', 'goal', '%s') RETURNING id"
                        .formatted(tag, goal);
        String delete = "DELETE FROM goals WHERE id = '" + goal + "' RETURNING id";
        try (Connection first = database.connect();
                Connection second = database.connect()) {
            first.setAutoCommit(false);
            ask(first, put);
            assertThat(behind(first, second, delete)).isEmpty();
        }
        assertThat(ask("SELECT count(*) FROM taggables")).isEqualTo("0");
        String again = goal("NULL");
        try (Connection first = database.connect();
                Connection second = database.connect()) {
            first.setAutoCommit(false);
            ask(first, delete.replace(goal, again));
            assertThat(behind(first, second, put.replace(goal, again))).isEqualTo("23503");
        }
        assertThat(ask("SELECT count(*) FROM taggables")).isEqualTo("0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "goal goals (title, goal_type) ('x', 'daily')",
                "habit habits (name) ('x')",
                "food foods (consumed_on, meal_type, name) (now(), 'lunch', 'x')",
                "workout workouts (workout_date, workout_type, name) (now(), 'x', 'x')",
                "daily_review daily_reviews (review_date) (now())",
                "blog_entry blog_entries (title, slug, content) ('x', 'x', 'x')",
                "media media (file_name, file_path, mime_type, byte_size) ('x', 'x', 'a/b', 1)"
            })
    void whatever_is_deleted_or_truncated_no_tag_is_left_behind(String kind) throws SQLException {
        String[] words = kind.split(" ", 3);
        String columns = words[2].substring(1, words[2].indexOf(')'));
        String values = words[2].substring(words[2].lastIndexOf(" (") + 2, words[2].length() - 1);
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            for (String away : Set.of("DELETE FROM " + words[1], "TRUNCATE " + words[1] + " CASCADE")) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("""
                        WITH thing AS (
                            INSERT INTO %1$s (user_id, %2$s) VALUES ('%4$s', %3$s) RETURNING id),
                        tag AS (
                            INSERT INTO tags (user_id, name) VALUES ('%4$s', 'of %5$s') RETURNING id)
                        SELECT 1\
                        """.formatted(words[1], columns, values, ADA, words[0]));
                    statement.execute("""
                        INSERT INTO taggables (tag_id, taggable_type, taggable_id)
                        SELECT t.id, '%1$s', x.id FROM %2$s x, tags t WHERE t.name = 'of %1$s'\
                        """.formatted(words[0], words[1]));
                    assertThat(ask(connection, "SELECT count(*) > 0 FROM taggables"))
                            .isEqualTo("t");
                    statement.execute(away);
                    assertThat(ask(connection, "SELECT count(*) FROM taggables"))
                            .as(away)
                            .isEqualTo("0");
                }
                connection.rollback();
            }
        }
    }

    /// What the streaks are, counted in another way: day by day back from the last one.
    private static String counted(Set<LocalDate> kept, String frequency, int wanted, LocalDate today) {
        UnaryOperator<LocalDate> period = day -> switch (frequency) {
            case "weekly" -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case "monthly" -> day.withDayOfMonth(1);
            default -> day;
        };
        UnaryOperator<LocalDate> before = day -> period.apply(period.apply(day).minusDays(1));
        Set<LocalDate> periods = new TreeSet<>();
        for (LocalDate day : kept) {
            LocalDate p = period.apply(day);
            long days = kept.stream().filter(k -> period.apply(k).equals(p)).count();
            if (days >= wanted) {
                periods.add(p);
            }
        }
        LocalDate now = period.apply(today);
        int current = length(periods, periods.contains(now) ? now : before.apply(now), before);
        int longest =
                periods.stream().mapToInt(p -> length(periods, p, before)).max().orElse(0);
        return current + " " + longest;
    }

    private static int length(Set<LocalDate> periods, LocalDate last, UnaryOperator<LocalDate> before) {
        int length = 0;
        for (LocalDate at = last; periods.contains(at); at = before.apply(at)) {
            length++;
        }
        return length;
    }

    @ParameterizedTest
    @CsvSource({"daily,1,25,1", "weekly,2,60,2", "weekly,5,40,3", "monthly,3,200,4"})
    void streaks_are_right_after_every_one_of_many_changes(String frequency, int wanted, int days, int seed)
            throws SQLException {
        Random random = new Random(seed);
        Set<LocalDate> kept = new TreeSet<>();
        try (Connection connection = database.connect()) {
            LocalDate today = LocalDate.parse(ask(connection, "SELECT (now() AT TIME ZONE 'UTC')::date"));
            String habit = ask(connection, """
                INSERT INTO habits (user_id, name, frequency, target_days)
                VALUES ('%s', 'Read', '%s', %d) RETURNING id\
                """.formatted(ADA, frequency, wanted));
            for (int i = 0; i < 150; i++) {
                LocalDate day = today.minusDays(random.nextInt(days));
                boolean keep = random.nextInt(3) > 0;
                ask(connection, change(habit, day, keep, random.nextBoolean()));
                boolean known = keep ? kept.add(day) : kept.remove(day);
                assertThat(ask(
                                connection,
                                "SELECT current_streak || ' ' || longest_streak FROM habits WHERE id = '" + habit
                                        + "'"))
                        .as("change %d: %s on %s, new %s", i, keep, day, known)
                        .isEqualTo(counted(kept, frequency, wanted, today));
            }
        }
    }

    /// A day is given up by deleting its entry, or by taking back that it was kept.
    private static String change(String habit, LocalDate day, boolean keep, boolean softly) {
        if (keep || softly) {
            return """
                INSERT INTO habit_entries (habit_id, entry_date, completed) VALUES ('%s', '%s', %s)
                ON CONFLICT (habit_id, entry_date) DO UPDATE SET completed = excluded.completed
                RETURNING id\
                """.formatted(habit, day, keep);
        }
        return "DELETE FROM habit_entries WHERE habit_id = '%s' AND entry_date = '%s' RETURNING id"
                .formatted(habit, day);
    }

    @Test
    void all_revisions_go_back_and_come_again() throws Exception {
        try (TestDatabase other = SERVER.create()) {
            ConnectionSettings settings = ConnectionSettings.to(
                            other.address().host(),
                            other.address().port(),
                            other.name(),
                            other.address().user())
                    .withPassword(Secret.of(other.address().readPassword()));
            try (Migrations migrations = new Migrations(
                    new RevisionFolder(Path.of("src/main/resources/db/migrations")), settings, RunOptions.USUAL)) {
                migrations.up(new Address.Head(), event -> {});
                migrations.down(new Address.Base(), event -> {});
                try (Connection connection = other.connect()) {
                    assertThat(ask(connection, """
                        SELECT count(*) FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
                        WHERE nspname = 'public' AND proname NOT LIKE 'pgsteady%'\
                        """)).isEqualTo("0");
                }
                migrations.up(new Address.Head(), event -> {});
                assertThat(migrations.status().pending()).isEmpty();
            }
        }
    }
}
