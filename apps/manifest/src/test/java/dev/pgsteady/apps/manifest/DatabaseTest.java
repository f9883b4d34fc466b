package dev.pgsteady.apps.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgsteady.apps.testing.Plans;
import dev.pgsteady.apps.testing.RunningApp;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.util.PSQLException;

/// What the database itself holds to, asked in plain SQL on invented people, one of whom has a lot of
/// everything.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatabaseTest {
    /// Three thousand of everything for one of them.
    private static final String MUCH = """
        INSERT INTO users (email, username, password_hash)
        SELECT 'x' || n || '@example.org', 'x' || n, 'x' FROM generate_series(1, 3000) n;
        CREATE TEMP TABLE one AS SELECT id AS owner FROM users WHERE username = 'ada';
        CREATE TEMP TABLE n AS SELECT n, owner, now() - n * interval '1 hour' AS at, current_date - n AS day
        FROM one, generate_series(1, 3000) n;
        INSERT INTO goals (user_id, title, goal_type, status, created_at)
        SELECT owner, 'G' || n, 'weekly', CASE WHEN n % 100 = 0 THEN 'paused' ELSE 'active' END, at FROM n;
        UPDATE goals SET parent_goal_id = (SELECT id FROM goals WHERE title = 'G3000')
        WHERE title LIKE 'G%' AND title < 'G2';
        INSERT INTO goal_progress (goal_id, progress_date, value)
        SELECT (SELECT id FROM goals WHERE title = 'G3000'), day, 1 FROM n;
        INSERT INTO habits (user_id, name, created_at) SELECT owner, 'H' || n, at FROM n;
        INSERT INTO habit_entries (habit_id, entry_date)
        SELECT (SELECT id FROM habits WHERE name = 'H1'), day FROM n;
        INSERT INTO foods (user_id, consumed_on, meal_type, name) SELECT owner, day, 'lunch', 'Soup' FROM n;
        INSERT INTO workouts (user_id, workout_date, workout_type, name) SELECT owner, day, 'run', 'W' FROM n;
        INSERT INTO workout_exercises (workout_id, order_index, name) SELECT id, 1, 'jog' FROM workouts WHERE name = 'W';
        INSERT INTO daily_reviews (user_id, review_date) SELECT owner, day - 30 FROM n;
        INSERT INTO blog_entries (user_id, title, slug, content, status, is_public, created_at, published_at)
        SELECT owner, 'B', 'b-' || n, repeat(CASE WHEN n % 100 = 0 THEN 'a zebra runs ' ELSE 'a horse runs ' END, 90),
               CASE WHEN n % 2 = 0 THEN 'published' ELSE 'draft' END, true, at, at FROM n;
        INSERT INTO tags (user_id, name, created_at) SELECT owner, 'T' || n, at FROM n;
        INSERT INTO taggables (tag_id, taggable_type, taggable_id, created_at)
        SELECT (SELECT id FROM tags WHERE name = 'T1'), 'goal', g.id, g.created_at
        FROM goals g JOIN one ON g.user_id = owner WHERE g.title LIKE 'G%';
        INSERT INTO media (user_id, related_type, related_id, file_name, file_path, mime_type, byte_size, created_at)
        SELECT owner, 'goal', (SELECT id FROM goals WHERE title = 'G' || (1 + n % 10)), 'f', 'p', 'a/b', 1, at FROM n;
        INSERT INTO progress_snapshots (user_id, snapshot_date, related_type, related_id)
        SELECT owner, day, 'goal', (SELECT id FROM goals WHERE title = 'G3000') FROM n;
        ANALYZE\
        """;

    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    private final TestDatabase database = SERVER.create();

    DatabaseTest() throws Exception {
        RunningApp.start(Manifest.class, database, Files.createTempDirectory("manifest"), "seed.users=40")
                .close();
        database.execute(MUCH);
    }

    @AfterAll
    void drop() {
        database.close();
    }

    private static String ask(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            StringBuilder all = new StringBuilder();
            while (rows.next()) {
                all.append(rows.getString(1)).append('\n');
            }
            return all.toString().strip();
        }
    }

    private String ask(String sql) throws SQLException {
        try (Connection connection = database.connect()) {
            return ask(connection, sql);
        }
    }

    private static String constraint(PSQLException e) {
        return String.valueOf(Objects.requireNonNull(e.getServerErrorMessage()).getConstraint());
    }

    @Test
    void there_are_the_fourteen_tables_and_no_others() throws SQLException {
        assertThat(ask("""
            SELECT string_agg(relname, ' ' ORDER BY relname) FROM pg_class
            WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm')
              AND relname NOT LIKE 'pgsteady%'\
            """))
                .isEqualTo("blog_entries daily_reviews foods goal_progress goals habit_entries habits media"
                        + " progress_snapshots taggables tags users workout_exercises workouts");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        UPDATE users SET email = 'nobody'                                               | ck_users_email
        UPDATE users SET email = 'x1@example.org'                                       | users_email_key
        UPDATE users SET username = 'X1'                                                | users_username_key
        UPDATE users SET username = 'a@b'                                               | ck_users_username
        UPDATE goals SET priority = 6                                                   | goals_priority_check1
        UPDATE goals SET priority = -1                                                  | goals_priority_check
        UPDATE goals SET goal_type = 'hourly'                                           | goals_goal_type_check
        UPDATE goals SET status = 'lost'                                                | goals_status_check
        UPDATE goals SET target_value = -1                                              | goals_target_value_check
        UPDATE goals SET start_date = '2026-02-02', end_date = '2026-02-01'             | ck_goals_dates
        UPDATE goals SET parent_goal_id = id                                            | ck_goals_no_cycle
        UPDATE goals SET parent_goal_id = (SELECT g.id FROM goals g WHERE g.user_id <> goals.user_id LIMIT 1) | ck_goals_owner
        UPDATE goals SET parent_goal_id = gen_random_uuid()                             | goals_parent_goal_id_fkey
        UPDATE goals SET user_id = (SELECT id FROM users WHERE username = 'x1')         | ck_goals_owner
        UPDATE goal_progress SET progress_date = '2026-01-01'                           | uq_goal_progress_day
        UPDATE habits SET current_streak = -1                                           | ck_habits_streaks
        UPDATE habits SET frequency = 'hourly'                                          | habits_frequency_check
        UPDATE habits SET target_days = 0                                               | habits_target_days_check
        UPDATE habit_entries SET entry_date = '2026-01-01'                              | uq_habit_entries_day
        UPDATE habit_entries SET count = -1                                             | ck_habit_entries_count
        UPDATE foods SET calories = -1                                                  | foods_calories_check
        UPDATE foods SET protein_g = -1                                                 | foods_protein_g_check
        UPDATE foods SET meal_type = 'tea'                                              | foods_meal_type_check
        UPDATE workouts SET intensity = 'insane'                                        | workouts_intensity_check
        UPDATE workouts SET workout_type = ' '                                          | ck_workouts_type
        UPDATE media SET mime_type = 'png'                                              | ck_media_mime_type
        UPDATE workout_exercises SET order_index = 1                                    | uq_workout_exercises_place
        UPDATE daily_reviews SET mood_rating = 6                                        | daily_reviews_mood_rating_check1
        UPDATE daily_reviews SET energy_level = 0                                       | daily_reviews_energy_level_check
        UPDATE daily_reviews SET productivity_rating = 6                                | daily_reviews_productivity_rating_check1
        UPDATE daily_reviews SET review_date = '2026-01-01'                             | uq_daily_reviews_day
        UPDATE blog_entries SET slug = 'a'                                              | uq_blog_entries_slug
        UPDATE blog_entries SET status = 'hidden'                                       | blog_entries_status_check
        UPDATE tags SET name = 'JOY' WHERE name = 'health'                              | uq_tags_name
        UPDATE taggables SET taggable_type = 'habit'                                    | fk_taggables_subject
        UPDATE taggables SET taggable_type = 'planet'                                   | fk_taggables_subject
        INSERT INTO taggables (tag_id, taggable_type, taggable_id) SELECT tag_id, taggable_type, taggable_id FROM taggables | uq_taggables_subject
        UPDATE taggables SET tag_id = (SELECT id FROM tags WHERE name = 'joy' AND user_id <> (SELECT id FROM users WHERE username = 'ada') LIMIT 1) WHERE tag_id = (SELECT id FROM tags WHERE name = 'T1') | fk_taggables_subject
        UPDATE media SET related_id = NULL                                              | ck_media_related
        UPDATE media SET related_id = gen_random_uuid()                                 | fk_media_related
        UPDATE media SET byte_size = -1                                                 | media_byte_size_check
        UPDATE progress_snapshots SET related_id = gen_random_uuid()                    | fk_progress_snapshots_related
        INSERT INTO progress_snapshots (user_id, snapshot_date) SELECT user_id, snapshot_date FROM progress_snapshots WHERE related_id IS NULL | uq_progress_snapshots_subject
        """)
    void what_must_not_be_is_refused_whoever_writes_it(String sql, String constraint) {
        PSQLException e = catchThrowableOfType(PSQLException.class, () -> database.execute(sql));
        assertThat((Throwable) e).as("nothing refused it").isNotNull();
        assertThat(constraint(e)).as(e.getMessage()).isEqualTo(constraint);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        SELECT * FROM users WHERE email = 'ada' OR username = 'ada'                                                | users_username_key
        SELECT * FROM goals WHERE user_id = '@ada' ORDER BY created_at DESC, id DESC LIMIT 21                      | ix_goals_user_created
        SELECT * FROM goals WHERE user_id = '@ada' AND (created_at, id) < (now(), '@ada') ORDER BY created_at DESC, id DESC LIMIT 21 | ix_goals_user_created
        SELECT * FROM goals WHERE user_id = '@ada' AND status = 'paused' ORDER BY created_at DESC, id DESC LIMIT 21 | ix_goals_user_status_created
        SELECT * FROM goals WHERE parent_goal_id = '@goal' ORDER BY created_at DESC, id DESC LIMIT 21 | ix_goals_parent_created
        SELECT * FROM goal_progress WHERE goal_id = '@goal' ORDER BY progress_date DESC, id DESC LIMIT 21          | uq_goal_progress_day
        SELECT * FROM habits WHERE user_id = '@ada' ORDER BY created_at DESC, id DESC LIMIT 21                     | ix_habits_user_created
        SELECT id FROM habits WHERE current_streak > 0 ORDER BY id                                                 | ix_habits_running
        SELECT * FROM habit_entries WHERE habit_id = '@habit' ORDER BY entry_date DESC, id DESC LIMIT 21           | uq_habit_entries_day
        SELECT * FROM foods WHERE user_id = '@ada' AND (consumed_on, id) < (current_date, '@ada') ORDER BY consumed_on DESC, id DESC LIMIT 21 | ix_foods_user_day
        SELECT * FROM workouts WHERE user_id = '@ada' ORDER BY workout_date DESC, id DESC LIMIT 21                 | ix_workouts_user_day
        SELECT * FROM workout_exercises WHERE workout_id = '@workout' ORDER BY order_index                         | uq_workout_exercises_place
        SELECT * FROM daily_reviews WHERE user_id = '@ada' ORDER BY review_date DESC, id DESC LIMIT 21             | uq_daily_reviews_day
        SELECT * FROM blog_entries WHERE user_id = '@ada' ORDER BY created_at DESC, id DESC LIMIT 21               | ix_blog_entries_user_created
        SELECT * FROM blog_entries WHERE user_id = '@ada' AND status = 'published' AND is_public ORDER BY published_at DESC, id DESC LIMIT 21 | ix_blog_entries_published
        SELECT * FROM blog_entries WHERE user_id = '@ada' AND search @@ websearch_to_tsquery('english', 'zebras') ORDER BY created_at DESC, id DESC LIMIT 21 | blog_entries_search_idx
        SELECT * FROM blog_entries WHERE user_id = '@ada' AND slug = 'b-7'                                         | uq_blog_entries_slug
        SELECT * FROM tags WHERE user_id = '@ada' ORDER BY created_at DESC, id DESC LIMIT 21                       | ix_tags_user_created
        SELECT * FROM taggables WHERE tag_id = '@tag' ORDER BY created_at DESC, id DESC LIMIT 21                   | ix_taggables_tag_created
        SELECT * FROM taggables WHERE taggable_type = 'goal' AND taggable_id = '@goal'                             | ix_taggables_subject
        SELECT * FROM media WHERE user_id = '@ada' ORDER BY created_at DESC, id DESC LIMIT 21                      | ix_media_user_created
        SELECT * FROM media WHERE user_id = '@ada' AND related_type = 'goal' AND related_id = '@first' ORDER BY created_at DESC, id DESC LIMIT 21 | ix_media_subject
        SELECT * FROM progress_snapshots WHERE user_id = '@ada' ORDER BY snapshot_date DESC, id DESC LIMIT 21      | ix_progress_snapshots_user_day
        SELECT * FROM progress_snapshots WHERE user_id = '@ada' AND related_type = 'habit' AND related_id = '@habit' ORDER BY snapshot_date DESC, id DESC LIMIT 21 | ix_progress_snapshots_subject
        """)
    void each_list_is_served_by_its_index(String query, String index) throws SQLException {
        try (Connection connection = database.connect()) {
            String sql = query;
            for (String[] key : KEYS) {
                sql = sql.replace(key[0], sql.contains(key[0]) ? ask(connection, key[1]) : "");
            }
            assertThat(Plans.of(connection, sql, "")).contains(index);
            assertThat(Plans.of(connection, sql, Plans.dropping(connection, index)))
                    .as("without it")
                    .doesNotContain(index);
        }
    }

    private static final String[][] KEYS = {
        {"@ada", "SELECT id FROM users WHERE username = 'ada'"},
        {"@goal", "SELECT id FROM goals WHERE title = 'G3000'"},
        {"@first", "SELECT id FROM goals WHERE title = 'G1'"},
        {"@habit", "SELECT id FROM habits WHERE name = 'H1'"},
        {"@workout", "SELECT id FROM workouts LIMIT 1"},
        {"@tag", "SELECT id FROM tags WHERE name = 'T1'"}
    };

    @Test
    void the_sums_of_all_goals_are_right() throws SQLException {
        assertThat(ask("""
            WITH RECURSIVE part (whole, id, unit) AS (
                SELECT id, id, unit FROM goals
                UNION ALL SELECT p.whole, g.id, g.unit FROM part p
                JOIN goals g ON g.parent_goal_id = p.id AND g.unit IS NOT DISTINCT FROM p.unit)
            SELECT count(*) || ' of which wrong: ' || count(*) FILTER (WHERE g.current_value <> reached)
            FROM goals g JOIN (
                SELECT whole, coalesce(sum(value), 0) AS reached FROM part
                LEFT JOIN goal_progress p ON p.goal_id = part.id GROUP BY whole) summed ON whole = g.id\
            """)).isEqualTo("3160 of" + " which" + " wrong:" + " 0");
    }

    @Test
    void with_a_user_goes_all_that_is_his() throws SQLException {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            ask(connection, "DELETE FROM users WHERE username = 'ada' RETURNING id");
            for (String table : new String[] {
                "goals",
                "habits",
                "foods",
                "workouts",
                "daily_reviews",
                "blog_entries",
                "tags",
                "media",
                "progress_snapshots"
            }) {
                assertThat(ask(
                                connection,
                                "SELECT count(*) FROM " + table + " WHERE user_id NOT IN (SELECT id FROM users)"))
                        .as(table)
                        .isEqualTo("0");
            }
            assertThat(ask(
                            connection,
                            "SELECT count(*) FROM goal_progress WHERE value = 1 AND note IS NULL AND goal_id"
                                    + " NOT IN (SELECT id FROM goals)"))
                    .isEqualTo("0");
            assertThat(ask(
                            connection,
                            "SELECT count(*) FROM taggables WHERE taggable_type = 'goal' AND taggable_id"
                                    + " NOT IN (SELECT id FROM goals)"))
                    .isEqualTo("0");
            connection.rollback();
        }
    }
}
