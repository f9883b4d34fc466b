package dev.pgsteady.apps.instantviz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pgsteady.apps.testing.RunningApp;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.util.PSQLException;

/// What the database itself holds to, asked in plain SQL on a thousand invented users.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatabaseTest {
    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    private final TestDatabase database = SERVER.create();

    DatabaseTest() throws Exception {
        RunningApp.start(InstantViz.class, database, Files.createTempDirectory("instantviz"), "seed.users=1000")
                .close();
        // Somebody who has a lot, so that a sort would cost something.
        database.execute("""
                INSERT INTO projects (id, owner_id, name, created_at, updated_at)
                SELECT gen_random_uuid(), u.id, 'P' || n, now() - n * interval '1 hour', now() - n * interval '1 hour'
                FROM users u, generate_series(1, 3000) n WHERE u.email = 'grace1@example.org' OR u.id =
                    (SELECT owner_id FROM projects ORDER BY created_at DESC LIMIT 1);
                INSERT INTO workspaces (id, owner_id, name, created_at, updated_at)
                SELECT gen_random_uuid(), owner_id, name, created_at, updated_at FROM projects WHERE name LIKE 'P%';
                ANALYZE""");
    }

    @AfterAll
    void drop() {
        database.close();
    }

    private String ask(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            StringBuilder all = new StringBuilder();
            while (rows.next()) {
                all.append(rows.getString(1)).append('\n');
            }
            return all.toString().strip();
        }
    }

    @Test
    void the_same_number_of_users_gives_the_same_data() throws SQLException {
        assertThat(ask("SELECT count(*) FROM users UNION ALL SELECT count(*) FROM projects WHERE name LIKE 'All%'"
                        + " UNION ALL SELECT count(*) FROM project_visualizations"))
                .isEqualTo("1000\n2000\n6000");
        assertThat(ask("SELECT full_name FROM users WHERE email = 'ADA@example.org'"))
                .isEqualTo("Ada Johnson");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            UPDATE users SET usage_count = -1                                             | ck_users_usage_count
            UPDATE users SET subscription_status = 'dancing'                              | users_subscription_status_check
            UPDATE users SET subscription_tier = 'gold'                                   | users_subscription_tier_check
            UPDATE users SET email = 'x@example.org'                                      | users_email_key
            UPDATE users SET stripe_customer_id = 'cus_1'                                 | users_stripe_customer_id_key
            UPDATE users SET stripe_subscription_id = 'sub_1'                             | users_stripe_subscription_id_key
            UPDATE project_visualizations SET slide_number = 0                            | ck_project_visualizations_slide_number
            UPDATE project_visualizations SET slide_number = 7                            | uq_project_visualizations_slide
            UPDATE projects SET owner_id = gen_random_uuid()                              | projects_owner_id_fkey
            UPDATE workspaces SET owner_id = gen_random_uuid()                            | workspaces_owner_id_fkey
            UPDATE project_visualizations SET project_id = gen_random_uuid(), slide_number = 1 | project_visualizations_project_id_fkey
            """)
    void what_must_not_be_is_refused_whoever_writes_it(String sql, String constraint) {
        assertThatExceptionOfType(PSQLException.class)
                .isThrownBy(() -> database.execute(sql))
                .satisfies(e -> assertThat(e.getServerErrorMessage())
                        .isNotNull()
                        .satisfies(m -> assertThat(m.getConstraint()).isEqualTo(constraint)));
    }

    @Test
    void with_a_user_goes_all_that_is_his() throws SQLException {
        String user = ask("SELECT id FROM users WHERE email = 'ada@example.org'");
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("DELETE FROM users WHERE id = '" + user + "'");
            try (ResultSet row = statement.executeQuery("""
                    SELECT (SELECT count(*) FROM workspaces WHERE owner_id = '%1$s')
                         + (SELECT count(*) FROM projects WHERE owner_id = '%1$s')
                         + (SELECT 6000 - count(*) - 6 FROM project_visualizations)""".formatted(user))) {
                assertThat(row.next()).isTrue();
                assertThat(row.getInt(1)).isZero();
            }
            connection.rollback();
        }
    }

    @Test
    void a_change_from_outside_is_stamped_too() throws SQLException {
        assertThat(ask("""
                UPDATE workspaces SET name = 'Other' WHERE id = (SELECT min(id::text)::uuid FROM workspaces)
                RETURNING updated_at > created_at""")).isEqualTo("t");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SELECT * FROM users WHERE email = cast('ada@example.org' AS citext)                                          | users_email_key
            SELECT * FROM users WHERE stripe_customer_id = 'cus_7'                                                       | users_stripe_customer_id_key
            SELECT * FROM workspaces WHERE owner_id = '@user@' ORDER BY created_at DESC, id DESC LIMIT 21                | ix_workspaces_owner_created
            SELECT * FROM projects WHERE owner_id = '@user@' AND (created_at, id) < (now(), '@user@') ORDER BY created_at DESC, id DESC LIMIT 21 | ix_projects_owner_created
            SELECT * FROM projects WHERE owner_id = '@user@' ORDER BY updated_at DESC, id DESC LIMIT 21                  | ix_projects_owner_updated
            SELECT * FROM project_visualizations WHERE project_id = '@project@' ORDER BY slide_number                    | uq_project_visualizations_slide
            SELECT count(*) FROM users WHERE subscription_tier = 'team' AND subscription_status = 'active'               | ix_users_tier_status
            """)
    void each_list_is_served_by_its_index(String query, String index) throws SQLException {
        String sql = query.replace(
                        "@user@", ask("SELECT owner_id FROM projects GROUP BY 1 ORDER BY count(*) DESC LIMIT 1"))
                .replace("@project@", ask("SELECT min(id::text) FROM projects"));
        assertThat(ask("EXPLAIN " + sql)).contains(index);
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(
                    index.endsWith("_key") || index.startsWith("uq_")
                            ? "ALTER TABLE "
                                    + ask("SELECT conrelid::regclass FROM pg_constraint WHERE conname = '" + index
                                            + "'")
                                    + " DROP CONSTRAINT " + index
                            : "DROP INDEX " + index);
            try (ResultSet plan = statement.executeQuery("EXPLAIN " + sql)) {
                assertThat(plan.next()).isTrue();
                assertThat(plan.getString(1)).as("without it").doesNotContain(index);
            }
            connection.rollback();
        }
    }
}
