package dev.pgsteady.demo;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// Fills an empty database with the tables of `before.sql` and the rows of a [Population].
///
/// Most rows come by COPY, table by table, in constant memory. The newest sign-ups are written as the
/// product wrote them: the user, then the workspaces, each in a transaction of its own, so that the
/// transactions' traces are real.
final class Seeder {
    /// The most sign-ups that are written one by one; of a small population, half.
    static final long ONE_BY_ONE = 1_500;

    private static final String UNIQUE_VIOLATION = "23505";

    private static final String USERS = """
            users (id, email, password_hash, full_name, stripe_customer_id, stripe_subscription_id, subscription_tier, \
            subscription_status, current_period_end, usage_count, usage_reset_at, lifetime_value, created_at, updated_at)""";
    private static final String WORKSPACES = "workspaces (id, owner_id, name, data, created_at, updated_at)";
    private static final String PROJECTS =
            "projects (id, owner_id, name, context_metadata, topics, created_at, updated_at)";
    private static final String SLIDES = """
            project_visualizations (id, project_id, slide_number, title, data, annotations, created_at, updated_at)""";
    private static final String EVENTS =
            "stripe_events (stripe_event_id, type, payload, received_at, processed_at, error)";
    private static final String USAGE = "usage_daily (id, user_id, day, visualizations)";

    private final Connection connection;
    private final Population population;
    private final Meter meter;
    private final Tally tally = new Tally();
    private final Content content;
    private final Script script = Script.before();

    /// @param connection to an empty database, in autocommit, as the role that is to own everything
    Seeder(Connection connection, Population population, Progress progress) {
        this.connection = connection;
        this.population = population;
        this.meter = new Meter(progress, work(population.users()));
        this.content = new Content(population, tally);
    }

    /// The units of work that so many users make: the sum of what the steps below say.
    static long work(long users) {
        return 16 * users;
    }

    /// Does it all, and says what was put in.
    Counts seed() throws SQLException {
        long users = population.users();
        long bulk = users - Math.min(ONE_BY_ONE, users / 2);
        settle();
        execute(script.section("tables"));
        long early = copy(new Pass("writing users", USERS, bulk, 1), content::user);
        long workspaces = copy(new Pass("writing workspaces", WORKSPACES, bulk, 1), content::workspaces);
        letTimePass();
        long projects = copy(new Pass("writing projects", PROJECTS, users, 1), content::projects);
        letTimePass();
        long slides = copy(new Pass("writing slides", SLIDES, users, 5), content::slides);
        long events = copy(new Pass("writing Stripe events", EVENTS, users, 1), content::events);
        long usage = copy(new Pass("writing usage", USAGE, users, 1), content::usage);
        letTimePass();
        meter.begin("building keys", 3 * users);
        execute(script.section("keys"));
        long[] newest = signUpOneByOne(bulk);
        finish();
        return new Counts(early + newest[0], workspaces + newest[1], projects, slides, events, usage, tally.found());
    }

    /// A lost client is noticed within a second; nothing is lost by not waiting for the disk before the
    /// end.
    private void settle() throws SQLException {
        execute("set synchronous_commit = off; set client_connection_check_interval = '1s';"
                + " set maintenance_work_mem = '256MB'");
    }

    /// @param units how much work a user's rows are
    private record Pass(String what, String columns, long users, int units) {
        String table() {
            return columns.substring(0, columns.indexOf(' '));
        }
    }

    /// Writes what belongs to one account.
    @FunctionalInterface
    private interface Writer {
        void write(Account account, Row row) throws SQLException;
    }

    /// FREEZE spares the rows a second writing; it asks for a table that is emptied in the same
    /// transaction.
    private long copy(Pass pass, Writer writer) throws SQLException {
        meter.begin(pass.what(), pass.users() * pass.units());
        connection.setAutoCommit(false);
        execute("truncate " + pass.table());
        long rows;
        try (CopyRows row = new CopyRows(connection, "copy " + pass.columns() + " from stdin (freeze)")) {
            for (long number = 0; number < pass.users(); number++) {
                if (number % 512 == 0) {
                    meter.at(number * pass.units());
                }
                writer.write(population.account(number), row);
            }
            rows = row.finish();
        }
        connection.commit();
        connection.setAutoCommit(true);
        return rows;
    }

    /// A thousand transactions of others, so that rows that were not written together do not look like it.
    private void letTimePass() throws SQLException {
        execute("do $$ begin for i in 1..1000 loop perform pg_current_xact_id(); commit; end loop; end $$");
    }

    private long[] signUpOneByOne(long from) throws SQLException {
        meter.begin("signing the newest users up", population.users());
        try (InsertRows user = new InsertRows(connection, insert(USERS));
                InsertRows workspace = new InsertRows(connection, insert(WORKSPACES))) {
            for (long number = from; number < population.users(); number++) {
                meter.at(number - from);
                Account account = population.account(number);
                content.user(account, user);
                content.workspaces(account, workspace);
            }
            return new long[] {user.rows(), workspace.rows()};
        }
    }

    private static String insert(String table) {
        String places = "?, ".repeat((int) table.chars().filter(c -> c == ',').count()) + "?";
        return "insert into " + table + " values (" + places + ")";
    }

    private void finish() throws SQLException {
        meter.begin("leaving the faults behind", population.users());
        execute("select setval('usage_daily_id_seq', 2100000417)");
        execute(script.section("rest"));
        failToMakeUnique();
        meter.begin("taking statistics", population.users());
        // Of all tables but stripe_events, which has autovacuum switched off: nobody ever took its statistics.
        for (String table : List.of("users", "workspaces", "projects", "project_visualizations", "usage_daily")) {
            execute("analyze " + table);
        }
        meter.done();
    }

    /// Fails by intent, and leaves an invalid index behind.
    private void failToMakeUnique() throws SQLException {
        try {
            execute(script.section("failing"));
        } catch (SQLException e) {
            if (!UNIQUE_VIOLATION.equals(e.getSQLState())) {
                throw e;
            }
            return;
        }
        throw new IllegalStateException("the unique index over duplicate customer ids was built: no duplicates there");
    }

    private void execute(String sql) throws SQLException {
        Statements.run(connection, sql);
    }
}
