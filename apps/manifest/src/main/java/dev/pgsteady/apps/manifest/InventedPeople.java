package dev.pgsteady.apps.manifest;

import dev.pgsteady.apps.manifest.progress.Snapshots;
import dev.pgsteady.apps.web.seeding.Seed;
import dev.pgsteady.apps.web.signin.Passwords;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.LongConsumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.stereotype.Component;

/// People who run and read, keep some of their habits, and write about it. The first is
/// `ada@example.org`, called `ada`; the password of each is `manifest`. The same on the same day for the
/// same number.
@Component
class InventedPeople implements Seed {
    private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");
    private static final int SEED = 1;
    private static final int STEP = 500;
    private static final int WITH_SNAPSHOTS = 200;

    private final Passwords passwords;

    InventedPeople(Passwords passwords) {
        this.passwords = passwords;
    }

    @Override
    public boolean sown(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT EXISTS (SELECT FROM users)")) {
            return row.next() && row.getBoolean(1);
        }
    }

    @Override
    public void sow(Connection connection, int users, LongConsumer done) throws SQLException {
        String password = passwords.hash("manifest");
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        for (int from = 0; from < users; from += STEP) {
            int to = Math.min(users, from + STEP);
            new InventedLives(connection, new Random(SEED + from), today, password).sow(from, to);
            done.accept(to);
        }
        Snapshots snapshots = new Snapshots(JdbcClient.create(new SingleConnectionDataSource(connection, true)));
        for (int i = 0; i < Math.min(users, WITH_SNAPSHOTS); i++) {
            snapshots.take(key("user", i), today.minusDays(1));
        }
    }

    /// A key that is the same each time.
    static UUID key(String kind, int number) {
        byte[] name = (kind + number).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        UUID hashed = UUID.nameUUIDFromBytes(name);
        // Marked as version 4, as all others are.
        return new UUID((hashed.getMostSignificantBits() & ~0xF000L) | 0x4000L, hashed.getLeastSignificantBits());
    }

    static <T> T one(List<T> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }

    static Instant moment(int number) {
        return BEGINNING.plusSeconds(number * 60L);
    }
}
