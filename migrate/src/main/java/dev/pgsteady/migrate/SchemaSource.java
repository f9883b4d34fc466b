package dev.pgsteady.migrate;

import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Database;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.SqlInput;
import dev.pgsteady.schema.plan.Model;
import dev.pgsteady.schema.plan.ModelReader;
import dev.pgsteady.schema.plan.ObjectId;
import dev.pgsteady.schema.plan.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

/// Where a schema is taken from. It is always PostgreSQL that says what a text means: scripts are
/// loaded into a throw-away
/// database and read back.
public sealed interface SchemaSource {
    /// As a header or a message names it.
    String words();

    /// A database that is there.
    record Live(ConnectionSettings settings) implements SchemaSource {
        @Override
        public String words() {
            return "the database " + settings.database();
        }
    }

    /// A file of statements.
    record Script(Path file) implements SchemaSource {
        @Override
        public String words() {
            return file.getFileName().toString();
        }
    }

    /// Statements of ours, such as revisions replayed.
    record Statements(String words, List<String> statements) implements SchemaSource {
        public Statements {
            statements = List.copyOf(statements);
        }
    }

    /// What revisions give, one after the other.
    record Revisions(List<Revision> revisions) implements SchemaSource {
        public Revisions {
            revisions = List.copyOf(revisions);
        }

        @Override
        public String words() {
            return "the revisions";
        }

        private List<String> statements() {
            return revisions.stream()
                    .flatMap(r -> SqlInput.statements(r.upgrade().sql()).stream())
                    .toList();
        }
    }

    /// What the entities of an application want. Where it is what a schema is to become, that schema keeps what
    /// entities cannot say, and what revisions written by hand brought.
    ///
    /// @param reading gives the statements that make it; where they are still being read, it waits for them
    /// @param strict  whether nothing is kept
    record Entities(Supplier<List<String>> reading, boolean strict) implements SchemaSource {
        /// Entities whose statements are known.
        public static Entities of(List<String> statements, boolean strict) {
            List<String> known = List.copyOf(statements);
            return new Entities(() -> known, strict);
        }

        /// The statements that make the schema.
        ///
        /// @throws dev.pgsteady.core.Problem ENTITIES when the application's classes do not give one
        public List<String> statements() {
            return reading.get();
        }

        @Override
        public String words() {
            return "the entities";
        }

        /// Whether the entities make it, rather than rely on it: a type, a routine or an extension.
        boolean makes(ObjectId id) {
            String beginning = switch (id.kind()) {
                case TYPE -> "CREATE TYPE ";
                case ROUTINE -> "CREATE OR REPLACE FUNCTION ";
                case EXTENSION -> "CREATE EXTENSION IF NOT EXISTS ";
                default -> "";
            };
            Set<String> names = Set.of(id.name(), id.schema() + "." + id.name());
            return !beginning.isEmpty()
                    && statements().stream()
                            .filter(s -> s.startsWith(beginning))
                            .map(s -> s.substring(beginning.length())
                                    .split("[\\s(]", 2)[0]
                                    .replace("\"", "")
                                    .toLowerCase(Locale.ROOT))
                            .anyMatch(names::contains);
        }
    }

    /// A schema on the way to another: tables and columns that are to go are still there.
    record Expanded(SchemaSource wanted) implements SchemaSource {
        @Override
        public String words() {
            return wanted.words();
        }
    }

    /// What statements make of another schema.
    record After(SchemaSource first, List<String> statements) implements SchemaSource {
        public After {
            statements = List.copyOf(statements);
        }

        @Override
        public String words() {
            return first.words();
        }
    }

    /// An empty database.
    record Nothing() implements SchemaSource {
        @Override
        public String words() {
            return "an empty database";
        }
    }

    /// Reads the schema.
    ///
    /// @throws Problem when the database cannot be reached, or the script not be read or run
    static Model read(SchemaSource source, TrialServer server) {
        return switch (source) {
            case Live live -> live(live, server);
            case Script ignored -> server.read(build(source, server));
            case Statements ignored -> server.read(build(source, server));
            case Revisions ignored -> server.read(build(source, server));
            case Entities ignored -> server.read(build(source, server));
            case Expanded expanded -> read(expanded.wanted(), server);
            case After ignored -> server.read(build(source, server));
            case Nothing ignored -> server.read(build(source, server));
        };
    }

    private static Model live(Live live, TrialServer server) {
        try (Connection connection = Database.connect(live.settings())) {
            Model model = new ModelReader().read(connection);
            server.roles(model.snapshot().cluster());
            return model.without(SchemaSource::ours);
        } catch (SQLException e) {
            throw new Problem(
                    Problem.Kind.CONNECTION_LOST,
                    "The connection did not close in order: " + e.getMessage(),
                    "Nothing was changed; run it again.",
                    e);
        }
    }

    /// What pgsteady keeps for itself is no part of anybody's schema.
    private static boolean ours(ObjectId id) {
        return id.name().startsWith("pgsteady_");
    }

    /// Makes the schema in a new database of the server.
    ///
    /// @return a connection to it
    static Connection build(SchemaSource source, TrialServer server) {
        Connection connection = server.empty();
        fill(connection, source, server);
        return connection;
    }

    private static void fill(Connection connection, SchemaSource source, TrialServer server) {
        switch (source) {
            case Script script -> TrialServer.script(connection, script.words(), text(script.file()));
            case Statements s -> TrialServer.run(connection, s.words(), s.statements());
            case Revisions r -> TrialServer.run(connection, r.words(), r.statements());
            case Entities e -> TrialServer.run(connection, e.words(), e.statements());
            case Expanded expanded -> fill(connection, expanded.wanted(), server);
            case After after -> {
                fill(connection, after.first(), server);
                TrialServer.run(connection, "The first step", after.statements());
            }
            case Nothing ignored -> {}
            case Live live -> {
                Model wanted = live(live, server);
                TrialServer.run(
                        connection,
                        live.words(),
                        Plan.between(TrialServer.model(connection), wanted, "postgres")
                                .statements()
                                .toList());
            }
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new Problem(Problem.Kind.FILE, "There is no file " + file + ".", "Name a file of SQL statements.", e);
        } catch (IOException e) {
            throw new Problem(
                    Problem.Kind.FILE,
                    "The file " + file + " cannot be read: " + e.getMessage() + ".",
                    "Name a file of SQL statements.",
                    e);
        }
    }
}
