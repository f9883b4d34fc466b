package dev.pgsteady.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgsteady.core.Problem;
import dev.pgsteady.testkit.Early;
import dev.pgsteady.testkit.GeneratedEntities;
import dev.pgsteady.testkit.Matrix;
import dev.pgsteady.testkit.TestApplication;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// From a change of an entity to a revision, and to the database and back.
@Early
class MigrateEntitiesTest {
    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    private final TestApplication application;
    private final Path folder;
    private final String database;

    MigrateEntitiesTest(@TempDir Path folder, TestDatabase database) {
        this.application = new TestApplication(folder.resolve("app"));
        this.folder = folder.resolve("migrations");
        var address = database.address();
        this.database = "postgresql://%s:%s@%s:%d/%s"
                .formatted(address.user(), address.readPassword(), address.host(), address.port(), database.name());
    }

    private CommandRun run(String action, String... options) {
        List<String> line = new ArrayList<>(List.of("migrate", action, "--dir", folder.toString()));
        line.addAll(List.of(options));
        return CommandRun.of(line.toArray(String[]::new));
    }

    private CommandRun auto(String message, String... options) {
        List<String> all = new ArrayList<>(List.of("--auto", message, "--classpath", application.classPath()));
        all.addAll(List.of(options));
        return run("new", all.toArray(String[]::new));
    }

    private void entity(String name, String... body) throws IOException {
        application.write(
                "app." + name,
                "package app; import jakarta.persistence.*; import java.util.*;\n" + String.join("\n", body));
    }

    private void users(String... fields) throws IOException {
        entity("Users", "@Entity class Users { @Id @GeneratedValue Long id;", String.join("\n", fields), "}");
        application.compile();
    }

    /// The statements of the revision that was just written, without comments.
    private static List<String> upgrade(CommandRun made) throws IOException {
        return part(made, "-- upgrade\n", "-- downgrade\n");
    }

    private static List<String> part(CommandRun made, String from, String to) throws IOException {
        Path file = Path.of(made.out().lines().reduce((a, b) -> b).orElseThrow());
        String text = Files.readString(file) + to;
        return text.substring(text.indexOf(from) + from.length(), text.indexOf(to, text.indexOf(from)))
                .lines()
                .filter(l -> !l.startsWith("--") && !l.isBlank())
                .toList();
    }

