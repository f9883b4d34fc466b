package dev.pgsteady.cli;

import dev.pgsteady.core.Configuration;
import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Database;
import dev.pgsteady.core.Environment;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.Secret;
import dev.pgsteady.core.ServerVersion;
import dev.pgsteady.core.SqlInput;
import dev.pgsteady.embedded.Address;
import dev.pgsteady.embedded.Machine;
import dev.pgsteady.embedded.Progress;
import dev.pgsteady.embedded.ThrowAwayServer;
import dev.pgsteady.jpa.ClassPath;
import dev.pgsteady.jpa.Entities;
import dev.pgsteady.migrate.Autogenerate;
import dev.pgsteady.migrate.RevisionFolder;
import dev.pgsteady.migrate.SchemaSource;
import dev.pgsteady.migrate.TrialServer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/// What the launcher runs once, so that Java can record the classes that a command needs, and how they are linked: does
/// what the quick verbs do, and then on a throw-away server what the large ones do. Prints nothing that anyone reads.
/// Every start reads all that was recorded, so that a class which no command here asks for is better left out.
///
/// It runs in a folder of its own, whose `pgsteady.toml` hides any other: nobody's database is touched and nobody is
/// told.
final class Rehearsal {
    /// A little of all that schemas are made of.
    private static final String FIRST = """
            CREATE TYPE state AS ENUM ('new', 'paid');
            CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text NOT NULL UNIQUE,
                at timestamptz NOT NULL DEFAULT now(), profile jsonb);
            CREATE TABLE orders (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), user_id bigint NOT NULL REFERENCES users,
                state state NOT NULL, amount numeric(12, 2) CHECK (amount >= 0), note varchar(80));
            CREATE INDEX ON orders (user_id);
            CREATE INDEX ON users (lower(email)) WHERE email <> '';
            CREATE VIEW paid AS SELECT id FROM orders WHERE state = 'paid';
            CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.at = now(); RETURN NEW; END';
            CREATE TRIGGER stamp BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION stamp();
            COMMENT ON TABLE users IS 'who they are';
            """;

    private static final String SECOND = FIRST.replace("note varchar(80)", "note text NOT NULL, by int DEFAULT 7")
            + "CREATE INDEX ON orders (state, amount);";

    private static final String THIRD = SECOND.replace("profile jsonb", "profile jsonb, nick text");

    private Rehearsal() {}

    public static void main(String[] arguments) throws GeneralSecurityException {
        SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                .generateSecret(new PBEKeySpec("rehearsal".toCharArray(), new byte[16], 1, 256));
        Configuration.find(Path.of(File.separator), Environment.system());
        Pgsteady.execute("status");
        Pgsteady.execute("rules");
        if (arguments.length == 1) {
            onServer(Path.of(arguments[0]));
        }
    }

    /// Without a server there is less to record, and nothing else is lost.
    private static void onServer(Path folder) {
        try (ThrowAwayServer server = ThrowAwayServer.start(Machine.here(), Progress.NONE)) {
            String database = server.address().url("postgres");
            Files.writeString(folder.resolve("pgsteady.toml"), "[database]\nurl = \"" + database + "\"\n");
            migrate(folder, database);
            Pgsteady.execute("check", database);
            Pgsteady.execute("explain", "TX15");
            Pgsteady.execute("doctor");
            filled(server.address());
            String store = folder.resolve("store").toString();
            Pgsteady.execute("backup", "init", "--unencrypted", "--store", store);
            Pgsteady.execute("backup", database, "--store", store);
            Pgsteady.execute("backup", "list", "--store", store);
        } catch (Problem | IOException | SQLException e) {
            System.err.println(e.getMessage());
        }
    }

    /// Rows enough for Java to learn which way the copying of rows takes.
    private static void filled(Address address) throws SQLException {
        ConnectionSettings settings = ConnectionSettings.to(address.host(), address.port(), "postgres", address.user())
                .withPassword(Secret.of(address.readPassword()));
        try (Connection connection = Database.connect(settings);
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO users (email, profile) SELECT 'u' || n || repeat(' with some words', 9),"
                    + " jsonb_build_object('n', n) FROM generate_series(1, 200000) n");
        }
    }

    private static void migrate(Path folder, String database) throws IOException {
        String revisions = folder.resolve("revisions").toString();
        for (String schema : List.of(FIRST, SECOND)) {
            Path file = Files.writeString(folder.resolve("schema.sql"), schema);
            Pgsteady.execute(
                    "migrate", "new", "rehearsal", "--no-renames", "--to", file.toString(), "--dir", revisions);
        }
        Pgsteady.execute("migrate", "up", "--dir", revisions, database);
        for (String action : List.of("up", "current", "history", "heads", "check", "lint", "sql")) {
            Pgsteady.execute("migrate", action, "--dir", revisions);
        }
        Pgsteady.execute(
                "migrate", "diff", database, folder.resolve("schema.sql").toString());
        entities(folder, new RevisionFolder(Path.of(revisions)));
    }

    /// What is done with what entities say. There are none here: the process that would read them says so, and what
    /// they would want is made up.
    private static void entities(Path folder, RevisionFolder revisions) throws IOException {
        try (TrialServer server = new TrialServer(Machine.here(), Progress.NONE)) {
            new Autogenerate(server, false, rename -> false)
                    .propose(
                            new SchemaSource.Revisions(revisions.read().sound().ordered()),
                            SchemaSource.Entities.of(SqlInput.statements(THIRD), false));
            new Entities(ClassPath.of(folder.toString(), folder), List.of(), Optional.empty())
                    .statements(ServerVersion.OLDEST);
        } catch (Problem e) {
            System.err.println(e.getMessage());
        }
    }
}
