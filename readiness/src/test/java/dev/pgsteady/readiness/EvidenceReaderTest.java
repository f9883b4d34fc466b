package dev.pgsteady.readiness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.pgsteady.readiness.Evidence.Item;
import dev.pgsteady.readiness.Evidence.Kind;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EvidenceReaderTest {
    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    private static final String TABLES = """
            create table pgsteady_revisions (position bigint generated always as identity, revision text primary key,
              state text not null, applied_at timestamptz not null);
            create table pgsteady_evidence (kind text primary key, subject text not null, passed boolean not null,
              summary text not null, recorded_by text not null, recorded_at timestamptz not null,
              pgsteady_version text not null);
            insert into pgsteady_revisions (revision, state, applied_at) values
              ('aaaaaaaaaaaa', 'applied', now() - interval '2 days'), ('bbbbbbbbbbbb', 'applied', now() - interval '1 day');""";

    private static String row(String kind, String subject, boolean passed, String ago) {
        return "insert into pgsteady_evidence values ('%s', '%s', %s, 'words', 'ann', now() - interval '%s', '1');"
                .formatted(kind, subject, passed, ago);
    }

    @Test
    void what_commands_recorded_is_counted_and_newer_kinds_are_left_alone() throws SQLException {
        try (TestDatabase database = SERVER.create()) {
            database.execute(TABLES)
                    .execute(row("migration_state", "bbbbbbbbbbbb", true, "1 hour")
                            + row("pending_migrations", "", false, "2 hours")
                            + row("of_next_year", "", true, "1 hour"));

            assertThat(facts(database).evidence().items())
                    .extracting(Item::kind, Item::passed, Item::summary)
                    .containsExactly(
                            tuple(Kind.MIGRATION_STATE, true, "words"), tuple(Kind.PENDING_MIGRATIONS, false, "words"));
        }
    }

    @Test
    void a_way_back_that_was_tried_says_nothing_of_what_was_applied_later() throws SQLException {
        assertThat(proof("bbbbbbbbbbbb", "3 days").passed())
                .as("the newest was tried before it went out")
                .isTrue();
        assertThat(proof("aaaaaaaaaaaa", "1 minute"))
                .returns(false, Item::passed)
                .returns("1 revisions were applied after those that were tried", Item::summary);
        assertThat(proof("cccccccccccc", "1 minute").passed())
                .as("one that comes later was tried")
                .isTrue();
        assertThat(proof("cccccccccccc", "3 days").passed())
                .as("it is not known what was tried")
                .isFalse();
    }

    private static Item proof(String subject, String ago) throws SQLException {
        try (TestDatabase database = SERVER.create()) {
            database.execute(TABLES).execute(row("rollback_proof", subject, true, ago));
            return facts(database).evidence().newest(Kind.ROLLBACK_PROOF).orElseThrow();
        }
    }

    @Test
    void a_table_of_that_name_that_is_another_owner_s_is_not_believed() throws SQLException {
        try (TestDatabase database = SERVER.create()) {
            database.execute("""
                    do $$ begin create role evidence_forger; exception when duplicate_object then null; end $$;""")
                    .execute(TABLES + row("migration_state", "", true, "1 hour"))
                    .execute("alter table pgsteady_evidence owner to evidence_forger");
            assertThat(facts(database).evidence().items()).isEmpty();

            database.execute("alter table pgsteady_evidence owner to current_user;"
                    + " alter table pgsteady_revisions owner to evidence_forger");
            assertThat(facts(database).evidence().items())
                    .as("a superuser wrote it")
                    .hasSize(1);

            database.execute("drop table pgsteady_revisions");
            assertThat(facts(database).evidence().items()).isEmpty();
            database.execute("drop role evidence_forger");
        }
    }

    @Test
    void what_may_not_be_read_is_named_with_the_right_that_shows_it() throws SQLException {
        try (TestDatabase database = SERVER.create();
                Connection connection = database.connect()) {
            database.execute(TABLES + row("migration_state", "", true, "1 hour"));
            try (var statement = connection.createStatement()) {
                statement.execute("set session authorization pg_read_all_settings");
            }
            Facts facts = new Readiness(new Rules(List.of())).look(connection, CheckOptions.usual());

            assertThat(facts.evidence().items()).isEmpty();
            assertThat(facts.snapshot().unseen())
                    .anySatisfy(u -> assertThat(u.why())
                            .isEqualTo("What was recorded in public.pgsteady_evidence: not allowed; GRANT SELECT ON"
                                    + " public.pgsteady_evidence, public.pgsteady_revisions TO pg_read_all_settings"
                                    + " shows it"));
        }
    }

    private static Facts facts(TestDatabase database) throws SQLException {
        try (Connection connection = database.connect()) {
            return new Readiness(new Rules(List.of())).look(connection, CheckOptions.usual());
        }
    }
}
