package dev.pgsteady.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What a mapping says, and what PostgreSQL then has: the statements are run and the catalog is read back.
class EntitiesTest {
    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    private final Connection connection;

    EntitiesTest(TestDatabase database) throws SQLException {
        connection = database.connect();
    }

    private static List<String> statements() {
        return new Entities(
                        ClassPath.of(System.getProperty("java.class.path"), Path.of("")),
                        List.of("dev.pgsteady.jpa.rich"),
                        Optional.of(Entities.Naming.of("snake_case")))
                .statements(15);
    }

    private void run() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements()) {
                statement.execute(sql);
            }
        }
    }

    /// The file `rich.txt`: `== table`, and the lines that the catalog has for it.
    private static Map<String, List<String>> wanted() throws IOException {
        Map<String, List<String>> tables = new LinkedHashMap<>();
        List<String> lines = new ArrayList<>();
        try (InputStream in = Objects.requireNonNull(EntitiesTest.class.getResourceAsStream("rich.txt"))) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                if (line.startsWith("== ")) {
                    lines = new ArrayList<>();
                    tables.put(line.substring(3), lines);
                } else if (!line.isBlank()) {
                    lines.add(line);
                }
            }
        }
        return tables;
    }

    @TestFactory
    Stream<DynamicTest> the_database_has_what_the_mapping_says() throws SQLException, IOException {
        run();
        CatalogText catalog = new CatalogText(connection);
        return wanted().entrySet().stream()
                .map(table -> DynamicTest.dynamicTest(
                        table.getKey(),
                        () -> assertThat(catalog.table(table.getKey())).isEqualTo(table.getValue())));
    }

    @Test
    void no_table_is_left_out_or_made_up() throws SQLException, IOException {
        run();
        assertThat(new CatalogText(connection).query("""
                        select oid::regclass::text from pg_class
                         where relkind = 'r' and relnamespace::regnamespace::text in ('public', 'books') order by 1""")).containsExactlyInAnyOrderElementsOf(wanted().keySet());
    }

    @Test
    void types_sequences_comments_and_options_are_as_declared() throws SQLException {
        run();
        CatalogText catalog = new CatalogText(connection);
        assertThat(catalog.query(
                        "select enumlabel from pg_enum where enumtypid = 'tone'::regtype order by enumsortorder"))
                .containsExactly("SOLEMN", "GAY", "PLAIN");
        assertThat(catalog.query("select count(*) from pg_cast where 'tone'::regtype in (castsource, casttarget)"))
                .containsExactly("0");
        assertThat(catalog.query("""
                        select format('%s %s %s', seqrelid::regclass, seqstart, seqincrement) from pg_sequence
                         where not exists (select 1 from pg_depend where objid = seqrelid and deptype = 'i') order by 1""")).containsExactly("audit_entry_seq 1 50", "label_number 100 20");
        assertThat(catalog.query("select obj_description('account'::regclass)")).containsExactly("who uses it");
        assertThat(catalog.query("select col_description('account'::regclass, attnum) from pg_attribute"
                        + " where attrelid = 'account'::regclass and attname = 'age'"))
                .containsExactly("in years");
        assertThat(catalog.query("select reloptions::text from pg_class where oid = 'account'::regclass"))
                .containsExactly("{fillfactor=90}");
    }

    /// With `-Dpgsteady.golden=write` the file is made anew.
    @Test
    void the_statements_are_those_of_the_file() throws IOException {
        String all = String.join(";\n", statements()) + ";\n";
        Path file = Path.of("src/test/resources/dev/pgsteady/jpa/rich.sql");
        if (System.getProperty("pgsteady.golden", "").equals("write")) {
            Files.writeString(file, all);
        }
        assertThat(file).hasContent(all);
    }

    @Test
    void the_statements_are_the_same_each_time() {
        assertThat(statements()).isEqualTo(statements());
    }
}
