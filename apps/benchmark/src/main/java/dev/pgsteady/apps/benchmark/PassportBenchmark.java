package dev.pgsteady.apps.benchmark;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.pgsteady.apps.passport.Passport;
import dev.pgsteady.apps.passport.people.Users;
import dev.pgsteady.apps.passport.photos.Generations;
import dev.pgsteady.apps.passport.trail.Analytics;
import dev.pgsteady.apps.passport.trail.Asker;
import dev.pgsteady.apps.passport.trail.AuditArchive;
import dev.pgsteady.apps.passport.trail.AuditView;
import dev.pgsteady.apps.web.paging.Lists;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/// The questions that the application for passport photos asks most, through its services, as plain JDBC in a
/// transaction of a pool, which is what a service does too, and as plain JDBC on one open connection; and the room that
/// its tables take. Arguments: thousands of users (20), each with ten photos and fifty audits.
final class PassportBenchmark {
    private static final int WARM = 10_000;
    private static final int COUNTED = 5_000;
    private static final double TIMES = 1.3;
    private static final int SAMPLE = 1000;
    private static final int DAYS = 30;
    private static final String AUDITS = """
        SELECT id, "timestamp", action, details, generation_id, ip_address, user_agent, user_id FROM generation_audits
        WHERE user_id = ? ORDER BY "timestamp" DESC, id DESC FETCH FIRST 101 ROWS ONLY\
        """;

    private final ConfigurableApplicationContext app;
    private final HikariDataSource pool;
    private final Connection plain;
    private final Random random = new Random(1);

    private PassportBenchmark(ConfigurableApplicationContext app, HikariDataSource pool, Connection plain) {
        this.app = app;
        this.pool = pool;
        this.plain = plain;
    }

    public static void main(String[] arguments) throws Exception {
        int thousands = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20;
        try (TestDatabase database = TestServer.shared().create();
                ConfigurableApplicationContext app = started(database, thousands * 1000);
                HikariDataSource pool = pool(database);
                Connection plain = database.connect()) {
            PassportBenchmark benchmark = new PassportBenchmark(app, pool, plain);
            benchmark.questions();
            benchmark.room();
            benchmark.archived();
        }
    }

