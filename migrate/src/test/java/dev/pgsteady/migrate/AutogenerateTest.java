package dev.pgsteady.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgsteady.core.Problem;
import dev.pgsteady.embedded.Machine;
import dev.pgsteady.schema.plan.Hazard;
import dev.pgsteady.schema.plan.Rename;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AutogenerateTest {
    private static final String USERS = """
            create table users (id bigint primary key, mail text not null, age integer);
            create table orders (id bigint primary key, user_id bigint references users, total numeric(10, 2));""";

    @SuppressWarnings("NullAway.Init")
    private static TrialServer server;

    @BeforeAll
    static void start() {
        Path state = Path.of("target", "trials").toAbsolutePath();
        server = new TrialServer(Machine.here().with("PGSTEADY_STATE", state.toString()), (stage, done, total) -> {});
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void a_change_is_proposed_with_its_way_back() {
        Proposal proposal = proposed(USERS, USERS + "alter table users add column bio text;", r -> false);
        assertThat(proposal.upgrade()).containsExactly("ALTER TABLE public.users ADD COLUMN bio text");
        assertThat(proposal.downgrade()).containsExactly("ALTER TABLE public.users DROP COLUMN bio");
        assertThat(proposal.transactional()).isTrue();
        assertThat(proposal.tried()).isPositive();
    }

    @Test
    void a_list_of_words_gets_another_one_with_rows_in_the_table() {
        String users = "create table users (id bigint primary key, plan varchar(9) not null, constraint plans check"
                + " (plan in ('FREE', 'PAID')));";
        Proposal proposal = proposed(users, users.replace("'PAID'", "'PAID', 'TEAM'"), r -> false);
        assertThat(proposal.tried()).isEqualTo(3);
        assertThat(proposal.upgrade()).hasSize(3);
        assertThat(proposal.transactional()).isFalse();
    }

    @Test
    void nothing_is_proposed_for_the_same_schema() {
        assertThat(proposed(USERS, USERS, r -> false).isEmpty()).isTrue();
    }

    @Test
    void a_confirmed_rename_keeps_the_values_and_a_denied_one_says_that_they_go() {
        String wanted = USERS + "alter table users rename column mail to email;";
        Proposal confirmed = proposed(USERS, wanted, r -> true);
        assertThat(confirmed.upgrade()).containsExactly("ALTER TABLE public.users RENAME COLUMN mail TO email");
        assertThat(confirmed.downgrade()).containsExactly("ALTER TABLE public.users RENAME COLUMN email TO mail");
        assertThat(confirmed.lost()).isEmpty();
        Proposal denied = proposed(USERS.replace(" not null", ""), wanted.replace(" not null", ""), r -> false);
        assertThat(denied.up()).anyMatch(c -> c.has(Hazard.Kind.DELETES_DATA));
        assertThat(denied.lost()).containsExactly("Going back brings COLUMN public.users.mail back empty.");
    }

    @Test
    void drops_come_in_a_second_step_and_rows_can_do_without_the_column_before() {
        String before = "create table users (id bigint primary key, nick text not null, age int); create index on users"
                + " (nick); create table old (id int);";
        List<Proposal> two = new Autogenerate(server, false, r -> false)
                .proposeInTwo(
                        statements(before),
                        statements("create table users (id bigint primary key, age bigint, bio text);"));
        assertThat(two).hasSize(2);
        assertThat(two.getFirst().drops()).isFalse();
        assertThat(two.getFirst().upgrade())
                .containsExactlyInAnyOrder(
                        "ALTER TABLE public.users ALTER COLUMN age TYPE bigint USING age::bigint",
                        "ALTER TABLE public.users ALTER COLUMN nick DROP NOT NULL",
                        "ALTER TABLE public.users ADD COLUMN bio text");
        assertThat(two.getLast().upgrade())
                .containsExactlyInAnyOrder(
                        "DROP INDEX public.users_nick_idx",
                        "ALTER TABLE public.users DROP COLUMN nick",
                        "DROP TABLE public.old");
    }

    @Test
    void a_rename_is_asked_for_before_its_column_is_dropped_in_a_second_step() {
        List<Rename> asked = new ArrayList<>();
        List<Proposal> steps = new Autogenerate(server, false, asked::add)
                .proposeInTwo(statements(USERS), statements(USERS + "alter table users rename column mail to email;"));
        assertThat(asked).hasSize(1);
        assertThat(steps).hasSize(1);
        assertThat(steps.getFirst().upgrade()).containsExactly("ALTER TABLE public.users RENAME COLUMN mail TO email");
    }

    @Test
    void an_index_is_built_concurrently_and_makes_the_revision_commit_statement_by_statement() {
        Proposal proposal = proposed(USERS, USERS + "create index on orders (user_id);", r -> false);
        assertThat(proposal.upgrade())
                .containsExactly("CREATE INDEX CONCURRENTLY orders_user_id_idx ON public.orders USING btree (user_id)");
        assertThat(proposal.transactional()).isFalse();
    }

    @Test
    void a_lock_that_is_strong_and_one_that_is_long_are_told_apart() {
        Proposal proposal = proposed(USERS, USERS + "alter table users add unique (mail);", r -> false);
        assertThat(proposal.up().stream().map(Proposal::words))
                .containsExactly("CREATE CONSTRAINT users_mail_key ON public.users: ACCESS EXCLUSIVE, a moment;"
                        + " SHARE UPDATE EXCLUSIVE, reads every row");
    }

    @Test
    void a_label_goes_from_an_enum_without_losing_the_column() {
        String before = "create type mood as enum ('sad', 'ok', 'happy');"
                + "create table people (id int primary key, mood mood not null default 'sad');";
        Proposal proposal = proposed(before, before.replace(", 'happy'", ""), r -> false);
        assertThat(proposal.upgrade())
                .anyMatch(s -> s.contains("USING mood::text::public.mood"))
                .noneMatch(s -> s.startsWith("ALTER TABLE public.people DROP COLUMN"));
    }

    @Test
    void a_schema_that_cannot_be_loaded_is_refused_with_the_statement() {
        assertThatThrownBy(() -> proposed(USERS, "create tabel t (id int);", r -> false))
                .isInstanceOfSatisfying(Problem.class, p -> {
                    assertThat(p.kind()).isEqualTo(Problem.Kind.SQL_FAILED);
                    assertThat(p.getMessage()).contains("create tabel t");
                });
    }

    private static Proposal proposed(String old, String wanted, Predicate<Rename> same) {
        return new Autogenerate(server, true, same)
                .propose(
                        new SchemaSource.Statements("old", List.of(old)),
                        new SchemaSource.Statements("wanted", List.of(wanted)));
    }

    private static SchemaSource statements(String sql) {
        return new SchemaSource.Statements("statements", List.of(sql));
    }
}
