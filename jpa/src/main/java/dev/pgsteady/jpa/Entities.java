package dev.pgsteady.jpa;

import dev.pgsteady.core.Problem;
import dev.pgsteady.jpa.extract.Answer;
import dev.pgsteady.jpa.extract.Request;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The entities of a Java application: its compiled classes, and all that they need at run time.
///
/// @param classPath where the classes are
/// @param packages  the packages whose classes are meant, with what is below them; none for all
/// @param naming    how names become those of the database; empty for what the application says, else its
///     framework
public record Entities(ClassPath classPath, List<String> packages, Optional<Naming> naming) {
    public Entities {
        packages = List.copyOf(packages);
    }

    /// How the names of classes and properties become names of tables and columns.
    ///
    /// @param strategy the class that says so, a `PhysicalNamingStrategy` of Hibernate's
    public record Naming(String strategy) {
        private static final String PLACE = "org.hibernate.boot.model.naming.";

        public Naming {
            if (strategy.isBlank()) {
                throw new IllegalArgumentException("a naming strategy is a class");
            }
        }

        /// What a person calls it: `snake_case`, `as_written`, or the name of a class.
        public static Naming of(String word) {
            return switch (word) {
                case "snake_case" -> new Naming(PLACE + "PhysicalNamingStrategySnakeCaseImpl");
                case "as_written" -> new Naming(PLACE + "PhysicalNamingStrategyStandardImpl");
                default -> new Naming(word);
            };
        }
    }

    /// The statements that make the schema that the entities want, in order. Reads class files and runs a
    /// process.
    ///
    /// @param server the major version of PostgreSQL that they are for
    /// @throws Problem ENTITIES when the application's classes do not give a schema; FILE when they cannot
    ///     be read
    public List<String> statements(int server) {
        return statements(server, Optional.empty());
    }

    /// The same, faster when the same was read before.
    ///
    /// @param kept the folder of what is kept from one time to the next, for nobody else to write to
    public List<String> statements(int server, Optional<Path> kept) {
        return switch (answer(server, kept, false)) {
            case Answer.Statements statements -> statements.all();
            case Answer.Refused refused -> throw refused(refused);
            case Answer.Findings ignored -> throw new IllegalStateException("statements were asked for");
        };
    }

    /// What the lints find in the mapping.
    ///
    /// @param kept the folder of what is kept from one time to the next
    /// @throws Problem as [#statements(int)]
    public ModelReport judged(int server, Optional<Path> kept) {
        return switch (answer(server, kept, true)) {
            case Answer.Findings findings -> new ModelReport(findings.entities(), findings.all());
            case Answer.Refused refused -> throw refused(refused);
            case Answer.Statements ignored -> throw new IllegalStateException("findings were asked for");
        };
    }

    private static Problem refused(Answer.Refused refused) {
        return new Problem(Problem.Kind.ENTITIES, refused.what(), refused.next());
    }

    private Answer answer(int server, Optional<Path> kept, boolean judged) {
        Candidates candidates = Candidates.in(classPath, packages);
        Map<String, String> settings = new HashMap<>(ApplicationSettings.in(classPath));
        naming.ifPresent(n -> settings.put("hibernate.physical_naming_strategy", n.strategy()));
        settings.put("jakarta.persistence.database-major-version", Integer.toString(server));
        Request request = new Request(
                candidates.classes(),
                candidates.packages(),
                candidates.resources(),
                classPath.folders(),
                settings,
                judged);
        return ExtractProcess.here(kept).run(classPath, request);
    }
}