    private void byHand(String message, String up, String down) throws IOException {
        Path file = Path.of(run("new", "--empty", message).out().strip());
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("-- upgrade\n", "-- upgrade\n" + up + "\n")
                        .replace("-- downgrade\n", "-- downgrade\n" + down + "\n"));
    }

    private static final String STATE = "@Enumerated(EnumType.STRING) @Column(length = 9) State state;";

    @Test
    void a_field_a_constant_and_a_length_become_revisions_that_go_up_and_down() throws IOException {
        entity("State", "enum State { NEW, OPEN }");
        users("@Column(length = 40) String name;", STATE);
        assertThat(upgrade(auto("first"))).contains("CREATE TABLE public.users (");
        assertThat(auto("again").out())
                .isEqualTo("There is nothing to do: the revisions and the entities are the same.\n");

        users("@Column(length = 40) String name;", STATE, "String bio;");
        assertThat(upgrade(auto("a field")))
                .containsExactly("ALTER TABLE public.users ADD COLUMN bio character varying(255);");
        entity("State", "enum State { NEW, OPEN, DONE }");
        application.compile();
        assertThat(upgrade(auto("a constant", "--simple")))
                .hasSize(2)
                .allMatch(s -> s.contains("users_state_check"))
                .anyMatch(s -> s.contains("'DONE'"));
        users("@Column(length = 80) String name;", STATE, "String bio;");
        assertThat(upgrade(auto("longer")))
                .containsExactly("ALTER TABLE public.users ALTER COLUMN name TYPE character varying(80);");
        assertThat(run("verify").out()).endsWith("4 of 4 revisions are proved.\n");
    }

    @Test
    void a_relation_a_new_name_and_a_removal_become_revisions_that_go_up_and_down() throws IOException {
        users("String name;");
        auto("first");
        entity("Orders", "@Entity class Orders { @Id Long id; @ManyToOne Users buyer; }");
        application.compile();
        assertThat(String.join("\n", upgrade(auto("a relation"))))
                .contains("CREATE TABLE public.orders (", "FOREIGN KEY (buyer_id) REFERENCES public.users(id)");
        users("String fullName;");
        assertThat(catchThrowableOfType(Problem.class, () -> auto("unsaid")))
                .hasMessageContaining("public.users.name")
                .hasMessageContaining("fullname");
        assertThat(upgrade(auto("another name", "--rename", "public.users.name=fullname")))
                .containsExactly("ALTER TABLE public.users RENAME COLUMN name TO fullname;");
        application.remove("app.Orders").compile();
        assertThat(upgrade(auto("gone"))).containsExactly("DROP TABLE public.orders;");

        assertThat(run("up", database).code()).isZero();
        assertThat(run("diff", database, "entities", "--classpath", application.classPath())
                        .out())
                .isEmpty();
        assertThat(run("verify").out()).endsWith("4 of 4 revisions are proved.\n");
        assertThat(run("down", "--to=base", database).code()).isZero();
    }

    @Test
    void a_second_look_at_many_entities_finds_nothing() throws IOException {
        new GeneratedEntities(Matrix.of(60, 300), 20261121).into(application).compile();
        assertThat(auto("all").code()).isZero();
        assertThat(auto("nothing").out()).startsWith("There is nothing to do");
    }

    @Test
    void what_a_revision_by_hand_brought_stays_and_what_entities_brought_goes_with_them() throws IOException {
        users("String name;", "String note;");
        auto("first");
        byHand("by hand", """
                CREATE EXTENSION citext;
                CREATE TABLE ledger (id bigint PRIMARY KEY, amount numeric NOT NULL CHECK (amount > 0));
                ALTER TABLE users ADD COLUMN mail citext;
                CREATE INDEX users_name_trick ON users (lower(name)) WHERE name IS NOT NULL;
                CREATE VIEW names AS SELECT name FROM users;
                CREATE FUNCTION one() RETURNS int LANGUAGE sql RETURN 1;
                CREATE FUNCTION noted() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
                CREATE TRIGGER noted BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION noted();
                ALTER TABLE users ENABLE ROW LEVEL SECURITY;
                CREATE POLICY everybody ON users USING (true);
                COMMENT ON TABLE users IS 'by hand';
                ALTER TABLE users SET (fillfactor = 70);
                CREATE PUBLICATION news FOR TABLE users;
                CREATE STATISTICS likely ON id, name FROM users;
                CREATE TABLE events (at date NOT NULL, what text) PARTITION BY RANGE (at);
                CREATE TABLE events_2026 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');""", "DROP TABLE ledger;");
        assertThat(auto("nothing").out()).startsWith("There is nothing to do");

        users("String name;");
        assertThat(upgrade(auto("a field goes"))).containsExactly("ALTER TABLE public.users DROP COLUMN note;");
        users();
        assertThat(catchThrowableOfType(Problem.class, () -> auto("what others need")))
                .hasMessageContaining("stays, and requires COLUMN public.users.name, which is no longer wanted");
    }

    @Test
    void a_type_that_no_entity_has_any_more_goes_and_a_type_by_hand_stays() throws IOException {
        byHand("a type", "CREATE TYPE mood AS ENUM ('sad', 'ok'); CREATE DOMAIN short AS text;", "DROP TYPE mood;");
        entity("Tone", "enum Tone { LOUD, LOW }");
        users(
                "@org.hibernate.annotations.JdbcTypeCode(org.hibernate.type.SqlTypes.NAMED_ENUM) Tone tone;",
                "@Column(columnDefinition = \"short default 'x'\") String word;",
                "String name;");
        assertThat(upgrade(auto("first"))).contains("CREATE TYPE public.tone AS ENUM ('LOUD', 'LOW');");
        users("@Column(columnDefinition = \"short default 'x'\") String word;", "String name;");
        assertThat(upgrade(auto("no tone")))
                .containsExactly("ALTER TABLE public.users DROP COLUMN tone;", "DROP TYPE public.tone;");
    }

    @Test
    void check_says_that_the_entities_are_ahead() throws IOException {
        users("String name;");
        auto("first");
        assertThat(run("check", "--files-only", "--entities", "--classpath", application.classPath()))
                .extracting(CommandRun::code, CommandRun::out)
                .containsExactly(0, "Nothing to complain of.\n");
        users("String name;", "String bio;");
        CommandRun ahead = run("check", "--files-only", "--entities", "--classpath", application.classPath());
        assertThat(ahead.code()).isEqualTo(1);
        assertThat(ahead.out())
                .startsWith(
                        "entities ahead    The entities want what no revision gives: CREATE COLUMN public.users.bio.");
        assertThat(run("check", "--files-only").code()).isZero();
    }

    @Test
    void only_a_strict_comparison_counts_what_entities_cannot_say() throws IOException {
        users("String name;");
        auto("first");
        byHand("a view", "CREATE VIEW names AS SELECT name FROM users;", "DROP VIEW names;");
        String[] pair = {"revisions", "entities", "--classpath", application.classPath(), "--sql"};
        assertThat(run("diff", pair).code()).isZero();
        assertThat(run("diff", "revisions", "entities", "--classpath", application.classPath(), "--sql", "--strict")
                        .out()
                        .strip())
                .isEqualTo("DROP VIEW public.names;");
        run("up", database);
        assertThat(run("diff", database, "entities", "--classpath", application.classPath())
                        .code())
                .as("neither the view nor the history")
                .isZero();
    }

    @Test
    void names_that_somebody_gave_to_constraints_are_no_difference() throws IOException {
        entity(
                "Users",
                "@Entity class Users { @Id Long id; @Column(unique = true) String mail; @ManyToOne Users boss; }");
        application.compile();
        byHand("an old schema", """
                CREATE TABLE users (id bigint CONSTRAINT pk_u PRIMARY KEY, mail varchar(255) CONSTRAINT u_mail UNIQUE,
                    boss_id bigint CONSTRAINT fk_boss REFERENCES users (id));""", "DROP TABLE users;");
        assertThat(auto("nothing").out()).startsWith("There is nothing to do");
    }

    @Test
    void one_says_where_the_schema_is_from_and_where_the_classes_are() {
        assertThat(catchThrowableOfType(Problem.class, () -> run("new", "--auto", "x")))
                .hasMessage("It is not said where the classes of the application are.");
        assertThat(catchThrowableOfType(Problem.class, () -> run("new", "--auto", "--empty", "x")))
                .hasMessage("It is not said what the new revision is made from.");
    }
}
