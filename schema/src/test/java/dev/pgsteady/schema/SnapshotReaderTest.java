package dev.pgsteady.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgsteady.core.Problem;
import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.Sql;
import dev.pgsteady.testkit.SharedFolder;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotReaderTest {
    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    @Test
    void an_empty_database_reads_as_an_empty_schema(TestDatabase database) throws SQLException {
        Snapshot snapshot = Databases.read(database);
        Schema schema = snapshot.schema();

        assertThat(schema)
                .isEqualTo(new Schema(
                        schema.namespaces(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        schema.extensions(),
                        List.of(),
                        List.of()));
        assertThat(schema.namespaces())
                .containsExactly(new Schema.Namespace(
                        "public",
                        "pg_database_owner",
                        List.of(
                                new Grant("", "USAGE", false, "pg_database_owner"),
                                new Grant("pg_database_owner", "CREATE", false, "pg_database_owner"),
                                new Grant("pg_database_owner", "USAGE", false, "pg_database_owner")),
                        Optional.of("standard public schema"),
                        Optional.empty()));
        assertThat(schema.extensions()).extracting(Schema.Extension::name).containsExactly("plpgsql");
        assertThat(snapshot.unseen()).isEmpty();
    }

    @Test
    void the_implicit_rights_of_public_on_a_database_show(TestDatabase database) throws SQLException {
        assertThat(Databases.read(database).server().databaseGrants())
                .filteredOn(Grant::toPublic)
                .extracting(Grant::privilege)
                .containsExactly("CONNECT", "TEMPORARY");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "Upper",
                "with space",
                "with\"quote",
                "with'apostrophe",
                "back\\slash",
                "dot.ted",
                "comma,{brace}",
                "🐘 elephant",
                "select",
                "1st",
                "=r*/x",
                "sixty_three_bytes_sixty_three_bytes_sixty_three_bytes_sixty_thr"
            })
    void any_name_reads_as_it_is_stored(String name, TestDatabase database) throws SQLException {
        String quoted = Sql.identifier(name);
        QualifiedName table = new QualifiedName(name, name);
        String role = Sql.identifier(name.equals("plain") ? "plain_" + database.name() : name);
        database.execute("""
                CREATE ROLE %2$s;
                CREATE SCHEMA %1$s;
                CREATE TYPE %1$s.t%3$s AS ENUM (%4$s);
                CREATE TABLE %1$s.%1$s (%1$s %1$s.t%3$s DEFAULT %4$s PRIMARY KEY);
                GRANT SELECT ON %1$s.%1$s TO %2$s WITH GRANT OPTION;
                """.formatted(quoted, role, database.name(), Sql.literal(name)));
        try {
            Snapshot snapshot = Databases.read(database);
            Table read = snapshot.schema().table(table).orElseThrow();

            assertThat(read.columns()).extracting(Column::name).containsExactly(name);
            assertThat(read.columns().getFirst().type().base())
                    .isEqualTo(new QualifiedName(name, "t" + database.name()));
            assertThat(read.primaryKey().orElseThrow().columns()).containsExactly(name);
            assertThat(read.grants()).contains(new Grant(unquoted(role), "SELECT", true, read.owner()));
            assertThat(((UserType.EnumType) snapshot.schema().types().getFirst()).labels())
                    .containsExactly(name);
            assertThat(SnapshotJson.read(SnapshotJson.write(snapshot))).isEqualTo(snapshot);
        } finally {
            database.execute("DROP SCHEMA %s CASCADE; DROP ROLE %s".formatted(quoted, role));
        }
    }

    private static String unquoted(String role) {
        return role.startsWith("\"") ? role.substring(1, role.length() - 1).replace("\"\"", "\"") : role;
    }

    /// What a role is, and what it does not see.
    @ParameterizedTest
    @CsvSource({
        "SUPERUSER, '', ''",
        "NOSUPERUSER, GRANT pg_monitor TO %s, PASSWORDS COLUMN_STATISTICS SEQUENCE_VALUES",
        "NOSUPERUSER, GRANT pg_read_all_data TO %s, SETTINGS",
        "NOSUPERUSER, ALTER TABLE t OWNER TO %s, PASSWORDS SETTINGS",
        "NOSUPERUSER, '', PASSWORDS SETTINGS COLUMN_STATISTICS SEQUENCE_VALUES",
        "NOSUPERUSER, REVOKE ALL ON SCHEMA public FROM PUBLIC, PASSWORDS SETTINGS COLUMN_STATISTICS SEQUENCE_VALUES",
    })
    void every_role_can_read_and_hears_what_is_hidden(
            String attributes, String given, String unseen, TestDatabase database) throws SQLException {
        String role = "role_of_" + database.name();
        database.execute("CREATE TABLE t (id serial PRIMARY KEY, x integer CHECK (x > 0)); CREATE VIEW v AS TABLE t;"
                + " CREATE ROLE " + role + " LOGIN PASSWORD 'secret' " + attributes + ";" + given.formatted(role));
        try (Connection connection = database.connectAs(role, "secret")) {
            Snapshot snapshot = new SnapshotReader().read(connection);

            assertThat(snapshot.unseen().stream().map(u -> u.what().name()).toList())
                    .isEqualTo(unseen.isEmpty() ? List.of() : List.of(unseen.split(" ")));
            Schema all = Databases.read(database).schema();
            assertThat(snapshot.schema()).isEqualTo(all);
        } finally {
            database.execute("DROP OWNED BY " + role + " CASCADE; DROP ROLE " + role);
        }
    }

    @Test
    void an_open_transaction_is_refused_with_words(TestDatabase database) throws SQLException {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            Snapshots.column(connection, "SELECT 1");

            assertThatThrownBy(() -> new SnapshotReader().read(connection))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("opening a transaction");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "adventureworks",
                "chinook",
                "crates",
                "documenso",
                "lago",
                "mastodon",
                "musicbrainz",
                "pagila",
                "zabbix"
            })
    void a_real_product_reads_and_comes_back_from_json(String product, TestDatabase database)
            throws SQLException, IOException {
        String script = Files.readString(SharedFolder.require("schemas/" + product + ".sql"));
        database.execute(script);

        Snapshot snapshot = Databases.read(database);

        assertThat(snapshot.unseen()).isEmpty();
        assertThat(snapshot.schema().tables()).isNotEmpty().allSatisfy(table -> {
            assertThat(table.indexes()).allMatch(i -> i.definition().startsWith("CREATE "));
            assertThat(table.constraints()).noneMatch(c -> c.definition().isEmpty());
        });
        assertThat(snapshot.schema().views()).noneMatch(v -> v.query().isEmpty());
        assertThat(SnapshotJson.read(SnapshotJson.write(snapshot))).isEqualTo(snapshot);
    }
}
