package dev.pgsteady.apps.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.pgsteady.apps.manifest.goals.Goal;
import dev.pgsteady.apps.manifest.goals.GoalContent;
import dev.pgsteady.apps.manifest.goals.GoalProgress;
import dev.pgsteady.apps.manifest.goals.GoalStatus;
import dev.pgsteady.apps.manifest.goals.GoalType;
import dev.pgsteady.apps.manifest.goals.Goals;
import dev.pgsteady.apps.manifest.goals.ProgressRows;
import dev.pgsteady.apps.manifest.people.Profile;
import dev.pgsteady.apps.manifest.people.User;
import dev.pgsteady.apps.manifest.people.Users;
import dev.pgsteady.apps.testing.RunningApp;
import dev.pgsteady.core.HikariPools;
import dev.pgsteady.starter.PgsteadyProperties;
import dev.pgsteady.testkit.TestDatabase;
import jakarta.validation.ConstraintViolationException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postgresql.util.PSQLException;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// What must work before anything else does: the database can be reached, and users and goals can be
/// written and read.
@ExtendWith(OneApp.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrudTest {
    private final TestDatabase database;
    private final RunningApp app;
    private final JdbcClient sql;
    private final Users users;
    private final Goals goals;

    CrudTest(OneApp.Running running) {
        this.database = running.database();
        this.app = running.app();
        this.sql = app.get(JdbcClient.class);
        this.users = app.get(Users.class);
        this.goals = app.get(Goals.class);
    }

    private User user() {
        String name = "u" + UUID.randomUUID().toString().substring(0, 13);
        return users.saveAndFlush(new User(name + "@example.org", name, "none"));
    }

    private static UUID id(User user) {
        return Objects.requireNonNull(user.getId());
    }

    private static GoalContent content(String title, GoalStatus status) {
        return new GoalContent(
                null,
                title,
                null,
                GoalType.YEARLY,
                new BigDecimal("1000"),
                "km",
                LocalDate.of(2026, 1, 1),
                LocalDate.of(2026, 12, 31),
                status,
                3,
                false,
                null);
    }

    private Goal goal(User user, String title) {
        return goals.saveAndFlush(new Goal(user, content(title, GoalStatus.ACTIVE)));
    }

    private Goal again(Goal goal) {
        return goals.findById(Objects.requireNonNull(goal.getId())).orElseThrow();
    }

    private int count(String table, String column, UUID value) {
        return sql.sql("SELECT count(*) FROM " + table + " WHERE " + column + " = :value")
                .param("value", value)
                .query(Integer.class)
                .single();
    }

    /// The name of the constraint that refuses a statement.
    private String refusing(String statement) {
        Throwable e = catchThrowableOfType(
                DataIntegrityViolationException.class, () -> sql.sql(statement).update());
        return e.getCause() instanceof PSQLException refused
                ? Objects.requireNonNull(
                        Objects.requireNonNull(refused.getServerErrorMessage()).getConstraint())
                : String.valueOf(e);
    }

    @Nested
    class Connectivity {
        @Test
        void database_connection() {
            assertThat(sql.sql("SELECT 1").query(Integer.class).single()).isEqualTo(1);
        }

        @Test
        void postgresql_version_check() {
            assertThat(sql.sql("SELECT current_setting('server_version_num')::int")
                            .query(Integer.class)
                            .single())
                    .isGreaterThanOrEqualTo(150_000);
        }

        @Test
        void connection_pool_functionality() throws SQLException {
            List<Connection> borrowed = new ArrayList<>();
            try (HikariDataSource pool = poolOf(app.get(HikariDataSource.class).getMaximumPoolSize())) {
                while (borrowed.size() < 15) {
                    borrowed.add(pool.getConnection());
                }
                assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isEqualTo(15);
                assertThatExceptionOfType(SQLException.class)
                        .as("there are five and ten more")
                        .isThrownBy(pool::getConnection)
                        .withMessageContaining("request timed out");
                for (Connection each : borrowed) {
                    each.close();
                }
            }
        }

        @Test
        void transaction_rollback() {
            UUID gone = app.get(TransactionTemplate.class).execute(status -> {
                UUID made = id(user());
                status.setRollbackOnly();
                return made;
            });
            assertThat(users.findById(Objects.requireNonNull(gone))).isEmpty();
        }

        @Test
        void transaction_commit() {
            UUID made = app.get(TransactionTemplate.class).execute(status -> id(user()));
            assertThat(users.findById(Objects.requireNonNull(made))).isPresent();
        }

        @Test
        void pool_configuration_validation() {
            HikariDataSource pool = app.get(HikariDataSource.class);
            assertThat(List.of(pool.getMinimumIdle(), pool.getMaximumPoolSize()))
                    .isEqualTo(List.of(5, 15));
            // Tests, many at once, wait longer for a connection than the application does.
            assertThat(app.get(ConfigurableEnvironment.class).getPropertySources().stream()
                            .filter(s -> s.getName().contains("application.yml"))
                            .map(s -> String.valueOf(s.getProperty("pgsteady.pool.timeout"))))
                    .containsExactly("3s");
        }

        @Test
        void a_connection_that_the_server_has_ended_is_not_lent() throws SQLException {
            try (HikariDataSource pool = poolOf(1)) {
                for (int round = 0; round < 3; round++) {
                    int session = session(pool);
                    database.execute("SELECT pg_terminate_backend(" + session + ", 5000)");
                    assertThat(session(pool)).isNotEqualTo(session);
                }
            }
        }

        /// A pool beside the application's, which other tests use meanwhile, made as that one is.
        private HikariDataSource poolOf(int connections) {
            HikariConfig config = new HikariConfig();
            config.setDataSource(app.get(HikariDataSource.class).getDataSource());
            config.setMaximumPoolSize(connections);
            config.setConnectionTimeout(3000);
            return HikariPools.make(
                    config, app.get(PgsteadyProperties.class).pool().check());
        }

        private int session(HikariDataSource pool) throws SQLException {
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
                row.next();
                return row.getInt(1);
            }
        }

        @Test
        void uuid_extension_availability() {
            assertThat(sql.sql("SELECT gen_random_uuid()")
                            .query(UUID.class)
                            .single()
                            .version())
                    .isEqualTo(4);
        }
    }

    @Nested
    class UserCrud {
        @Test
        void create_user() {
            User made = user();
            assertThat(id(made).version()).as("says nothing").isEqualTo(4);
            assertThat(count("users", "id", id(made))).isEqualTo(1);
        }

        @Test
        void read_user() {
            User made = user();
            assertThat(users.named(made.email().toUpperCase(java.util.Locale.ROOT)))
                    .hasValueSatisfying(found -> assertThat(found.username()).isEqualTo(made.username()));
        }

        @Test
        void update_user() {
            User made = user();
            made.profile(new Profile("Ada", "Lovelace", "🦆", null, "Europe/Prague"));
            users.saveAndFlush(made);
            assertThat(users.findById(id(made)).orElseThrow().profile())
                    .isEqualTo(new Profile("Ada", "Lovelace", "🦆", null, "Europe/Prague"));
        }

        @Test
        void delete_user() {
            User made = user();
            Goal goal = goal(made, "Run");
            users.deleteById(id(made));
            assertThat(users.findById(id(made))).isEmpty();
            assertThat(goals.findById(Objects.requireNonNull(goal.getId()))).isEmpty();
        }

        @Test
        void unique_email_constraint() {
            User made = user();
            assertThat(refusing("INSERT INTO users (email, username, password_hash) VALUES (upper('" + made.email()
                            + "'), 'other', 'x')"))
                    .isEqualTo("users_email_key");
        }

        @Test
        void unique_username_constraint() {
            User made = user();
            assertThat(refusing(
                            "INSERT INTO users (email, username, password_hash) VALUES ('other@example.org', upper('"
                                    + made.username() + "'), 'x')"))
                    .isEqualTo("users_username_key");
        }

        @Test
        void timestamp_tracking() {
            User made = user();
            Instant created = Objects.requireNonNull(made.getCreatedAt());
            sql.sql("UPDATE users SET bio = 'from psql' WHERE id = :id")
                    .param("id", id(made))
                    .update();
            User later = users.findById(id(made)).orElseThrow();
            assertThat(later.getCreatedAt()).isEqualTo(created);
            assertThat(later.getUpdatedAt()).isAfter(created);
        }

        @Test
        void default_values() {
            UUID made = sql.sql("""
                INSERT INTO users (email, username, password_hash) VALUES ('plain@example.org', 'plain', 'x')
                RETURNING id\
                """).query(UUID.class).single();
            User found = users.findById(made).orElseThrow();
            assertThat(List.of(found.profile().timezone(), found.active(), found.verified(), found.getVersion()))
                    .isEqualTo(List.of("UTC", true, false, 0L));
            assertThat(found.lastLoginAt()).isNull();
        }
    }

    @Nested
    class GoalCrud {
        @Test
        void create_goal() {
            Goal made = goal(user(), "Run");
            assertThat(again(made).content().title()).isEqualTo("Run");
            assertThat(again(made).content().targetValue()).isEqualByComparingTo("1000");
        }

        @Test
        void goal_with_progress_entries() {
            Goal made = goal(user(), "Run");
            for (int day = 1; day <= 3; day++) {
                GoalProgress row = new GoalProgress(made, LocalDate.of(2026, 1, day));
                row.change(new BigDecimal("2.5"), "day " + day);
                app.get(ProgressRows.class).saveAndFlush(row);
            }
            assertThat(count("goal_progress", "goal_id", Objects.requireNonNull(made.getId())))
                    .isEqualTo(3);
            assertThat(again(made).currentValue()).isEqualByComparingTo("7.5");
        }

        @Test
        void user_goal_relationships() {
            User ada = user();
            User eve = user();
            Goal made = goal(ada, "Run");
            UUID key = Objects.requireNonNull(made.getId());
            assertThat(goals.findByIdAndUserId(key, id(ada))).isPresent();
            assertThat(goals.findByIdAndUserId(key, id(eve))).isEmpty();
        }

        @Test
        void goal_type_constraints() {
            Goal made = goal(user(), "Run");
            assertThat(refusing("UPDATE goals SET goal_type = 'hourly' WHERE id = '" + made.getId() + "'"))
                    .isEqualTo("goals_goal_type_check");
        }

        @Test
        void goal_status_constraints() {
            Goal made = goal(user(), "Run");
            assertThat(refusing("UPDATE goals SET status = 'forgotten' WHERE id = '" + made.getId() + "'"))
                    .isEqualTo("goals_status_check");
            assertThatExceptionOfType(ConstraintViolationException.class)
                    .as("and before the database is asked")
                    .isThrownBy(() -> goals.saveAndFlush(new Goal(user(), content("", GoalStatus.ACTIVE))));
            sql.sql("UPDATE goals SET status = 'completed' WHERE id = :id")
                    .param("id", made.getId())
                    .update();
            assertThat(again(made).completedAt()).isNotNull();
        }

        @Test
        void cascade_delete() {
            Goal made = goal(user(), "Run");
            UUID key = Objects.requireNonNull(made.getId());
            sql.sql("INSERT INTO goal_progress (goal_id, progress_date, value) VALUES (:goal, '2026-01-01', 1)")
                    .param("goal", key)
                    .update();
            sql.sql("INSERT INTO goals (user_id, parent_goal_id, title, goal_type) SELECT user_id, id, 'Part', 'weekly'"
                            + " FROM goals WHERE id = :goal")
                    .param("goal", key)
                    .update();
            goals.deleteById(key);
            assertThat(List.of(
                            count("goals", "id", key),
                            count("goals", "parent_goal_id", key),
                            count("goal_progress", "goal_id", key)))
                    .isEqualTo(List.of(0, 0, 0));
        }

        @Test
        void sub_goals() {
            User ada = user();
            Goal whole = goal(ada, "Run");
            GoalContent said = content("Run in spring", GoalStatus.ACTIVE);
            Goal part = goals.saveAndFlush(new Goal(
                    ada,
                    new GoalContent(
                            whole.getId(),
                            said.title(),
                            said.description(),
                            GoalType.MONTHLY,
                            said.targetValue(),
                            said.unit(),
                            said.startDate(),
                            said.endDate(),
                            said.status(),
                            said.priority(),
                            said.isRecurring(),
                            said.recurrencePattern())));
            assertThat(count("goals", "parent_goal_id", Objects.requireNonNull(whole.getId())))
                    .isEqualTo(1);
            sql.sql("INSERT INTO goal_progress (goal_id, progress_date, value) VALUES (:goal, '2026-01-01', 12)")
                    .param("goal", part.getId())
                    .update();
            assertThat(again(whole).currentValue()).isEqualByComparingTo("12");
        }
    }
}
