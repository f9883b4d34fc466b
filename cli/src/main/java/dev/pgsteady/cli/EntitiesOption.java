package dev.pgsteady.cli;

import dev.pgsteady.core.Aside;
import dev.pgsteady.core.Configuration;
import dev.pgsteady.core.Problem;
import dev.pgsteady.embedded.Machine;
import dev.pgsteady.jpa.ClassPath;
import dev.pgsteady.jpa.Entities;
import dev.pgsteady.jpa.ModelReport;
import dev.pgsteady.migrate.SchemaSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Where the Java application is whose entities are meant.
final class EntitiesOption {
    private Optional<String> classPath = Optional.empty();

    @Option(
            names = "--packages",
            paramLabel = "NAME",
            split = ",",
            description = "For entities: the packages that they are in, with commas between them (default: all).")
    List<String> packages = List.of();

    /// Whether the application is known.
    boolean known(Configuration configuration) {
        return classPath.or(() -> configuration.entities().classPath()).isPresent();
    }

    /// The same with the class path that somebody said.
    EntitiesOption at(Optional<String> said) {
        classPath = said;
        return this;
    }

    /// Begins to read the entities, which takes a second. Only who needs the statements waits for them.
    ///
    /// @param strict whether what entities cannot say is to go
    SchemaSource.Entities read(Configuration configuration, boolean strict) {
        Entities entities = entities(configuration);
        Aside<List<String>> statements =
                Aside.begin(() -> entities.statements(configuration.entities().server(), kept()));
        return new SchemaSource.Entities(statements::join, strict);
    }

    /// What the lints find in the mapping.
    ModelReport judged(Configuration configuration) {
        return entities(configuration).judged(configuration.entities().server(), kept());
    }

    /// Where readings are kept, unless nothing is to be kept for being fast.
    private static Optional<Path> kept() {
        return Machine.here().fast()
                ? Optional.of(ServerOption.stateDirectory().resolve("entities"))
                : Optional.empty();
    }

    private Entities entities(Configuration configuration) {
        Configuration.Entities configured = configuration.entities();
        ClassPath path = classPath
                .map(text -> ClassPath.of(text, Path.of("").toAbsolutePath()))
                .or(() -> configured.classPath().map(text -> ClassPath.of(text, configured.base())))
                .orElseThrow(() -> new Problem(
                        Problem.Kind.USAGE,
                        "It is not said where the classes of the application are.",
                        "Say --classpath target/classes:... or set entities.classpath in pgsteady.toml;"
                                + " 'mvn dependency:build-classpath' prints what comes after the classes."));
        return new Entities(
                path,
                packages.isEmpty() ? configured.packages() : packages,
                configured.naming().map(Entities.Naming::of));
    }
}
