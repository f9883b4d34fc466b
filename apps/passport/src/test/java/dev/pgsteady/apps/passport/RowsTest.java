package dev.pgsteady.apps.passport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.apps.passport.trail.Analytics;
import dev.pgsteady.apps.testing.ApiClient;
import dev.pgsteady.apps.testing.Plans;
import dev.pgsteady.apps.testing.RunningApp;
import dev.pgsteady.apps.testing.Sent;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/// What the database itself keeps, whoever writes, and which index serves which list. The rows are
/// seeded: 200 users with 2,000 photos and 10,000 deeds over two years.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RowsTest {
    private static final String PASSWORD = "correct horse battery";
    private static final int USERS = 200;

    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    private final TestDatabase database = SERVER.create();
    private final Path folder;
    private final RunningApp app;
    private final ApiClient staff;

    RowsTest() throws IOException, SQLException {
        this.folder = Files.createTempDirectory("passport");
        this.app = RunningApp.start(
                Passport.class,
                database,
                folder,
                "passport.folder=" + folder,
                "seed.users=" + USERS,
                "seed.password=" + PASSWORD,
                "spring.jpa.properties.hibernate.session_factory.statement_inspector=" + Sent.class.getName());
        this.staff = app.signedIn(text("SELECT username FROM users WHERE is_staff"), PASSWORD);
    }

    @AfterAll
    void stop() {
        app.close();
        database.close();
    }

    private List<String> texts(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(String.valueOf(rows.getString(1)));
            }
            return texts;
        }
    }

    private String text(String sql) throws SQLException {
        return texts(sql).getFirst();
    }

    /// Which constraint, or else which words, refuse a statement; nothing of it stays in any case.
    private String refusal(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(sql);
            return "nothing";
        } catch (PSQLException e) {
            return Optional.ofNullable(e.getServerErrorMessage())
                    .map(ServerErrorMessage::getConstraint)
                    .orElse(e.getSQLState() + " " + e.getMessage());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "users | username = 'a b' | ck_users_username",
                "users | username = 'ab' | ck_users_username",
                "users | email = 'nobody' | ck_users_email",
                "users | username = (SELECT upper(username::text) FROM users WHERE is_staff) | users_username_key",
                "users | email = (SELECT upper(email::text) FROM users WHERE is_staff) | users_email_key",
                "user_profiles | phone = '030 123' | ck_user_profiles_phone",
                "user_profiles | street = ' ' | ck_user_profiles_blank",
                "user_profiles | landmark = '' | ck_user_profiles_blank",
                "user_profiles | country = 'de' | ck_user_profiles_country",
                "user_profiles | country = 'US', postal_code = '1234' | ck_user_profiles_postal_code",
                "user_profiles | user_id = gen_random_uuid() | user_profiles_user_id_fkey",
                "user_rate_limits | request_count = -1 | ck_user_rate_limits_request_count",
                "user_rate_limits | limit_per_window = 0 | ck_user_rate_limits_limit",
                "user_rate_limits | is_blocked = true | ck_user_rate_limits_blocked",
                "user_rate_limits | blocked_until = now() | ck_user_rate_limits_blocked",
                "photo_generations | country = 'Germany' | 22001",
                "photo_generations | country = 'de' | ck_photo_generations_country",
                "photo_generations | width_px = 0 | ck_photo_generations_size",
                "photo_generations | status = 'dancing', completed_at = NULL | photo_generations_status_check",
                "photo_generations | document_type = 'library' | photo_generations_document_type_check",
                "photo_generations | status = 'completed', result_path = NULL | ck_photo_generations_outcome",
                "photo_generations | status = 'failed', error = NULL | ck_photo_generations_outcome",
                "photo_generations | user_id = gen_random_uuid() | photo_generations_user_id_fkey",
                "photo_generations | user_id = NULL | 23502"
            })
    void a_value_that_cannot_be_is_refused_by_its_constraint(String table, String change, String constraint)
            throws SQLException {
        String row = table.equals("users") ? "NOT is_staff" : "true";
        assertThat(refusal("UPDATE %s SET %s WHERE id = (SELECT id FROM %1$s WHERE %s LIMIT 1)"
                        .formatted(table, change, row)))
                .startsWith(constraint);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "user_profiles (user_id) SELECT id FROM users LIMIT 1 | user_profiles_user_id_key",
                "user_rate_limits (user_id) SELECT id FROM users LIMIT 1 | user_rate_limits_user_id_key",
                "generation_audits (user_id, action) VALUES (gen_random_uuid(), 'dance') |"
                        + " generation_audits_action_check",
                "feature_usages (user_id, feature, duration_seconds) VALUES (gen_random_uuid(), 'crop', -1)"
                        + " | ck_feature_usages_duration",
                "feature_usages (user_id, feature, duration_seconds) VALUES (gen_random_uuid(), 'Crop it', 1)"
                        + " | ck_feature_usages_feature",
                "generation_audits (user_id, action) VALUES (gen_random_uuid(), 'crop') | nothing"
            })
    void a_row_that_cannot_be_is_refused_by_its_constraint(String row, String constraint) throws SQLException {
        assertThat(refusal("INSERT INTO " + row)).isEqualTo(constraint);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE generation_audits SET user_agent = 'me'",
                "DELETE FROM generation_audits",
                "TRUNCATE generation_audits",
                "TRUNCATE generation_audits_default",
                "UPDATE feature_usages SET duration_seconds = 0",
                "DELETE FROM feature_usages",
                "TRUNCATE feature_usages"
            })
    void what_was_written_down_is_changed_by_nobody(String sql) throws SQLException {
        assertThat(refusal(sql)).startsWith("23001").contains("are added and never changed");
    }

    @Test
    void not_even_month_by_month() throws SQLException {
        for (String partition : texts("SELECT inhrelid::regclass::text FROM pg_inherits"
                + " WHERE inhparent = 'generation_audits'::regclass")) {
            for (String sql : List.of("TRUNCATE %s", "DELETE FROM %s", "UPDATE %s SET user_agent = ''")) {
                boolean empty = !sql.startsWith("TRUNCATE")
                        && text("SELECT count(*) FROM " + partition).equals("0");
                assertThat(refusal(sql.formatted(partition)))
                        .as(sql + partition)
                        .startsWith(empty ? "nothing" : "23001");
            }
        }
    }

    @Test
    void whoever_adds_a_user_gets_profile_and_limit_with_it_and_all_goes_with_it() throws SQLException {
        database.execute("""
            INSERT INTO users (username, email, password_hash, first_name, last_name)
            SELECT 'psql' || n, 'psql' || n || '@example.org', 'x', 'P', 'Q' FROM generate_series(1, 3) n\
            """);
        String rows = """
            SELECT (SELECT count(*) FROM user_profiles p JOIN users u ON u.id = p.user_id WHERE username ~ '^psql')
                   || ' ' || (SELECT count(*) FROM user_rate_limits l JOIN users u ON u.id = l.user_id
                              WHERE username ~ '^psql' AND limit_per_window = 60)\
            """;
        assertThat(text(rows)).isEqualTo("3 3");
        String all = "SELECT (SELECT count(*) FROM user_profiles) - (SELECT count(*) FROM users)"
                + " + (SELECT count(*) FROM user_rate_limits) - (SELECT count(*) FROM users)";
        assertThat(text(all)).as("each user has one of each").isEqualTo("0");
        database.execute("DELETE FROM users WHERE username ~ '^psql'");
        assertThat(text(all)).isEqualTo("0");
    }

    @Test
    void the_database_says_whether_a_profile_is_complete_and_when_it_was_changed() throws SQLException {
        String profile = "user_profiles WHERE id = (SELECT id FROM user_profiles WHERE profile_complete LIMIT 1)";
        String id = text("SELECT id FROM " + profile);
        for (String column : List.of("phone", "street", "city", "state", "postal_code", "country")) {
            String changed = texts("""
                WITH before AS (SELECT * FROM user_profiles WHERE id = '%2$s'),
                     now AS (UPDATE user_profiles SET %1$s = NULL WHERE id = '%2$s' RETURNING *)
                SELECT now.profile_complete || ' ' || (now.updated_at > before.updated_at) FROM now, before\
                """.formatted(column, id)).getFirst();
            assertThat(changed).as(column).isEqualTo("false true");
            database.execute("UPDATE user_profiles SET phone = '+4930123456', street = 'A 1', city = 'B', state = 'C',"
                    + " postal_code = '10115', country = 'DE', landmark = NULL WHERE id = '" + id + "'");
            assertThat(text("SELECT profile_complete FROM user_profiles WHERE id = '" + id + "'"))
                    .isEqualTo("t");
        }
        assertThat(refusal("UPDATE user_profiles SET profile_complete = true")).startsWith("428C9");
    }

    @Test
    void the_months_are_there_before_their_time_and_no_audit_is_in_none() throws SQLException {
        YearMonth now = YearMonth.now(ZoneOffset.UTC);
        List<String> months = staff.get("/api/staff/audit-months").json().findValuesAsString("month");
        assertThat(months).contains(now.toString(), now.plusMonths(3).toString());
        assertThat(text("SELECT count(*) FROM generation_audits_default")).isEqualTo("0");
        assertThat(text("SELECT count(*) >= 10000 FROM generation_audits")).isEqualTo("t");
    }

    @Test
    void an_archived_month_is_in_its_file_and_no_more_in_the_table() throws Exception {
        YearMonth month = YearMonth.now(ZoneOffset.UTC).minusMonths(20);
        String partition = "generation_audits_" + month.toString().replace('-', '_');
        String rows = text("SELECT count(*) FROM " + partition);
        String path = "/api/staff/audit-months/" + month + "/archive";
        var archived = staff.post(path, Map.of());
        assertThat(archived.status()).as(archived.text()).isEqualTo(200);
        assertThat(archived.at("/rows")).isEqualTo(rows).isNotEqualTo("0");
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(
                        Files.newInputStream(folder.resolve("archive").resolve(archived.at("/file")))),
                StandardCharsets.UTF_8))) {
            assertThat(Long.toString(lines.lines().count() - 1)).isEqualTo(rows);
        }
        assertThat(text("SELECT to_regclass('" + partition + "')")).isEqualTo("null");
        assertThat(text("SELECT count(*) FROM generation_audits WHERE date_trunc('month', \"timestamp\", 'UTC') = '"
                        + month.atDay(1) + "'"))
                .isEqualTo("0");
        assertThat(staff.post(path, Map.of()).status()).isEqualTo(404);
        assertThat(staff.post("/api/staff/audit-months/" + YearMonth.now(ZoneOffset.UTC) + "/archive", Map.of())
                        .status())
                .isEqualTo(409);
        assertThat(staff.get("/api/staff/audits?action=archive").at("/items/0/details/month"))
                .isEqualTo(month.toString());
    }

    @Test
    void the_analytics_say_what_the_usages_do() throws SQLException {
        app.get(Analytics.class).refresh();
        List<String> counted =
                texts("SELECT feature || ' ' || count(*) || ' ' || sum(duration_seconds) FROM feature_usages"
                        + " GROUP BY feature ORDER BY feature");
        List<String> told = new ArrayList<>();
        staff.get("/api/staff/analytics/features?days=3000")
                .json()
                .forEach(t -> told.add(t.path("feature").asString() + " "
                        + t.path("uses").asLong() + " " + t.path("seconds").decimalValue()));
        assertThat(told).isEqualTo(counted).hasSize(4);
        assertThat(staff.get("/api/staff/analytics/days?days=3000").json().size())
                .isGreaterThan(1000);
        assertThat(staff.get("/api/staff/analytics/days?days=0").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/photos | photo_generations | ix_photo_generations_user_created",
                "/api/me/audits | generation_audits | generation_audits.*_user_id_timestamp_idx",
                "/api/photos/{photo}/audits | generation_audits | generation_audits.*_generation_id_timestamp_idx",
                "/api/staff/users | users | ix_users_created_at",
                "/api/staff/users/named/{name} | users | users_username_key",
                "/api/staff/generations | photo_generations | ix_photo_generations_created_at",
                "/api/staff/generations?status=failed | photo_generations | ix_photo_generations_status_created",
                "/api/staff/generations?user={user} | photo_generations | ix_photo_generations_user_created",
                "/api/staff/audits?user={user} | generation_audits | generation_audits.*_user_id_timestamp_idx",
                "/api/staff/audits?generation={generation} | generation_audits |"
                        + " generation_audits.*_generation_id_timestamp_idx",
                "/api/staff/audits?action=delete | generation_audits | generation_audits.*_action_timestamp_idx",
                "/api/staff/usages?user={user} | feature_usages | ix_feature_usages_user",
                "/api/staff/usages?feature=delete | feature_usages | ix_feature_usages_feature",
                "/api/staff/rate-limits | user_rate_limits | ix_user_rate_limits_created_at",
                "/api/staff/rate-limits?blocked=true | user_rate_limits | ix_user_rate_limits_is_blocked",
                "/api/me | photo_generations | ix_photo_generations_user_created"
            })
    void each_list_is_served_by_an_index(String path, String table, String index) throws SQLException {
        String me = text("SELECT id FROM users WHERE is_staff");
        String photo = text("SELECT id FROM photo_generations WHERE user_id = '" + me + "' LIMIT 1");
        String real = path.replace("{photo}", photo)
                .replace("{user}", me)
                .replace("{generation}", photo)
                .replace("{name}", text("SELECT username FROM users WHERE is_staff"));
        Sent.clear();
        var reply = staff.get(real);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        String sent = Sent.of(table);
        String plan = plan(sent, real.contains("audits?generation") || path.contains("{photo}") ? photo : me, real, "");
        assertThat(plan).containsPattern(Pattern.compile("(Index|Index Only|Bitmap Index) Scan.* (using|on) " + index));
        String drop = table.equals("generation_audits")
                ? "DROP INDEX generation_audits_" + index.replaceAll(".*_(user_id|generation_id|action)_.*", "$1")
                        + "_timestamp_idx;"
                : index.endsWith("_key")
                        ? "ALTER TABLE users DROP CONSTRAINT " + index + ";"
                        : "DROP INDEX " + index + ";";
        assertThat(plan(sent, real.contains("audits?generation") || path.contains("{photo}") ? photo : me, real, drop))
                .as("without the index")
                .doesNotContainPattern(index);
    }

    /// Parameters are filled in by what they are compared with, as the driver would send them.
    private String plan(String sent, String key, String path, String before) throws SQLException {
        String value = path.contains("=") ? path.substring(path.indexOf('=') + 1) : key;
        String name = path.substring(path.lastIndexOf('/') + 1);
        String sql = sent.replaceAll("(_id|\\.id)=\\?", "$1='" + key + "'")
                .replaceAll("(status|action|feature|is_blocked)=\\?", "$1='" + value + "'")
                .replaceAll("(username|email)=\\?", "$1='" + name + "'")
                .replace("first ? rows", "first 21 rows");
        try (Connection connection = database.connect()) {
            return Plans.of(connection, sql, before);
        }
    }
}
