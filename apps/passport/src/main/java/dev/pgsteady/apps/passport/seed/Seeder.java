package dev.pgsteady.apps.passport.seed;

import dev.pgsteady.apps.passport.trail.Analytics;
import dev.pgsteady.apps.passport.trail.AuditMonths;
import dev.pgsteady.apps.web.seeding.Rows;
import dev.pgsteady.apps.web.seeding.Seed;
import dev.pgsteady.apps.web.signin.Passwords;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.stereotype.Component;

/// Made-up users with their photos and what they did with them.
@Component
@EnableConfigurationProperties(Seeder.Wanted.class)
class Seeder implements Seed {
    private final AuditMonths months;
    private final Analytics analytics;
    private final Passwords passwords;
    private final Wanted wanted;

    Seeder(AuditMonths months, Analytics analytics, Passwords passwords, Wanted wanted) {
        this.months = months;
        this.analytics = analytics;
        this.passwords = passwords;
        this.wanted = wanted;
    }

    /// What is wanted.
    ///
    /// @param photos   how many of each
    /// @param deeds    audits and uses of each photo
    /// @param password everybody's; when it is left out nobody can sign in
    @ConfigurationProperties("seed")
    record Wanted(
            @DefaultValue("10") int photos,
            @DefaultValue("5") int deeds,
            @DefaultValue("") String password) {
        @Override
        public String toString() {
            return photos + " photos of each, " + deeds + " deeds with each photo";
        }
    }

    @Override
    public boolean sown(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                var row = statement.executeQuery("SELECT EXISTS (SELECT FROM users)")) {
            return row.next() && row.getBoolean(1);
        }
    }

    @Override
    public long work(int users) {
        return 3L * users + (1 + 2L * wanted.deeds()) * wanted.photos() * users;
    }

    @Override
    public void sow(Connection connection, int users, LongConsumer done) throws SQLException {
        Crowd crowd = crowd(users);
        months.make(month(crowd.until().minus(Crowd.SPAN)), month(crowd.until()));
        fill(connection, crowd, done);
    }

    @Override
    public void afterwards() {
        analytics.refresh();
    }

    /// It ends with the last day that is over, so that the same day gives the same rows.
    private Crowd crowd(int users) {
        String password = wanted.password().isEmpty() ? UUID.randomUUID().toString() : wanted.password();
        return new Crowd(
                users,
                wanted.photos(),
                wanted.deeds(),
                Instant.now().truncatedTo(ChronoUnit.DAYS),
                passwords.hash(password));
    }

    private static YearMonth month(Instant time) {
        return YearMonth.from(time.atOffset(ZoneOffset.UTC));
    }

    /// Profiles and limits are filled here, so the trigger that makes empty ones rests until the
    /// transaction ends; nobody else can add a user meanwhile.
    private static void fill(Connection connection, Crowd crowd, LongConsumer done) throws SQLException {
        Copies copies = new Copies(connection, done);
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

    private static final class Copies {
        private final Connection connection;
        private final LongConsumer done;
        private long written;

        Copies(Connection connection, LongConsumer done) {
            this.connection = connection;
            this.done = done;
        }

        /// @param table with its columns
        void into(String table, long count, LongFunction<@Nullable Object[]> row) throws SQLException {
            try (Rows rows = new Rows(connection, table)) {
                for (long number = 0; number < count; number++) {
                    rows.add(row.apply(number));
                    done.accept(++written);
                }
            }
        }
    }
}
