package dev.pgsteady.apps.passport.seed;

import dev.pgsteady.apps.passport.trail.Analytics;
import dev.pgsteady.apps.passport.trail.AuditMonths;
import dev.pgsteady.apps.web.signin.Passwords;
import dev.pgsteady.core.Database;
import dev.pgsteady.starter.FoundDatabase;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.function.LongFunction;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/// Fills an empty database with made-up users: `--seed.users=1000`. All in one transaction, by COPY: it
/// is whole or it is not there, also when it is interrupted.
@Component
@ConditionalOnProperty("seed.users")
class Seeder implements ApplicationRunner {
    private static final int AT_ONCE = 5_000;

    private final FoundDatabase found;
    private final AuditMonths months;
    private final Analytics analytics;
    private final Passwords passwords;
    private final Wanted wanted;

    Seeder(FoundDatabase found, AuditMonths months, Analytics analytics, Passwords passwords, Wanted wanted) {
        this.found = found;
        this.months = months;
        this.analytics = analytics;
        this.passwords = passwords;
        this.wanted = wanted;
    }

    /// What is wanted.
    ///
    /// @param users    how many; 0 for none
    /// @param photos   how many of each
    /// @param deeds    audits and uses of each photo
    /// @param password everybody's; when it is left out nobody can sign in
    @Component
    record Wanted(
            @Value("${seed.users:0}") int users,
            @Value("${seed.photos:10}") int photos,
            @Value("${seed.deeds:5}") int deeds,
            @Value("${seed.password:}") String password) {
        @Override
        public String toString() {
            return users + " users";
        }
    }

    @Override
    public void run(ApplicationArguments arguments) throws SQLException {
        if (wanted.users() <= 0) {
            return;
        }
        try (Connection connection = Database.connect(found.settings())) {
            if (any(connection)) {
                System.out.println("seeding: there are users already, so nothing is added");
                return;
            }
            Crowd crowd = crowd();
            months.make(month(crowd.until().minus(Crowd.SPAN)), month(crowd.until()));
            connection.setAutoCommit(false);
            fill(connection, crowd);
            connection.commit();
            connection.setAutoCommit(true);
            try (Statement statement = connection.createStatement()) {
                statement.execute("VACUUM (ANALYZE)");
            }
        }
        analytics.refresh();
        System.out.println("seeding: done");
    }

    /// It ends with the last day that is over, so that the same day gives the same rows.
    private Crowd crowd() {
        String password = wanted.password().isEmpty() ? UUID.randomUUID().toString() : wanted.password();
        return new Crowd(
                wanted.users(),
                wanted.photos(),
                wanted.deeds(),
                Instant.now().truncatedTo(ChronoUnit.DAYS),
                passwords.hash(password));
    }

    private static YearMonth month(Instant time) {
        return YearMonth.from(time.atOffset(ZoneOffset.UTC));
    }

    private static boolean any(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                var row = statement.executeQuery("SELECT EXISTS (SELECT FROM users)")) {
            return row.next() && row.getBoolean(1);
        }
    }

    /// Profiles and limits are filled here, so the trigger that makes empty ones rests until the
    /// transaction ends; nobody else can add a user meanwhile.
    private static void fill(Connection connection, Crowd crowd) throws SQLException {
        Progress progress = new Progress(
                System.out, Progress.terminal(), 3L * crowd.users() + crowd.photoCount() + 2 * crowd.deedCount());
        Copies copies = new Copies(connection, progress);
        execute(connection, "ALTER TABLE users DISABLE TRIGGER bring_rows");
        copies.into(
                "users (id, created_at, updated_at, username, email, password_hash, first_name, last_name, is_active,"
                        + " is_staff, last_login_at)",
                crowd.users(),
                crowd::user);
        copies.into(
                "user_profiles (id, created_at, updated_at, user_id, phone, street, landmark, city, state, postal_code,"
                        + " country)",
                crowd.users(),
                crowd::profile);
        copies.into(
                "user_rate_limits (id, created_at, updated_at, user_id, window_started_at, limit_per_window)",
                crowd.users(),
                crowd::limit);
        execute(connection, "ALTER TABLE users ENABLE TRIGGER bring_rows");
        copies.into(
                "photo_generations (id, created_at, updated_at, user_id, country, document_type, status, original_path,"
                        + " result_path, width_px, height_px, dpi, error, completed_at)",
                crowd.photoCount(),
                crowd::photo);
        copies.into(
                "generation_audits (id, \"timestamp\", generation_id, user_id, action, ip_address, user_agent,"
                        + " details)",
                crowd.deedCount(),
                crowd::audit);
        copies.into(
                "feature_usages (id, \"timestamp\", user_id, feature, duration_seconds, metadata)",
                crowd.deedCount(),
                crowd::usage);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private record Copies(Connection connection, Progress progress) {
        /// @param table with its columns
        void into(String table, long rows, LongFunction<String> row) throws SQLException {
            String name = table.substring(0, table.indexOf(' '));
            CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY " + table + " FROM STDIN");
            for (long first = 0; first < rows; first += AT_ONCE) {
                long end = Math.min(rows, first + AT_ONCE);
                StringBuilder lines = new StringBuilder();
                for (long number = first; number < end; number++) {
                    lines.append(row.apply(number));
                }
                byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
                copy.writeToCopy(bytes, 0, bytes.length);
                progress.add(end - first, name);
            }
            copy.endCopy();
        }
    }
}
