package dev.pgsteady.apps.manifest;

import static dev.pgsteady.apps.manifest.InventedPeople.key;
import static dev.pgsteady.apps.manifest.InventedPeople.moment;
import static dev.pgsteady.apps.manifest.InventedPeople.one;

import dev.pgsteady.apps.web.seeding.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// What some invented people do all day, table by table.
final class InventedLives {
    private static final int DAYS = 30;
    private static final List<String> FIRST =
            List.of("Ada", "Grace", "Edsger", "Barbara", "Donald", "Radia", "Alan", "Katherine", "Ken", "Sophie");
    private static final List<String> LAST =
            List.of("Lovelace", "Hopper", "Dijkstra", "Liskov", "Knuth", "Perlman", "Turing", "Johnson", "Thompson");
    private static final List<String> ZONES = List.of("UTC", "Europe/Prague", "America/New_York", "Asia/Tokyo");
    private static final List<String> HABITS = List.of("Read", "Meditate", "Drink water");
    private static final List<String> FREQUENCIES = List.of("daily", "weekly", "daily");
    private static final List<String> MEALS = List.of("breakfast", "lunch", "dinner", "snack");
    private static final List<String> DISHES = List.of("Porridge", "Lentil soup", "Rice and beans", "Apple", "Noodles");
    private static final List<String> SPORTS = List.of("Run", "Swim", "Climb", "Row");
    private static final List<String> EXERCISES = List.of("Warm up", "Intervals", "Cool down");
    private static final List<String> THEMES =
            List.of("patience", "mornings", "a long run", "learning to rest", "a good book", "cooking for friends");

    private final Connection connection;
    private final Random random;
    private final LocalDate today;
    private final String password;

    /// @param password the hash of everybody's
    InventedLives(Connection connection, Random random, LocalDate today, String password) {
        this.connection = connection;
        this.random = random;
        this.today = today;
        this.password = password;
    }

    /// Writes down the lives of the users with these numbers.
    void sow(int from, int to) throws SQLException {
        people(from, to);
        goals(from, to);
        progress(from, to);
        habits(from, to);
        entries(from, to);
        foods(from, to);
        workouts(from, to);
        exercises(from, to);
        reviews(from, to);
        blog(from, to);
        labels(from, to);
        media(from, to);
    }

    private void people(int from, int to) throws SQLException {
        try (Rows rows = new Rows(
                connection,
                "users (id, email, username, password_hash, first_name, last_name, timezone, is_verified,"
                        + " created_at)")) {
            for (int i = from; i < to; i++) {
                String first = i == 0 ? "Ada" : one(FIRST, random);
                String name = first.toLowerCase(Locale.ROOT) + (i == 0 ? "" : i);
                rows.add(
                        key("user", i),
                        name + "@example.org",
                        name,
                        password,
                        first,
                        i == 0 ? "Lovelace" : one(LAST, random),
                        i == 0 ? "UTC" : one(ZONES, random),
                        random.nextInt(3) > 0,
                        moment(i));
            }
        }
    }

    /// One for the year, two that are parts of it, and one by itself.
    private void goals(int from, int to) throws SQLException {
        LocalDate year = today.withDayOfYear(1);
        try (Rows rows = new Rows(
                connection,
                "goals (id, user_id, parent_goal_id, title, goal_type, target_value, unit, start_date, end_date,"
                        + " status, priority, created_at)")) {
            for (int i = 4 * from; i < 4 * to; i++) {
                int place = i % 4;
                boolean part = place == 1 || place == 2;
                rows.add(
                        key("goal", i),
                        key("user", i / 4),
                        part ? key("goal", i - place) : null,
                        List.of("Run 1,000 km", "Run in spring", "Run in autumn", "Read 24 books")
                                .get(place),
                        part ? "monthly" : "yearly",
                        List.of(1000, 400, 600, 24).get(place),
                        place == 3 ? "books" : "km",
                        year,
                        year.plusYears(1).minusDays(1),
                        place == 1 ? one(List.of("completed", "active"), random) : "active",
                        random.nextInt(6),
                        moment(i));
            }
        }
    }

    private void progress(int from, int to) throws SQLException {
        try (Rows rows = new Rows(connection, "goal_progress (id, goal_id, progress_date, value)")) {
            for (int i = 4 * from; i < 4 * to; i++) {
                for (int back = i % 4 == 0 ? 0 : 1 + random.nextInt(8); back > 0; back--) {
                    rows.add(
                            key("progress", 10 * i + back),
                            key("goal", i),
                            today.minusDays(3L * back),
                            i % 4 == 3 ? 1 : (30 + random.nextInt(100)) / 10.0);
                }
            }
        }
    }

    private void habits(int from, int to) throws SQLException {
        try (Rows rows = new Rows(
                connection, "habits (id, user_id, name, frequency, target_days, target_count, color, created_at)")) {
            for (int i = 3 * from; i < 3 * to; i++) {
                rows.add(
                        key("habit", i),
                        key("user", i / 3),
                        HABITS.get(i % 3),
                        FREQUENCIES.get(i % 3),
                        i % 3 == 1 ? 3 : 1,
                        i % 3 == 2 ? 8 : 1,
                        "#0a7d33",
                        moment(i));
            }
        }
    }

