package dev.pgsteady.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgsteady.core.Problem;
import dev.pgsteady.embedded.Machine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A dump is a schema: rows, commands of psql and roles that are there already are no obstacle.
class PsqlScriptTest {
    private static final String DUMP = """
            --
            -- PostgreSQL database dump
            --

            \\restrict 4fYgT0

            CREATE ROLE twice NOLOGIN;
            SET search_path = '';
            CREATE TABLE public.t (
                id integer, -- a; comment
                name text DEFAULT 'a;b'
            );

            -- Data
            COPY public.t (id, name) FROM stdin;
            1\ta;b
            2\t\\N
            \\.

            ALTER TABLE public.t OWNER TO twice; CREATE INDEX i ON public.t (id);

            \\unrestrict 4fYgT0
            """;

    @TempDir
    Path state;

    @Test
    void a_dump_is_read_twice_with_its_rows() throws Exception {
        Path file = Files.writeString(state.resolve("dump.sql"), DUMP);
        try (TrialServer server =
                new TrialServer(Machine.here().with("PGSTEADY_STATE", state.toString()), (stage, done, total) -> {})) {
            SchemaSource.build(new SchemaSource.Script(file), server);
            Connection connection = SchemaSource.build(new SchemaSource.Script(file), server);
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("""
                            SELECT count(*), count(name), (SELECT tableowner FROM pg_tables WHERE tablename = 't'),
                                   to_regclass('public.i') IS NOT NULL
                              FROM public.t""")) {
                row.next();
                assertThat(row.getInt(1)).isEqualTo(2);
                assertThat(row.getInt(2)).isEqualTo(1);
                assertThat(row.getString(3)).isEqualTo("twice");
                assertThat(row.getBoolean(4)).isTrue();
            }
            Path wrong = Files.writeString(state.resolve("wrong.sql"), "SELECT 1;\n\nCREATE TABEL x (a int);\n");
            assertThatThrownBy(() -> SchemaSource.build(new SchemaSource.Script(wrong), server))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("wrong.sql:3 ")
                    .hasMessageContaining("CREATE TABEL x");
        }
    }

    @Test
    void another_command_of_psql_is_refused_with_its_line() {
        assertThatThrownBy(() -> PsqlScript.of("schema.sql", "SELECT 1;\n\\connect other\n"))
                .isInstanceOfSatisfying(Problem.class, p -> {
                    assertThat(p.kind()).isEqualTo(Problem.Kind.USAGE);
                    assertThat(p.getMessage()).contains("schema.sql:2", "\\connect");
                });
    }
}
