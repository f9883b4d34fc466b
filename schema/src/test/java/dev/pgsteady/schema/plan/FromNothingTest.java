package dev.pgsteady.schema.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.testkit.SharedFolder;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Schemas of real products, written as statements for an empty database.
class FromNothingTest {
    static final String EXTENSIONS = """
            create extension if not exists cube; create extension if not exists earthdistance;
            create extension if not exists unaccent; create extension if not exists btree_gin;
            create extension if not exists pg_trgm; create extension if not exists pgcrypto;
            create extension if not exists tablefunc; create extension if not exists "uuid-ossp";
            create extension if not exists ltree;""";

    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    @ParameterizedTest
    @MethodSource("schemas")
    void a_schema_that_was_read_can_be_made_again_and_is_the_same(Path file) throws Exception {
        try (TestDatabase source = SERVER.create();
                TestDatabase copy = SERVER.create();
                Connection from = source.connect();
                Connection to = copy.connect()) {
            try (Statement statement = from.createStatement()) {
                statement.execute(EXTENSIONS);
                statement.execute(Files.readString(file));
                statement.execute("RESET ALL");
            }
            Model wanted = Carried.model(from);
            Plan plan = Plan.between(Carried.model(to), wanted, to.getMetaData().getUserName());
            Files.writeString(Path.of("target", file.getFileName() + ".plan.sql"), plan.sql());
            Carried.out(to, plan);
            assertThat(Carried.differences(wanted, Carried.model(to))).isEmpty();
        }
    }

    static List<Path> schemas() throws IOException {
        try (Stream<Path> files = Files.list(SharedFolder.require("schemas"))) {
            return files.filter(f -> f.toString().endsWith(".sql")).sorted().toList();
        }
    }
}
