package dev.pgsteady.apps.instantviz;

import dev.pgsteady.apps.instantviz.people.Tier;
import dev.pgsteady.apps.web.seeding.Rows;
import dev.pgsteady.apps.web.seeding.Seed;
import dev.pgsteady.apps.web.signin.Passwords;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.LongConsumer;
import org.springframework.stereotype.Component;

/// Users with workspaces, projects and slides. The first is `ada@example.org`; the password of each is `instantviz`.
@Component
class InventedPeople implements Seed {
    private static final List<String> FIRST =
            List.of("Ada", "Grace", "Edsger", "Barbara", "Donald", "Radia", "Alan", "Katherine", "Ken", "Sophie");
    private static final List<String> LAST =
            List.of("Lovelace", "Hopper", "Dijkstra", "Liskov", "Knuth", "Perlman", "Turing", "Johnson", "Thompson");
    private static final List<String> TOPICS =
            List.of("growth", "churn", "hiring", "roadmap", "costs", "security", "customers", "quarter");
    private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");
    private static final int SEED = 4;

    private final Passwords passwords;

    InventedPeople(Passwords passwords) {
        this.passwords = passwords;
    }

    @Override
    public boolean sown(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT EXISTS (SELECT 1 FROM users)")) {
            return row.next() && row.getBoolean(1);
        }
    }

    @Override
    public void sow(Connection connection, int users, LongConsumer done) throws SQLException {
        String password = passwords.hash("instantviz");
        Random random = new Random(SEED);
        try (Rows rows = new Rows(
                connection,
                "users (id, email, password_hash, full_name, subscription_tier, subscription_status,"
                        + " stripe_customer_id, stripe_subscription_id, usage_count, created_at)")) {
            for (int i = 0; i < users; i++) {
                user(rows, i, password, random);
            }
        }
        content(connection, users, random, done);
    }

    private static UUID key(String kind, int number) {
        return UUID.nameUUIDFromBytes((kind + number).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    private static <T> T one(List<T> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }

    private static void user(Rows rows, int number, String password, Random random) {
        String first = number == 0 ? "Ada" : one(FIRST, random);
        String mail =
                number == 0 ? "ada@example.org" : first.toLowerCase(java.util.Locale.ROOT) + number + "@example.org";
        boolean pays = random.nextInt(4) == 0;
        Tier tier = pays ? one(List.of(Tier.PRO, Tier.PRO, Tier.TEAM), random) : Tier.FREE;
        rows.add(
                key("user", number),
                mail,
                password,
                first + " " + one(LAST, random),
                tier.word(),
                pays ? "active" : null,
                pays ? "cus_" + number : null,
                pays ? "sub_" + number : null,
                random.nextInt(tier.slides()),
                BEGINNING.plusSeconds(number * 60L));
    }

    private static void content(Connection connection, int users, Random random, LongConsumer done)
            throws SQLException {
        int step = 1000;
        for (int from = 0; from < users; from += step) {
            int to = Math.min(users, from + step);
            try (Rows rows = new Rows(connection, "workspaces (id, owner_id, name, data, created_at)")) {
                for (int i = from; i < to; i++) {
                    rows.add(
                            key("workspace", i),
                            key("user", i),
                            "My workspace",
                            "{\"zoom\": " + (50 + random.nextInt(100)) + "}",
                            BEGINNING.plusSeconds(i * 60L));
                }
            }
            projects(connection, from, to, random);
            done.accept(to);
        }
    }

    private static void projects(Connection connection, int from, int to, Random random) throws SQLException {
        try (Rows rows = new Rows(connection, "projects (id, owner_id, name, context_metadata, topics, created_at)")) {
            for (int i = 2 * from; i < 2 * to; i++) {
                String topic = one(TOPICS, random);
                rows.add(
                        key("project", i),
                        key("user", i / 2),
                        "All about " + topic,
                        "{\"audience\": \"board\"}",
                        "[\"" + topic + "\"]",
                        BEGINNING.plusSeconds(i * 90L));
            }
        }
        try (Rows rows = new Rows(connection, "project_visualizations (id, project_id, slide_number, title, data)")) {
            for (int i = 6 * from; i < 6 * to; i++) {
                rows.add(
                        key("slide", i),
                        key("project", i / 3),
                        i % 3 + 1,
                        "Slide about " + one(TOPICS, random),
                        "{\"chart\": \"bar\", \"values\": [" + random.nextInt(100) + ", " + random.nextInt(100) + "]}");
            }
        }
    }
}
