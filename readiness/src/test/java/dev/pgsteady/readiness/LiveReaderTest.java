package dev.pgsteady.readiness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pgsteady.readiness.Live.GuessedPassword;
import dev.pgsteady.readiness.Live.Session;
import dev.pgsteady.readiness.Probes.StoredPassword;
import dev.pgsteady.schema.Snapshot;
import dev.pgsteady.schema.SnapshotReader;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What each kind of role gets to see, on a real server.
class LiveReaderTest {
    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    private static final String DROP = """
            do $$declare r text; begin
              for r in select rolname from pg_roles where rolname like 'trap\\_live\\_%' loop
                execute format('drop owned by %I; drop role %1$I', r);
              end loop;
            end$$""";

    private TestDatabase database;

    @BeforeEach
    void make_roles() throws SQLException {
        database = SERVER.create();
        try (Connection admin = database.connect()) {
            execute(admin, DROP);
            execute(admin, """
                    create role trap_live_watch login password 'Lm6-watch-x81'; grant pg_monitor to trap_live_watch;
                    create role trap_live_owner login password 'Lm6-owner-x81';
                    create role trap_live_plain login password 'Lm6-plain-x81';
                    create role trap_live_hba login password 'Lm6-hba-x81';
                    grant execute on function pg_hba_file_rules() to trap_live_hba""");
            execute(admin, "alter database %s owner to trap_live_owner".formatted(database.name()));
        }
    }

    @AfterEach
    void drop_roles() throws SQLException {
        try (Connection admin = database.connect()) {
            execute(admin, "alter database %s owner to current_user".formatted(database.name()));
            execute(admin, DROP);
        }
        database.close();
    }

    @ParameterizedTest
    @CsvSource({
        "trap_live_watch, Lm6-watch-x81, false, false",
        "trap_live_owner, Lm6-owner-x81, false, false",
        "trap_live_plain, Lm6-plain-x81, false, false",
        "trap_live_hba, Lm6-hba-x81, true, false"
    })
    void a_role_sees_what_it_may_and_nothing_fails(String role, String password, boolean hba, boolean guessed)
            throws SQLException {
        try (Connection connection = connect(role, password)) {
            Live live = read(connection);
            assertThat(live.hba().isPresent()).isEqualTo(hba);
            assertThat(live.guessed().isPresent()).isEqualTo(guessed);
            assertThat(live.archiver()).isPresent();
            assertThat(live.sessions()).isNotNull();
        }
    }

    @Test
    void a_superuser_sees_the_lines_and_nobody_guesses_a_good_password() throws SQLException {
        try (Connection connection = database.connect()) {
            Live live = read(connection);
            assertThat(live.hba().orElseThrow())
                    .isNotEmpty()
                    .allSatisfy(l -> assertThat(l.remote()).isFalse());
            assertThat(live.guessed().orElseThrow())
                    .extracting(GuessedPassword::role)
                    .doesNotContain("trap_live_watch", "trap_live_owner", "trap_live_plain", "trap_live_hba");
        }
    }

    @Test
    void a_password_that_is_the_roles_name_is_guessed() throws SQLException {
        try (Connection connection = database.connect()) {
            execute(connection, "alter role trap_live_owner password 'trap_live_owner'");
            execute(connection, "set password_encryption = 'md5'; alter role trap_live_plain password 'changeme'");
            assertThat(read(connection).guessed().orElseThrow())
                    .contains(
                            new GuessedPassword("trap_live_owner", "is the role's own name"),
                            new GuessedPassword("trap_live_plain", "is one of the most common words"));
        }
    }

    @Test
    void waiting_wal_is_counted_for_who_may_look_and_for_nobody_else() throws SQLException {
        try (Connection admin = database.connect();
                Connection watcher = connect("trap_live_watch", "Lm6-watch-x81");
                Connection plain = connect("trap_live_plain", "Lm6-plain-x81")) {
            assertThat(read(admin).counters().waitingWal()).isPresent();
            assertThat(read(watcher).counters().waitingWal()).isPresent();
            assertThat(read(plain).counters().waitingWal()).isEmpty();
        }
    }

    @Test
    void checkpoints_are_counted_on_every_release() throws SQLException {
        try (Connection admin = database.connect()) {
            long before = read(admin).counters().checkpoints().requested();
            execute(admin, "checkpoint");
            execute(admin, "select pg_stat_clear_snapshot()");
            long after = before;
            for (int i = 0; i < 10_000 && after == before; i++) {
                after = read(admin).counters().checkpoints().requested();
            }
            assertThat(after).isGreaterThan(before);
        }
    }

