package dev.pgsteady.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.jpa.kept.Note;
import dev.pgsteady.jpa.kept.Ticket;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What the database keeps of a row is what Hibernate then holds, with our superclasses and without.
class KeptRowsTest {
    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    private final TestDatabase database;
    private final Connection connection;
    private final SessionFactory sessions;

    KeptRowsTest(TestDatabase database) throws SQLException {
        this.database = database;
        connection = database.connect();
        Configuration configuration = new Configuration()
                .addAnnotatedClass(Ticket.class)
                .addAnnotatedClass(Note.class)
                .setProperty("hibernate.connection.url", database.jdbcUrl())
                .setProperty("hibernate.connection.user", database.address().user())
                .setProperty("hibernate.connection.password", database.address().readPassword())
                .setProperty(
                        "hibernate.physical_naming_strategy",
                        "org.hibernate.boot.model.naming.PhysicalNamingStrategySnakeCaseImpl");
        sessions = configuration.buildSessionFactory();
    }

    private static List<String> statements(int server) {
        return new Entities(
                        ClassPath.of(System.getProperty("java.class.path"), Path.of("")),
                        List.of("dev.pgsteady.jpa.kept"),
                        Optional.of(Entities.Naming.of("snake_case")))
                .statements(server);
    }

    @BeforeEach
    void tables() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements(15)) {
                statement.execute(sql);
            }
        }
    }

    @AfterEach
    void close() throws SQLException {
        sessions.close();
        connection.close();
    }

    @Test
    void a_row_comes_back_with_key_and_times_and_is_stamped_when_it_changes() throws SQLException {
        Ticket ticket = new Ticket("one");
        sessions.inTransaction(s -> s.persist(ticket));
        UUID key = Objects.requireNonNull(ticket.getId());
        Instant made = Objects.requireNonNull(ticket.getCreatedAt());
        assertThat(key.version()).isEqualTo(7);
        assertThat(ticket.getUpdatedAt()).isEqualTo(made);

        database.execute("update ticket set title = 'by psql'");
        Ticket read = sessions.fromTransaction(s -> s.find(Ticket.class, key));
        assertThat(read.getUpdatedAt()).isAfter(made);
        assertThat(read.getCreatedAt()).isEqualTo(made);

        sessions.inTransaction(s -> {
            Ticket again = s.find(Ticket.class, key);
            Instant before = again.getUpdatedAt();
            again.name("two");
            s.flush();
            assertThat(again.getUpdatedAt()).as("read back after the update").isAfter(before);
            assertThat(again.getVersion()).isEqualTo(1);
        });
    }

    @Test
    void the_same_annotations_on_fields_of_ones_own_do_the_same() {
        Note note = new Note();
        sessions.inTransaction(s -> s.persist(note));
        assertThat(Objects.requireNonNull(note.id).version()).isEqualTo(4);
        assertThat(note.changed).isNotNull().isEqualTo(note.made);
        UUID given = UUID.fromString("0195f0a0-0000-7000-8000-000000000001");
        Note second = new Note();
        second.id = given;
        sessions.inTransaction(s -> s.persist(second));
        assertThat(second.id).as("a key that was given").isEqualTo(given);
    }

    @Test
    void a_row_that_comes_by_sql_gets_key_times_and_version() throws SQLException {
        assertThat(new CatalogText(connection).query("""
                        insert into ticket (title) values ('x')
                        returning concat_ws(' ', id is not null, created_at = now(), updated_at = now(), version)""")).containsExactly("t t t 0");
    }

    @Test
    void the_default_of_an_ordered_key_is_ordered_where_the_server_can() {
        assertThat(statements(15)).anyMatch(s -> s.contains("id uuid DEFAULT gen_random_uuid() NOT NULL"));
        assertThat(statements(15)).noneMatch(s -> s.contains("uuidv7"));
        assertThat(statements(18)).anyMatch(s -> s.contains("id uuid DEFAULT uuidv7() NOT NULL"));
    }
}
