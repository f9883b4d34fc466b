package dev.pgsteady.apps.exportsathi.keeping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pgsteady.apps.exportsathi.ExportSathi;
import dev.pgsteady.apps.exportsathi.Fields;
import dev.pgsteady.apps.testing.Plans;
import dev.pgsteady.apps.testing.RunningApp;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.util.PSQLException;

/// What the database itself holds to, asked in plain SQL on invented companies.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatabaseTest {
    private static final int COMPANIES = 300;

    /// A partition without rows costs nothing, and is read as it stands.
    private static final Pattern FILLED_READ_WHOLE =
            Pattern.compile("Seq Scan on [^(]*\\(cost=0\\.00\\.\\.(?!0\\.00 )");

    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    private final TestDatabase database = SERVER.create();
    private final RunningApp app;

    DatabaseTest() throws Exception {
        this.app = RunningApp.start(
                ExportSathi.class,
                database,
                Files.createTempDirectory("exportsathi"),
                "seed.users=" + COMPANIES,
                "exportsathi.keys.every=PT1H");
        // Somebody who has a lot, so that a sort would cost something.
        database.execute("""
                ALTER TABLE reports DISABLE TRIGGER note;
                INSERT INTO reports (user_id, product_name, hs_code, hs_code_confidence, destination_country, business_type,
                                     company_size, risk_score, estimated_cost, estimated_timeline_days, status, created_at)
                SELECT u.id, 'P' || n, lpad((n % 90 + 10)::text, 4, '0'), 50, 'US', 'Merchant', 'Small', 1, 1, 1,
                       CASE n % 3 WHEN 0 THEN 'draft' WHEN 1 THEN 'in_progress' ELSE 'archived' END,
                       now() - n * interval '1 hour'
                FROM users u, generate_series(1, 4000) n WHERE u.email = 'vikram1@example.org';
                ALTER TABLE reports ENABLE TRIGGER note;
                INSERT INTO chat_messages (session_id, role, content)
                SELECT s.id, 'user', 'x' FROM (SELECT id FROM chat_sessions ORDER BY id LIMIT 1) s, generate_series(1, 3000);
                INSERT INTO trash.items (owner_id, kind, row_id, title, contents, deleted_at)
                SELECT u.id, 'document', gen_random_uuid(), 'x', '{}', now() - n * interval '1 minute'
                FROM users u, generate_series(1, 20) n;
                ANALYZE""");
    }

    @AfterAll
    void stop() {
        app.close();
        database.close();
    }

    private String ask(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            return ask(statement, sql);
        }
    }

    private static String ask(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            List<String> all = new ArrayList<>();
            while (rows.next()) {
                all.add(String.valueOf(rows.getString(1)));
            }
            return String.join("\n", all);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "users,10", "reports,18", "certification_progress,12", "generated_documents,10", "action_plan_progress,11",
        "chat_sessions,6", "chat_messages,6", "finance_analysis,9", "logistics_analysis,8", "user_metrics,10"
    })
    void a_table_has_the_columns_that_were_agreed(String table, int columns) throws SQLException {
        assertThat(ask(
                        "SELECT count(*) FROM information_schema.columns WHERE table_schema = 'public' AND table_name = '"
                                + table + "'"))
                .isEqualTo(Integer.toString(columns));
    }

    @Test
    void there_are_ten_tables_and_no_more() throws SQLException {
        assertThat(ask("""
                SELECT count(*) FROM pg_class c
                WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
                  AND relname NOT LIKE 'pgsteady%'""")).isEqualTo("10");
    }

    @Test
    void the_same_number_of_companies_gives_the_same_data() throws SQLException {
        assertThat(ask(
                        "SELECT count(*) FROM users UNION ALL SELECT count(*) FROM reports WHERE product_name NOT LIKE 'P%'"
                                + " UNION ALL SELECT count(*) FROM generated_documents"))
                .isEqualTo(COMPANIES + "\n" + 3 * COMPANIES + "\n" + 3 * COMPANIES);
        assertThat(ask("SELECT sum(reports_generated) = (SELECT 3 * count(*) FROM users) FROM user_metrics"))
                .isEqualTo("t");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            UPDATE users SET email = 'x@example.org'                               | users_email_key
            UPDATE users SET business_type = 'Piracy'                              | users_business_type_check
            UPDATE users SET company_size = 'Huge'                                 | users_company_size_check
            UPDATE users SET phone = '+919812345678'                               | ck_users_phone_encrypted
            UPDATE reports SET risk_score = 101                                    | ck_reports_risk_score
            UPDATE reports SET hs_code = 'abcd'                                    | ck_reports_hs_code
            UPDATE reports SET hs_code_confidence = -1                             | ck_reports_hs_code_confidence
            UPDATE reports SET destination_country = 'us'                          | ck_reports_destination_country
            UPDATE reports SET estimated_cost = -1                                 | ck_reports_estimated_cost
            UPDATE reports SET status = 'lost', completed_at = NULL                | reports_status_check
            UPDATE reports SET status = 'completed', completed_at = NULL           | ck_reports_completed
            UPDATE reports SET user_id = gen_random_uuid()                         | reports_user_id_fkey
            UPDATE certification_progress SET certification_id = 'iec'             | uq_certification_progress_certification
            UPDATE certification_progress SET documents_completed = '{}'           | ck_certification_progress_documents
            UPDATE certification_progress SET status = 'completed', completed_at = NULL | ck_certification_progress_completed
            UPDATE generated_documents SET document_data = '{"total": 5}'          | ck_generated_documents_encrypted
            UPDATE generated_documents SET document_type = 'poem'                  | generated_documents_document_type_check
            UPDATE action_plan_progress SET day_number = 8                         | ck_action_plan_progress_day_number
            UPDATE action_plan_progress SET day_number = 0                         | ck_action_plan_progress_day_number
            UPDATE action_plan_progress SET task_id = 'x'                          | uq_action_plan_progress_task
            UPDATE chat_messages SET role = 'system'                               | chat_messages_role_check
            UPDATE chat_messages SET content = ''                                  | ck_chat_messages_content
            UPDATE logistics_analysis SET rms_probability = 100.5                  | ck_logistics_analysis_rms_probability
            UPDATE logistics_analysis SET report_id = (SELECT min(report_id::text)::uuid FROM logistics_analysis) | uq_logistics_analysis_report
            UPDATE finance_analysis SET report_id = (SELECT min(report_id::text)::uuid FROM finance_analysis) | uq_finance_analysis_report
            UPDATE user_metrics SET user_id = (SELECT min(user_id::text)::uuid FROM user_metrics) | uq_user_metrics_user
            UPDATE user_metrics SET reports_generated = -1                         | ck_user_metrics_counts
            """)
    void what_must_not_be_is_refused_whoever_writes_it(String sql, String constraint) {
        assertThatExceptionOfType(PSQLException.class)
                .isThrownBy(() -> database.execute(sql))
                .satisfies(e -> assertThat(e.getServerErrorMessage())
                        .isNotNull()
                        .satisfies(m -> assertThat(m.getConstraint()).isEqualTo(constraint)));
    }

    @Test
    void the_trail_is_written_whoever_acts_and_changed_by_nobody() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            String row = ask(statement, """
                    UPDATE users SET company_name = 'Other', password_hash = 'secret hash'
                    WHERE email = 'asha@example.org' RETURNING id""");
            assertThat(ask(statement, """
                    SELECT action || ' ' || role_name || ' ' || (before ->> 'company_name') || ' ' || (after ->> 'company_name')
                        || ' ' || (after ->> 'password_hash')
                    FROM trail.changes WHERE row_id = '%s' AND action = 'update'""".formatted(row)))
                    .isEqualTo("update postgres Asha Exports 0 Other (not copied)");
            connection.rollback();
        }
        for (String sql : List.of(
                "UPDATE trail.changes SET action = 'insert'", "DELETE FROM trail.changes", "TRUNCATE trail.changes")) {
            assertThatExceptionOfType(PSQLException.class)
                    .isThrownBy(() -> database.execute(sql))
                    .withMessageContaining("added and never changed");
        }
    }

    @Test
    void what_psql_deletes_is_in_the_trash_and_with_an_account_nothing_is_kept() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            String user = ask(statement, "SELECT id FROM users WHERE email = 'lakshmi2@example.org'");
            String rows = """
                    SELECT md5(string_agg(r::text, '' ORDER BY r.id)) FROM (
                        SELECT id, t::text FROM reports t WHERE user_id = '%1$s' UNION ALL
                        SELECT id, t::text FROM certification_progress t WHERE user_id = '%1$s' UNION ALL
                        SELECT id, t::text FROM generated_documents t WHERE user_id = '%1$s' UNION ALL
                        SELECT id, t::text FROM action_plan_progress t WHERE user_id = '%1$s' UNION ALL
                        SELECT id, t::text FROM finance_analysis t WHERE user_id = '%1$s' UNION ALL
                        SELECT m.id, m::text FROM chat_messages m JOIN chat_sessions s ON s.id = session_id
                        WHERE s.user_id = '%1$s') r""".formatted(user);
            String before = ask(statement, rows);
            statement.execute("DELETE FROM trash.items");
            statement.execute("DELETE FROM reports WHERE user_id = '" + user + "'");
            assertThat(ask(statement, "SELECT kind FROM trash.items")).isEqualTo("report\nreport\nreport");
            assertThat(ask(statement, rows)).isNotEqualTo(before);
            ask(statement, "SELECT trash.put_back(id) FROM trash.items");
            assertThat(ask(statement, rows)).isEqualTo(before);

            statement.execute("DELETE FROM users WHERE id = '" + user + "'");
            assertThat(ask(statement, rows)).isEqualTo("null");
            assertThat(ask(statement, "SELECT count(*) FROM trash.items")).isEqualTo("0");
            assertThat(ask(statement, "SELECT count(*) FROM user_metrics WHERE user_id = '" + user + "'"))
                    .isEqualTo("0");
            connection.rollback();
        }
    }

    @Test
    void coming_months_have_their_partitions_and_old_ones_go_aside() throws SQLException {
        assertThat(ask("SELECT count(*) FROM chat_messages_default")).isEqualTo("0");
        assertThat(ask("SELECT count(*) FROM trail.changes_default")).isEqualTo("0");
        database.execute(
                "SELECT changes_partition('2020-02-01'); INSERT INTO trail.changes (at, table_name, row_id, action)"
                        + " VALUES ('2020-02-03', 'users', gen_random_uuid(), 'insert')");
        Partitions partitions = app.get(Partitions.class);
        assertThat(partitions.retire(LocalDate.parse("2020-02-29"))).isEmpty();
        assertThat(partitions.retire(LocalDate.parse("2020-03-01")))
                .containsExactly(new QualifiedName("archive", "changes_2020_02"));
        assertThat(ask("SELECT count(*) FROM archive.changes_2020_02")).isEqualTo("1");
        assertThat(ask("SELECT count(*) FROM trail.changes WHERE at < '2021-01-01'"))
                .isEqualTo("0");
        partitions.make();
        String parts = ask("SELECT inhrelid::regclass FROM pg_inherits WHERE inhparent = 'trail.changes'::regclass");
        for (String part : parts.lines().toList()) {
            assertThatExceptionOfType(PSQLException.class)
                    .as(part)
                    .isThrownBy(() -> database.execute("TRUNCATE " + part))
                    .withMessageContaining("added and never changed");
        }
    }

    @Test
    void with_a_new_key_all_is_encrypted_anew_though_it_is_broken_off_and_an_older_copy_still_opens()
            throws SQLException {
        Fields fields = app.get(Fields.class);
        KeyRotation rotation = app.get(KeyRotation.class);
        UUID user = UUID.fromString(ask("SELECT id FROM users WHERE email = 'asha@example.org'"));
        String before = ask("SELECT phone FROM users WHERE id = '" + user + "'");
        String old = fields.keys().active();
        String next = fields.renew();
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> rotation.run(done -> {
                    if (done > COMPANIES) {
                        throw new Problem(Problem.Kind.INTERRUPTED, "enough", "Go on later.");
                    }
                }))
                .withMessage("enough");
        assertThat(rotation.uses().phones()).isEqualTo(Map.of(next, (long) COMPANIES));
        assertThat(rotation.uses().documents()).isEqualTo(Map.of(next, 500L, old, 3L * COMPANIES - 500));
        assertThat(rotation.run(done -> {})).isEqualTo(3 * COMPANIES - 500);
        assertThat(rotation.uses())
                .isEqualTo(new KeyRotation.Uses(
                        new TreeMap<>(Map.of(next, (long) COMPANIES)), new TreeMap<>(Map.of(next, 3L * COMPANIES))));
        assertThat(rotation.run(done -> {})).isZero();

        String after = ask("SELECT phone FROM users WHERE id = '" + user + "'");
        assertThat(after).startsWith("pgs1." + next + ".").isNotEqualTo(before);
        assertThat(before).startsWith("pgs1." + old + ".");
        assertThat(fields.phone(user).decrypt(after)).isEqualTo("+919800000000");
        assertThat(fields.phone(user).decrypt(before)).isEqualTo("+919800000000");
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> fields.phone(UUID.randomUUID()).decrypt(after))
                .withMessageContaining("does not open");
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> fields.phone(user).decrypt(after.replace(next + ".", "k99.")))
                .withMessageContaining("with the key \"k99\", and the ring has only");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            reports WHERE user_id = '@user@' ORDER BY created_at DESC, id DESC                                    | ix_reports_user_created
            reports WHERE user_id = '@user@' AND (created_at, id) < (now(), '@user@') ORDER BY created_at DESC, id DESC | ix_reports_user_created
            reports WHERE user_id = '@user@' AND status = 'completed' ORDER BY created_at DESC, id DESC           | ix_reports_user_status
            reports WHERE status = 'completed' ORDER BY created_at DESC, id DESC                                  | ix_reports_status
            reports WHERE hs_code = '0910' ORDER BY created_at DESC, id DESC                                      | ix_reports_hs_code
            reports WHERE destination_country = 'ZA' ORDER BY created_at DESC, id DESC                            | ix_reports_destination_country
            reports ORDER BY created_at DESC, id DESC                                                             | ix_reports_created_at
            users WHERE split_part(phone, '.', 4) = 'x' AND phone IS NOT NULL                                     | ix_users_phone_digest
            users WHERE split_part(phone, '.', 2) = 'k7' AND phone IS NOT NULL                                    | ix_users_phone_key
            generated_documents WHERE user_id = '@user@' ORDER BY created_at DESC, id DESC                        | ix_generated_documents_user_created
            generated_documents WHERE report_id = '@report@' ORDER BY created_at DESC, id DESC                    | ix_generated_documents_report_created
            generated_documents WHERE split_part(document_data #>> '{}', '.', 2) = 'k7'                           | ix_generated_documents_key
            certification_progress WHERE report_id = '@report@' ORDER BY certification_id                         | uq_certification_progress_certification
            certification_progress WHERE user_id = '@user@' AND status = 'completed'                              | ix_certification_progress_user_status
            action_plan_progress WHERE report_id = '@report@' ORDER BY day_number, task_id                        | ix_action_plan_progress_report_day
            chat_sessions WHERE report_id = '@report@' ORDER BY created_at DESC, id DESC                          | ix_chat_sessions_report_created
            trash.items WHERE owner_id = '@user@' ORDER BY deleted_at DESC, id DESC                               | ix_items_owner_deleted
            """)
    void each_list_is_served_by_its_index(String query, String index) throws SQLException {
        String sql = "SELECT * FROM "
                + query.replace("@user@", ask("SELECT id FROM users WHERE email = 'vikram1@example.org'"))
                        .replace("@report@", ask("SELECT min(report_id::text) FROM logistics_analysis"))
                + " LIMIT 21";
        String whole = query.startsWith("trash.") ? "trash." + index : index;
        try (Connection connection = database.connect()) {
            assertThat(Plans.of(connection, sql, "")).contains(index);
            assertThat(Plans.of(connection, sql, Plans.dropping(connection, whole)))
                    .as("without it")
                    .doesNotContain(index);
        }
    }

    /// The index of a partition has a name of its own, and goes with that of the whole.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            chat_messages WHERE session_id = '@session@' ORDER BY created_at DESC, id DESC                         | session_id_created_at_id_idx | ix_chat_messages_session_created
            trail.changes WHERE table_name = 'users' AND row_id = '@user@' ORDER BY at DESC, id DESC               | table_name_row_id_at_id_idx  | trail.ix_changes_row
            trail.changes WHERE actor = '@user@' ORDER BY at DESC, id DESC                                         | actor_at_id_idx              | trail.ix_changes_actor
            """)
    void the_lists_of_partitioned_tables_are_served_by_their_indexes(String query, String part, String index)
            throws SQLException {
        String sql = "SELECT * FROM "
                + query.replace("@user@", ask("SELECT id FROM users WHERE email = 'asha@example.org'"))
                        .replace(
                                "@session@",
                                ask("SELECT session_id FROM chat_messages GROUP BY 1 ORDER BY count(*) DESC LIMIT 1"))
                + " LIMIT 21";
        try (Connection connection = database.connect()) {
            assertThat(Plans.of(connection, sql, "")).contains(part).doesNotContainPattern(FILLED_READ_WHOLE);
            assertThat(Plans.of(connection, sql, Plans.dropping(connection, index)))
                    .as("without it")
                    .doesNotContain(part);
        }
    }
}
