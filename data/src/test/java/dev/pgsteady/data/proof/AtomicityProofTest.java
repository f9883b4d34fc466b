package dev.pgsteady.data.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.TransactionOptions;
import dev.pgsteady.data.Db;
import dev.pgsteady.data.DbOptions;
import dev.pgsteady.data.Servers;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class AtomicityProofTest {
    @RegisterExtension
    static final TestServer SERVER = TestServer.shared().withTemplate("""
            create table users (id uuid primary key default gen_random_uuid(), email text unique, at timestamptz default now());
            create table profiles (id bigint generated always as identity primary key, email text);
            create table counters (name text primary key, value int);
            insert into counters values ('users', 0);
            """);

    private final AtomicityProof proof;
    private final ConnectionSettings settings;
    private final TestDatabase database;

    AtomicityProofTest(TestDatabase database) {
        this.database = database;
        this.settings = Servers.settings(database);
        this.proof = AtomicityProof.on(settings);
    }

    private static void signUp(Connection connection) throws SQLException {
        try (PreparedStatement user = connection.prepareStatement("insert into users (email) values (?)")) {
            user.setString(1, "ann@example.org");
            user.executeUpdate();
        }
        rest(connection);
    }

    private static void rest(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("insert into profiles (email) values ('ann@example.org')");
            statement.addBatch("update counters set value = value + 1");
            statement.executeBatch();
        }
    }

    private static void inOneTransaction(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            signUp(connection);
            connection.commit();
        }
    }

    @Test
    void a_flow_in_one_transaction_is_atomic_although_its_ids_and_times_differ_each_time() {
        ProofResult result = proof.prove("sign-up", AtomicityProofTest::inOneTransaction);

        assertThat(result.halves()).isEmpty();
        assertThat(result).returns(4, ProofResult::statements).returns(8, ProofResult::tries);
        assertThat(result.words())
                .isEqualTo("sign-up is atomic: broken 8 times at 4 statements, it left all or nothing.");
    }

    @Test
    void a_flow_that_is_tried_again_does_all_of_it() {
        ProofResult result = proof.prove("sign-up", source -> {
            try (Db db = Db.over(source, settings, DbOptions.usual())) {
                db.tx(TransactionOptions.writing().idempotent(), c -> {
                    signUp(c);
                    return 0;
                });
            }
        });

        assertThat(result.halves()).isEmpty();
    }

    @Test
    void a_flow_of_two_transactions_is_named_with_the_statement_between_them() {
        ProofResult result = proof.prove("two", source -> {
            try (Connection connection = source.getConnection()) {
                connection.setAutoCommit(false);
                try (Statement statement = connection.createStatement()) {
                    statement.execute("insert into users (email) values ('ann@example.org')");
                }
                connection.commit();
                rest(connection);
                connection.commit();
            }
        });

        assertThat(result.halves().stream()
                        .map(h -> h.number() + " " + h.fault())
                        .collect(Collectors.joining(", ")))
                .isEqualTo("3 SQL_ERROR, 3 SESSION_ENDED, 4 SQL_ERROR, 4 SESSION_ENDED, 5 SQL_ERROR, 5 SESSION_ENDED");
        assertThat(result.halves().getFirst())
                .returns("insert into profiles (email) values ('...')", ProofResult.Half::statement)
                .returns(
                        "it left public.users -0 +1 of public.counters -1 +1, public.profiles -0 +1, public.users -0 +1",
                        ProofResult.Half::left);
        assertThatThrownBy(result::mustHold).isInstanceOf(AssertionError.class).hasMessageStartingWith("two is not");
    }

    @Test
    void a_flow_that_changes_one_row_twice_is_half_done_although_as_many_rows_changed() {
        ProofResult result = proof.prove("twice", source -> {
            try (Connection connection = source.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("update counters set value = value + 1");
                statement.execute("update counters set value = value + 10");
            }
        });

        assertThat(result.halves())
                .hasSize(2)
                .allMatch(h -> h.number() == 2 && h.left().equals("it left other values in public.counters.value"));
    }

    @Test
    void a_value_that_is_left_out_is_half_done_although_others_like_it_are_made_up() {
        ProofResult result = proof.prove("stamped", source -> {
            try (Connection connection = source.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("insert into users (email, at) values ('ann@example.org', null)");
                statement.execute("update users set at = clock_timestamp()");
            }
        });

        assertThat(result.halves())
                .hasSize(2)
                .allMatch(h -> h.left().equals("it left other values in public.users.at"));
    }

    @Test
    void numbers_that_come_from_a_sequence_may_differ() {
        ProofResult result = proof.prove("numbered", source -> {
            for (int i = 0; ; i++) {
                try (Connection connection = source.getConnection();
                        Statement statement = connection.createStatement()) {
                    connection.setAutoCommit(false);
                    statement.execute("insert into profiles (email) values ('ann@example.org')");
                    statement.execute("update counters set value = value + 1");
                    connection.commit();
                    return;
                } catch (SQLException e) {
                    if (i == 1) {
                        throw e;
                    }
                }
            }
        });

        assertThat(result.halves()).isEmpty();
    }

    @Test
    void a_flow_that_commits_each_statement_and_one_that_switches_auto_commit_on_are_not_atomic() {
        Flow autoCommit = source -> {
            try (Connection connection = source.getConnection()) {
                signUp(connection);
            }
        };
        Flow switched = source -> {
            try (Connection connection = source.getConnection()) {
                connection.setAutoCommit(false);
                try (Statement statement = connection.createStatement()) {
                    statement.execute("insert into users (email) values ('ann@example.org')");
                }
                connection.setAutoCommit(true);
                rest(connection);
            }
        };

        assertThat(proof.prove("auto", autoCommit).halves()).hasSize(4);
        assertThat(proof.prove("switched", switched))
                .returns(4, ProofResult::statements)
                .returns(false, ProofResult::atomic);
    }

    @Test
    void a_flow_that_swallows_a_failure_says_that_it_went_well_and_did_not() {
        ProofResult result = proof.prove("swallowing", source -> {
            try {
                inOneTransaction(source);
            } catch (SQLException e) {
                assertThat(e.getMessage()).isNotEmpty();
            }
        });

        assertThat(result.halves())
                .hasSize(8)
                .allMatch(h -> h.left().equals("it said that it went well and did nothing"));
    }

    @Test
    void a_result_is_written_as_json_that_is_the_same_each_time(@TempDir Path folder) throws IOException {
        ProofResult result =
                proof.prove("sign-up", AtomicityProofTest::inOneTransaction).write(folder);

        assertThat(Files.readString(folder.resolve("sign-up.json"))).isEqualTo("""
                {
                  "format": 1,
                  "flow": "sign-up",
                  "atomic": true,
                  "statements": 4,
                  "tries": 8,
                  "halves": []
                }
                """);
        assertThat(proof.prove("sign-up", AtomicityProofTest::inOneTransaction)).isEqualTo(result);
    }

    @Test
    void a_flow_that_fails_by_itself_or_changes_nothing_proves_nothing_and_a_database_in_use_is_refused()
            throws SQLException {
        assertThatThrownBy(() -> proof.prove("failing", source -> {
                    throw new IllegalArgumentException("by itself");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasRootCauseMessage("by itself");
        assertThatThrownBy(() ->
                        proof.prove("idle", source -> source.getConnection().close()))
                .hasMessageContaining("changes no row");
        try (Connection connection = database.connect()) {
            assertThat(connection.isValid(1)).isTrue();
            assertThatThrownBy(() -> proof.prove("busy", AtomicityProofTest::inOneTransaction))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("somebody is connected");
        }
    }
}
