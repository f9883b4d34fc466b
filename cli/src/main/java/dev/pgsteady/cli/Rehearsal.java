package dev.pgsteady.cli;

import dev.pgsteady.core.Problem;
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
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/// What the launcher runs once, so that Java can record the classes that a command needs, and how they are linked:
/// loads those of the jars that a command touches, does what the quick verbs do, and then on a throw-away server what
/// the large ones do. Prints nothing that anyone reads.
///
/// It runs in a folder of its own, whose empty `pgsteady.toml` hides any other: nobody's database is touched and nobody
/// is told.
final class Rehearsal {
    private static final List<String> JARS =
            List.of("core-", "embedded-", "schema-", "readiness-", "migrate-", "jpa-", "backup-", "postgresql-");

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
        for (String jar : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (JARS.stream().anyMatch(name -> new File(jar).getName().startsWith(name))) {
                load(jar);
            }
        }
        SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                .generateSecret(new PBEKeySpec("rehearsal".toCharArray(), new byte[16], 1, 256));
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
            migrate(folder, database);
            Pgsteady.execute("check", database);
            filled(server.address());
            String store = folder.resolve("store").toString();
            Pgsteady.execute("backup", "init", "--unencrypted", "--store", store);
            Pgsteady.execute("backup", database, "--store", store);
        } catch (Problem | IOException | SQLException e) {
            System.err.println(e.getMessage());
        }
    }

    /// Rows enough for Java to learn which way the copying of rows takes.
    private static void filled(Address address) throws SQLException {
        try (Connection connection = DriverManager.getConnection(address.jdbcUrl("postgres"), address.credentials());
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
        Pgsteady.execute("migrate", "heads", "--dir", revisions);
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

    private static void load(String jar) {
        try (JarFile file = new JarFile(jar)) {
            file.stream()
                    .map(JarEntry::getName)
                    .filter(n -> n.endsWith(".class") && !n.contains("-info") && !n.startsWith("META-INF/"))
                    .filter(n -> !n.startsWith("org/postgresql/osgi"))
                    .forEach(Rehearsal::loadClass);
        } catch (IOException e) {
            System.err.println(jar + ": " + e.getMessage());
        }
    }

    private static void loadClass(String entry) {
        String name = entry.substring(0, entry.length() - ".class".length()).replace('/', '.');
        try {
            Class.forName(name, false, Rehearsal.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            System.err.println(name + " is left out: " + e);
        }
    }
}
