package dev.pgsteady.apps.instantviz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pgsteady.apps.testing.ApiClient;
import dev.pgsteady.apps.testing.ApiClient.Reply;
import dev.pgsteady.apps.testing.Plans;
import dev.pgsteady.apps.testing.RunningApp;
import dev.pgsteady.apps.testing.Sent;
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
    private final RunningApp app;

    DatabaseTest() throws Exception {
        this.app = RunningApp.start(
                InstantViz.class,
                database,
                Files.createTempDirectory("instantviz"),
                "seed.users=1000",
                "instantviz.staff=ada@example.org",
                "spring.jpa.properties.hibernate.session_factory.statement_inspector=" + Sent.class.getName());
        // Somebody who has a lot, so that a sort would cost something.
        database.execute("""
                INSERT INTO projects (id, owner_id, name, created_at, updated_at)
                SELECT gen_random_uuid(), u.id, 'P' || n, now() - n * interval '1 hour', now() - n * interval '1 hour'
                FROM users u, generate_series(1, 3000) n WHERE u.email = 'ada@example.org';
                INSERT INTO workspaces (id, owner_id, name, created_at, updated_at)
                SELECT gen_random_uuid(), owner_id, name, created_at, updated_at FROM projects WHERE name LIKE 'P%';
                INSERT INTO stripe_events (id, stripe_event_id, type, payload, received_at, processed_at)
                SELECT gen_random_uuid(), 'evt_' || n, 'invoice.paid', '{}', now() - n * interval '1 hour',
                    CASE WHEN n % 100 > 0 THEN now() END
                FROM generate_series(1, 3000) n;
                ANALYZE""");
    }

    @AfterAll
    void drop() {
        app.close();
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
            /api/workspaces                           | workspaces             | ix_workspaces_owner_created
            /api/projects                             | projects               | ix_projects_owner_created
            /api/projects/@project@/slides            | project_visualizations | uq_project_visualizations_slide
            /api/staff/stripe-events                  | stripe_events          | ix_stripe_events_created
            /api/staff/stripe-events?waiting=true     | stripe_events          | ix_stripe_events_unprocessed
            sign in                                   | users                  | users_email_key
            """)
    void what_is_asked_is_served_by_its_index(String path, String table, String index) throws SQLException {
        ApiClient ada = app.signedIn("ada@example.org", "instantviz");
        if (path.startsWith("/")) {
            Sent.clear();
            String project = ask("SELECT p.id FROM projects p JOIN users u ON u.id = p.owner_id"
                    + " WHERE u.email = 'ada@example.org' LIMIT 1");
            Reply reply = ada.get(path.replace("@project@", project));
            assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        }
        String plan = plan(Sent.of(table), "");
        assertThat(plan).contains(index);
        assertThat(plan(Sent.of(table), index)).as("without it").doesNotContain(index);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SELECT * FROM users WHERE stripe_customer_id = 'cus_7'                                                       | users_stripe_customer_id_key
            SELECT * FROM projects WHERE owner_id = '@user@' ORDER BY updated_at DESC, id DESC LIMIT 21                  | ix_projects_owner_updated
            SELECT count(*) FROM users WHERE subscription_tier = 'team' AND subscription_status = 'active'               | ix_users_tier_status
            """)
    void what_only_others_ask_is_served_by_its_index(String query, String index) throws SQLException {
        String sql = query.replace("@user@", ask("SELECT id FROM users WHERE email = 'ada@example.org'"));
        assertThat(plan(sql, "")).contains(index);
        assertThat(plan(sql, index)).as("without it").doesNotContain(index);
    }

    /// The plan of a statement; parameters are filled in by what they are compared with.
    private String plan(String sent, String without) throws SQLException {
        String user = ask("SELECT id FROM users WHERE email = 'ada@example.org'");
        String sql = sent.replace("owner_id=?", "owner_id='" + user + "'")
                .replace(
                        "project_id=?",
                        "project_id='" + ask("SELECT min(project_id::text) FROM project_visualizations") + "'")
                .replace("email=?", "email='ada@example.org'")
                .replace("first ? rows", "first 21 rows");
        try (Connection connection = database.connect()) {
            String before = without.isEmpty() ? "" : Plans.dropping(connection, without);
            return Plans.of(connection, sql, before);
        }
    }
}
