package dev.pgsteady.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.embedded.Machine;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What a proposal takes in: which tables get rows, and what counts as a difference.
class ProposalTest {
    private static final String USERS = """
            create table users (id bigint primary key, mail text not null, age integer);
            create table orders (id bigint primary key, user_id bigint references users, total numeric(10, 2));""";

    @SuppressWarnings("NullAway.Init")
    private static TrialServer server;

    @BeforeAll
    static void start() {
        Path state = Path.of("target", "proposals").toAbsolutePath();
        server = new TrialServer(Machine.here().with("PGSTEADY_STATE", state.toString()), (stage, done, total) -> {});
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void a_table_that_the_plan_does_not_reach_gets_no_rows() {
        String tables = USERS + "create table logs (id bigint primary key);";
        assertThat(proposed(tables, tables + "alter table orders add column note text;")
                        .tried())
                .as("three in orders, and three in users, which they refer to")
                .isEqualTo(6);
        assertThat(proposed(tables, tables + "create index on orders (total);").tried())
                .isEqualTo(9);
    }

    @Test
    void entities_that_list_the_values_of_a_check_in_another_order_want_nothing() {
        String users = "CREATE TABLE users (id bigint PRIMARY KEY, plan varchar(9) CHECK (plan IN (%s)))";
        SchemaSource there = statements(users.formatted("'PAID', 'FREE', 'TEAM'"));
        Autogenerate generate = new Autogenerate(server, false, r -> false);
        assertThat(generate.propose(
                                there,
                                SchemaSource.Entities.of(List.of(users.formatted("'FREE', 'PAID', 'TEAM'")), false))
                        .upgrade())
                .isEmpty();
        assertThat(generate.propose(there, SchemaSource.Entities.of(List.of(users.formatted("'FREE', 'PAID'")), false))
                        .upgrade())
                .hasSize(2);
    }

    @Test
    void a_hazard_of_rows_names_the_query_that_shows_them() {
        assertThat(proposed(USERS, USERS + "alter table users alter column age set not null;")
                        .upgradeText())
                .contains("-- hazard: A row without age makes it fail. To see such rows:"
                        + " SELECT * FROM public.users WHERE age IS NULL LIMIT 20\n");
    }

    private static Proposal proposed(String from, String to) {
        return new Autogenerate(server, false, r -> false).propose(statements(from), statements(to));
    }

    private static SchemaSource statements(String sql) {
        return new SchemaSource.Statements("statements", List.of(sql));
    }
}