    @Test
    void the_time_of_a_role_s_statements_is_seen_by_others() throws SQLException {
        try (Connection admin = database.connect();
                Connection spender = connect("trap_live_owner", "Lm6-owner-x81");
                Connection plain = connect("trap_live_plain", "Lm6-plain-x81")) {
            assumeTrue(read(admin).statements().loaded(), "pg_stat_statements is not loaded here");
            execute(admin, "create extension pg_stat_statements");
            double spent = 0;
            // What is counted may be thrown out at any moment by other tests' statements: then it is spent again.
            for (int i = 0; i < 20 && spent <= 1.0; i++) {
                execute(spender, "select count(*) from generate_series(1, 300000)");
                spent = read(plain).counters().statementTime().getOrDefault("trap_live_owner", 0.0);
            }
            assertThat(spent).isGreaterThan(1.0);
            execute(admin, "revoke execute on function pg_stat_statements(boolean) from public");
            assertThat(read(plain).counters().statementTime()).isEmpty();
        }
    }

    @Test
    void a_stored_password_is_named_by_its_mapping_and_never_read() throws SQLException {
        try (Connection admin = database.connect();
                Connection plain = connect("trap_live_plain", "Lm6-plain-x81")) {
            execute(admin, """
                    create extension postgres_fdw;
                    create server far foreign data wrapper postgres_fdw options (host 'far.example');
                    create server near foreign data wrapper postgres_fdw;
                    create user mapping for trap_live_owner server far options (user 'x', password 'Lm6-far-x81');
                    create user mapping for public server near options (user 'x')""");
            assertThat(read(admin).probes().storedPasswords())
                    .containsExactly(new StoredPassword("trap_live_owner", "far"));
            assertThat(read(admin).toString()).doesNotContain("Lm6-far-x81");
            assertThat(read(plain).probes().storedPasswords()).isEmpty();
        }
    }

    @Test
    void a_transaction_left_open_and_a_session_behind_its_lock_are_seen() throws Exception {
        try (Connection admin = database.connect();
                Connection holder = connect("trap_live_watch", "Lm6-watch-x81");
                Connection watcher = database.connect()) {
            execute(admin, "create table t (id int); grant all on t to trap_live_watch");
            holder.setAutoCommit(false);
            execute(holder, "set application_name = 'holder'");
            execute(holder, "insert into t values (1)");
            admin.setAutoCommit(false);
            execute(admin, "set lock_timeout = '20s'; set application_name = 'waiter'");
            Thread waiter = Thread.ofPlatform().start(() -> lock(admin));
            Session waiting = seen(watcher, "waiter");
            while (waiting.blockedBy() == 0 && waiter.isAlive()) {
                waiting = seen(watcher, "waiter");
            }
            assertThat(waiting.blockedBy()).isEqualTo(1);
            assertThat(seen(watcher, "holder").state()).isEqualTo("idle in transaction");
            holder.rollback();
            waiter.join();
            admin.rollback();
        }
    }

    private static void lock(Connection connection) {
        try {
            execute(connection, "lock table t in access exclusive mode");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Session seen(Connection watcher, String application) throws SQLException {
        return read(watcher).sessions().stream()
                .filter(s -> s.application().equals(application))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void verifiers_of_the_standard_are_read_as_the_standard_says() {
        // The exchange of RFC 7677, section 3: user "user", password "pencil".
        String rfc = "SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY="
                + ":wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=";
        assertThat(PasswordGuesses.of(Map.of("pencil", rfc), "db"))
                .isEqualTo(List.of(new GuessedPassword("pencil", "is the role's own name")));
        assertThat(PasswordGuesses.of(Map.of("user", rfc), "licnep"))
                .isEqualTo(List.of(new GuessedPassword("user", "is the database's name backwards")));
        assertThat(PasswordGuesses.of(Map.of("user", rfc), "db")).isEmpty();
    }

    private static Live read(Connection connection) throws SQLException {
        boolean automatic = connection.getAutoCommit();
        connection.setAutoCommit(false);
        try {
            SnapshotReader.begin(connection);
            Snapshot snapshot = new SnapshotReader().readWithin(connection);
            return new LiveReader().read(connection, snapshot);
        } finally {
            connection.rollback();
            connection.setAutoCommit(automatic);
        }
    }

    private Connection connect(String role, String password) throws SQLException {
        return database.connectAs(role, password);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
