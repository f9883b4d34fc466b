package dev.pgsteady.schema;

import dev.pgsteady.testkit.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;

/// What the tests of this module do with databases.
final class Databases {
    private Databases() {}

    static String resource(String name) {
        try (InputStream file = Databases.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalArgumentException("no resource " + name);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Snapshot read(TestDatabase database) throws SQLException {
        try (Connection connection = database.connect()) {
            return new SnapshotReader().read(connection);
        }
    }

    /// Makes one of everything. Roles belong to the server, so their names begin with that of the database.
    static void fill(TestDatabase database) throws SQLException {
        database.execute(own(database, resource("everything.sql")));
    }

    static String own(TestDatabase database, String text) {
        return text.replaceAll("\\bev(?=[_ ])", database.name());
    }

    /// Takes away what `fill` made outside the database.
    static void dropRoles(TestDatabase database) throws SQLException {
        database.execute(own(database, """
                DROP OWNED BY ev_owner CASCADE;
                DROP OWNED BY ev_reader CASCADE;
                DROP OWNED BY "ev Quoted ""Role\""" CASCADE;
                DROP ROLE ev_owner, ev_reader, "ev Quoted ""Role\""";
                """));
    }
}