    private void entries(int from, int to) throws SQLException {
        try (Rows rows = new Rows(connection, "habit_entries (id, habit_id, entry_date, completed, count)")) {
            for (int i = DAYS * 3 * from; i < DAYS * 3 * to; i++) {
                int wanted = i / DAYS % 3 == 2 ? 8 : 1;
                boolean kept = random.nextInt(5) > 0;
                rows.add(
                        key("entry", i),
                        key("habit", i / DAYS),
                        today.minusDays(i % DAYS),
                        kept,
                        kept ? wanted : wanted / 2);
            }
        }
    }

    private void foods(int from, int to) throws SQLException {
        try (Rows rows = new Rows(
                connection,
                "foods (id, user_id, consumed_on, meal_type, name, calories, protein_g, carbs_g, fats_g,"
                        + " created_at)")) {
            for (int i = 12 * from; i < 12 * to; i++) {
                rows.add(
                        key("food", i),
                        key("user", i / 12),
                        today.minusDays(i % 12 / 4),
                        MEALS.get(i % 4),
                        one(DISHES, random),
                        150 + random.nextInt(600),
                        5 + random.nextInt(30),
                        20 + random.nextInt(80),
                        2 + random.nextInt(30),
                        moment(i));
            }
        }
    }

    private void workouts(int from, int to) throws SQLException {
        try (Rows rows = new Rows(
                connection,
                "workouts (id, user_id, workout_date, workout_type, name, duration_minutes, calories_burned, intensity,"
                        + " created_at)")) {
            for (int i = 4 * from; i < 4 * to; i++) {
                String sport = one(SPORTS, random);
                int minutes = 20 + random.nextInt(60);
                rows.add(
                        key("workout", i),
                        key("user", i / 4),
                        today.minusDays(i % 4 * 2L),
                        sport.toLowerCase(Locale.ROOT),
                        sport + " in the morning",
                        minutes,
                        minutes * 9,
                        one(List.of("low", "moderate", "high"), random),
                        moment(i));
            }
        }
    }

    private void exercises(int from, int to) throws SQLException {
        try (Rows rows =
                new Rows(connection, "workout_exercises (id, workout_id, order_index, name, duration_seconds)")) {
            for (int i = 12 * from; i < 12 * to; i++) {
                rows.add(
                        key("exercise", i),
                        key("workout", i / 3),
                        i % 3,
                        EXERCISES.get(i % 3),
                        300 + random.nextInt(900));
            }
        }
    }

    private void reviews(int from, int to) throws SQLException {
        try (Rows rows = new Rows(
                connection,
                "daily_reviews (id, user_id, review_date, mood_rating, energy_level, productivity_rating,"
                        + " gratitude)")) {
            for (int i = 7 * from; i < 7 * to; i++) {
                rows.add(
                        key("review", i),
                        key("user", i / 7),
                        today.minusDays(i % 7 + 1L),
                        1 + random.nextInt(5),
                        1 + random.nextInt(5),
                        1 + random.nextInt(5),
                        "For " + one(THEMES, random) + ".");
            }
        }
    }

    private void blog(int from, int to) throws SQLException {
        try (Rows rows = new Rows(
                connection,
                "blog_entries (id, user_id, title, slug, content, excerpt, status, is_public, created_at)")) {
            for (int i = 3 * from; i < 3 * to; i++) {
                String theme = one(THEMES, random);
                rows.add(
                        key("blog", i),
                        key("user", i / 3),
                        "On " + theme,
                        "on-" + theme.replace(' ', '-') + "-" + i % 3,
                        "Today I thought about " + theme + ", and about " + one(THEMES, random) + ".",
                        "About " + theme,
                        one(List.of("draft", "published", "published", "archived"), random),
                        random.nextBoolean(),
                        moment(i));
            }
        }
    }

    private void labels(int from, int to) throws SQLException {
        try (Rows rows = new Rows(connection, "tags (id, user_id, name, color, created_at)")) {
            for (int i = 2 * from; i < 2 * to; i++) {
                rows.add(key("tag", i), key("user", i / 2), i % 2 == 0 ? "health" : "joy", "#7d0a33", moment(i));
            }
        }
        try (Rows rows = new Rows(connection, "taggables (id, tag_id, taggable_type, taggable_id)")) {
            for (int i = from; i < to; i++) {
                rows.add(key("label", 3 * i), key("tag", 2 * i), "goal", key("goal", 4 * i));
                rows.add(key("label", 3 * i + 1), key("tag", 2 * i), "habit", key("habit", 3 * i));
                rows.add(key("label", 3 * i + 2), key("tag", 2 * i + 1), "blog_entry", key("blog", 3 * i));
            }
        }
    }

    private void media(int from, int to) throws SQLException {
        try (Rows rows = new Rows(
                connection,
                "media (id, user_id, related_type, related_id, file_name, file_path, mime_type, byte_size, width,"
                        + " height)")) {
            for (int i = from; i < to; i++) {
                rows.add(
                        key("media", i),
                        key("user", i),
                        "workout",
                        key("workout", 4 * i),
                        "morning.jpg",
                        "photos/" + key("media", i) + ".jpg",
                        "image/jpeg",
                        80_000 + random.nextInt(400_000),
                        1600,
                        1200);
            }
        }
    }
}
