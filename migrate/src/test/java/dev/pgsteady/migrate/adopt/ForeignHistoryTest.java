package dev.pgsteady.migrate.adopt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgsteady.core.Problem;
import dev.pgsteady.schema.Schema;
import dev.pgsteady.schema.SnapshotReader;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// The histories that tools keep, made as they make them.
class ForeignHistoryTest {
    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    /// As the tool makes them.
    static String tables(ForeignTool tool) {
        String name = "/histories/" + tool.name().toLowerCase(Locale.ROOT) + ".sql";
        try (InputStream file = Objects.requireNonNull(ForeignHistoryTest.class.getResourceAsStream(name), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String words(ForeignTool tool) {
        return switch (tool) {
            case FLYWAY -> "Flyway at 1.2, 2 applied";
            case LIQUIBASE -> "Liquibase at two, 2 applied";
            case ALEMBIC -> "Alembic at 4f1c09ab2e7d";
            case DJANGO -> "Django at shop.0002_price, 3 applied, of 2 apps";
            case RAILS -> "Rails at 20240202000000, 2 applied";
            case PRISMA -> "Prisma at 2024_more, 2 applied";
            case DIESEL -> "Diesel at 20240101000000, 2 applied";
            case ECTO -> "Ecto at 20240101000000, 1 applied";
            case GOOSE -> "goose at 1, 1 applied";
            case GOLANG_MIGRATE -> "golang-migrate at 7";
            case DBMATE -> "dbmate at 20240101000000, 1 applied";
            case SEQUELIZE -> "Sequelize at 20240101-users.js, 1 applied";
            case KNEX -> "Knex at 20240101_users.js, 1 applied";
            case TYPEORM -> "TypeORM at Users1700000000000, 1 applied";
            case NODE_PG_MIGRATE -> "node-pg-migrate at 1700000000000_users, 1 applied";
        };
    }

    @ParameterizedTest
    @EnumSource(ForeignTool.class)
    void a_tool_is_told_by_its_tables_and_says_how_far_it_came(ForeignTool tool) throws SQLException {
        try (TestDatabase database = SERVER.create()) {
            database.execute(tables(tool));

            List<ForeignHistory> histories = histories(database);

            assertThat(histories).singleElement().satisfies(h -> {
                assertThat(h.tool()).isEqualTo(tool);
                assertThat(h.words() + h.more()).isEqualTo(words(tool));
                assertThat(h.trouble()).isEmpty();
            });
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            FLYWAY         | update flyway_schema_history set success = false where version = '1.2' | V1.2__b.sql failed
            LIQUIBASE      | update databasechangeloglock set locked = true, lockedby = 'ci'         | its lock is held by ci
            LIQUIBASE      | update databasechangelog set exectype = 'FAILED' where id = 'two'       | change set two failed
            PRISMA         | update _prisma_migrations set rolled_back_at = null where id = '2'      | 2024_bad began and did not finish
            GOLANG_MIGRATE | update schema_migrations set dirty = true                               | version 7 is dirty
            KNEX           | update knex_migrations_lock set is_locked = 1                           | its lock is held
            """)
    void what_a_tool_left_half_done_is_refused_with_what_to_do_there(ForeignTool tool, String sql, String trouble)
            throws SQLException {
        try (TestDatabase database = SERVER.create()) {
            database.execute(tables(tool)).execute(sql);

            List<ForeignHistory> histories = histories(database);

            assertThatThrownBy(() -> ForeignHistory.requireWhole(histories))
                    .isInstanceOf(Problem.class)
                    .hasMessage("%s has not finished its work here: %s.".formatted(tool.words(), trouble))
                    .extracting(p -> ((Problem) p).next())
                    .asString()
                    .startsWith("In " + tool.words() + ": ");
        }
    }

    @Test
    void tables_of_like_names_are_not_a_tool_s() throws SQLException {
        try (TestDatabase database = SERVER.create()) {
            database.execute("""
                create table migrations (id int primary key, bird_id int, flock_id int, started date);
                create table schema_migrations (id int primary key, what text);
                create table alembic_version (version_num text, note text);""");

            assertThat(histories(database)).isEmpty();
        }
    }

    @Test
    void a_tool_that_applied_nothing_says_so() throws SQLException {
        try (TestDatabase database = SERVER.create()) {
            database.execute("create table alembic_version (version_num varchar(32) primary key)");

            assertThat(histories(database))
                    .singleElement()
                    .returns("Alembic, which has applied nothing", ForeignHistory::words);
        }
    }

    private static List<ForeignHistory> histories(TestDatabase database) throws SQLException {
        try (Connection connection = database.connect()) {
            Schema schema = new SnapshotReader().read(connection).schema();
            return ForeignHistory.in(connection, schema);
        }
    }
}