    private static HikariDataSource pool(TestDatabase database) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.jdbcUrl());
        config.setUsername(database.address().user());
        config.setPassword(database.address().readPassword());
        config.setAutoCommit(false);
        return new HikariDataSource(config);
    }

    private static ConfigurableApplicationContext started(TestDatabase database, int users) throws Exception {
        long from = System.nanoTime();
        Path folder = Files.createTempDirectory("passport");
        ConfigurableApplicationContext app = new SpringApplicationBuilder(Passport.class)
                .run(
                        "--server.port=0",
                        "--server.address=127.0.0.1",
                        "--spring.datasource.url=" + database.jdbcUrl(),
                        "--spring.datasource.username=" + database.address().user(),
                        "--spring.datasource.password=" + database.address().readPassword(),
                        "--spring.main.banner-mode=off",
                        "--logging.level.root=WARN",
                        "--front.keys=" + folder,
                        "--passport.folder=" + folder,
                        "--seed.users=" + users);
        System.out.printf(
                Locale.ROOT,
                "%,d users seeded in %d s, start included%n",
                users,
                (System.nanoTime() - from) / 1_000_000_000);
        return app;
    }

    private void questions() throws Exception {
        List<String> names = texts("SELECT username FROM users ORDER BY id LIMIT " + SAMPLE);
        List<UUID> ids = texts("SELECT id FROM users ORDER BY id LIMIT " + SAMPLE).stream()
                .map(UUID::fromString)
                .toList();
        LocalDate since = LocalDate.now(ZoneOffset.UTC).minusDays(DAYS);
        Users users = app.getBean(Users.class);
        Lists lists = app.getBean(Lists.class);
        Analytics analytics = app.getBean(Analytics.class);
        Generations generations = app.getBean(Generations.class);
        asked(
                new Question("user by username", 2, "SELECT * FROM users WHERE username = CAST(? AS citext)", names),
                () -> users.findByUsername(one(names)).orElseThrow());
        asked(
                new Question("last 100 audits of a user", 10, AUDITS, ids),
                () -> lists.page(
                        AuditView.query("e.userId = :user", Map.of("user", one(ids))),
                        Optional.of(100),
                        Optional.empty()));
        asked(
                new Question("usage by feature, 30 days", 20, Analytics.BY_FEATURE, List.of(since)),
                () -> analytics.totals(since));
        asked(
                new Question(
                        "photos of a user, counted",
                        5,
                        "SELECT count(*) FROM photo_generations WHERE user_id = ?",
                        ids),
                () -> generations.countByUserId(one(ids)));
    }

    /// A question as SQL.
    ///
    /// @param bound  the milliseconds that the median may take
    /// @param values of its parameter, one of which is taken each time
    private record Question(String words, double bound, String sql, List<?> values) {}

    private <T> T one(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    /// All three in turn, so that what else the machine does meets all of them.
    private void asked(Question question, Callable<?> service) throws Exception {
        Map<String, Callable<?>> ways = new LinkedHashMap<>();
        ways.put(question.words(), service);
        ways.put("  JDBC, in a transaction", () -> inTransaction(question));
        ways.put("  JDBC, nothing else", () -> read(plain, question));
        Map<String, List<Double>> millis = new LinkedHashMap<>();
        ways.keySet().forEach(way -> millis.put(way, new ArrayList<>()));
        for (int i = 0; i < WARM + COUNTED; i++) {
            for (Map.Entry<String, Callable<?>> way : ways.entrySet()) {
                long from = System.nanoTime();
                way.getValue().call();
                if (i >= WARM) {
                    Objects.requireNonNull(millis.get(way.getKey())).add((System.nanoTime() - from) / 1e6);
                }
            }
        }
        List<Double> medians = new ArrayList<>();
        millis.forEach((way, all) -> medians.add(
                told(way, all, way.equals(question.words()) ? question.bound() : Double.POSITIVE_INFINITY)));
        double times = medians.get(0) / medians.get(1);
        System.out.printf(
                Locale.ROOT,
                "  %.2f times JDBC in a transaction, bound %.1f: %s%n",
                times,
                TIMES,
                times <= TIMES ? "held" : "NOT held");
    }

    private int inTransaction(Question question) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            connection.setReadOnly(true);
            int filled = read(connection, question);
            connection.commit();
            return filled;
        }
    }

    private int read(Connection connection, Question question) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(question.sql())) {
            statement.setObject(1, one(question.values()));
            try (ResultSet rows = statement.executeQuery()) {
                int columns = rows.getMetaData().getColumnCount();
                int filled = 0;
                while (rows.next()) {
                    for (int column = 1; column <= columns; column++) {
                        filled += rows.getObject(column) == null ? 0 : 1;
                    }
                }
                return filled;
            }
        }
    }

    /// @param bound the milliseconds that the median may take
    /// @return the median
    private static double told(String what, List<Double> millis, double bound) {
        Collections.sort(millis);
        double median = millis.get(millis.size() / 2);
        System.out.printf(
                Locale.ROOT,
                "%-28s median %7.3f ms   99%% %7.3f ms   worst %7.2f ms%s%n",
                what,
                median,
                millis.get(millis.size() * 99 / 100),
                millis.getLast(),
                bound(median, bound, "ms"));
        return median;
    }

    private void room() throws SQLException {
        room("1,000 users, with all of theirs", 1_000, 5, List.of("users", "user_profiles", "user_rate_limits"));
        room("10,000 generations", 10_000, 10, List.of("photo_generations"));
        room(
                "100,000 audits",
                100_000,
                15,
                texts("SELECT inhrelid::regclass FROM pg_inherits WHERE inhparent = 'generation_audits'::regclass"));
        room("100,000 usages", 100_000, Double.POSITIVE_INFINITY, List.of("feature_usages"));
    }

    /// @param tables the first of them, or all when they are partitions, have the rows that are counted
    private void room(String what, int unit, double bound, List<String> tables) throws SQLException {
        boolean partitions = tables.getFirst().startsWith("generation_audits");
        long rows = 0;
        long heap = 0;
        long all = 0;
        for (String table : tables) {
            rows += partitions || rows == 0
                    ? Long.parseLong(texts("SELECT count(*) FROM " + table).getFirst())
                    : 0;
            heap += Long.parseLong(
                    texts("SELECT pg_table_size('" + table + "')").getFirst());
            all += Long.parseLong(
                    texts("SELECT pg_total_relation_size('" + table + "')").getFirst());
        }
        double megabytes = (double) unit / rows / 1_000_000;
        System.out.printf(
                Locale.ROOT,
                "%-32s %6.2f MB   (rows %.2f, indexes %.2f)%s%n",
                what,
                all * megabytes,
                heap * megabytes,
                (all - heap) * megabytes,
                bound(all * megabytes, bound, "MB"));
    }

    private static String bound(double seen, double bound, String unit) {
        return Double.isInfinite(bound)
                ? ""
                : "   bound %.0f %s   %s".formatted(bound, unit, seen <= bound ? "held" : "NOT held");
    }

    /// A month as a file.
    private void archived() {
        AuditArchive.Archived month = app.getBean(AuditArchive.class)
                .archive(
                        new Asker(UUID.randomUUID(), null, null),
                        YearMonth.now(ZoneOffset.UTC).minusMonths(2));
        System.out.printf(
                Locale.ROOT,
                "%-32s %6.2f MB%n",
                "100,000 audits, archived",
                100_000.0 * month.bytes() / month.rows() / 1_000_000);
    }

    private List<String> texts(String sql) throws SQLException {
        try (Statement statement = plain.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }
}
