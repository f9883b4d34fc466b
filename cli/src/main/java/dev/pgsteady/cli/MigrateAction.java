package dev.pgsteady.cli;

import dev.pgsteady.core.Configuration;
import dev.pgsteady.core.Environment;
import dev.pgsteady.core.TerminalStyle.Ink;
import dev.pgsteady.jpa.ClassPath;
import dev.pgsteady.migrate.FlywayFolder;
import dev.pgsteady.migrate.JavaRevision;
import dev.pgsteady.migrate.JavaRevisions;
import dev.pgsteady.migrate.Revision;
import dev.pgsteady.migrate.RevisionFolder;
import dev.pgsteady.migrate.RevisionId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Something to do with migrations. Announces itself (`@AutoService(MigrateAction.class)`); its class is `Migrate` and
/// the word for it.
public abstract class MigrateAction extends Verb {
    @Option(
            names = "--dir",
            paramLabel = "FOLDER",
            description = {
                "The folder of the revisions. When left out: migrate.directory in pgsteady.toml,",
                "else db/migrations."
            })
    Optional<Path> directory = Optional.empty();

    @Option(
            names = "--classpath",
            paramLabel = "PATH",
            description = {
                "The class path of a Java application, for its entities and for revisions that are Java,",
                "or @FILE that holds it. When left out: PGSTEADY_CLASSPATH; for entities else entities.classpath",
                "in pgsteady.toml."
            })
    private Optional<String> classPath = Optional.empty();

    /// The class path as somebody said it.
    final Optional<String> classPath() {
        return classPath.or(() -> Environment.system().variable("PGSTEADY_CLASSPATH"));
    }

    RevisionFolder folder(Configuration configuration) {
        return folder(directory, javaRevisions(), configuration);
    }

    private List<JavaRevision> javaRevisions() {
        return classPath()
                .map(text -> ClassPath.of(text, Path.of("").toAbsolutePath()))
                .map(path -> JavaRevisions.on(path.parts()))
                .orElse(List.of());
    }

    /// The folder that is named, else the configuration's; files of Flyway's and revisions in Java beside it.
    static RevisionFolder folder(Optional<Path> named, List<JavaRevision> java, Configuration configuration) {
        Configuration.Migrate migrate = configuration.migrate();
        return new RevisionFolder(
                named.orElseGet(migrate::directory),
                java,
                migrate.flyway().map(path -> new FlywayFolder(path, migrate.placeholders())));
    }

    boolean json(Configuration configuration) {
        return common.json || configuration.output().format() == Configuration.Output.Format.JSON;
    }

    static void json(ArrayNode list, List<Revision> revisions) {
        revisions.forEach(r -> json(list.addObject(), r));
    }

    static ObjectNode json(ObjectNode node, Revision revision) {
        node.put("revision", revision.id().text());
        ArrayNode parents = node.putArray("parents");
        revision.parents().forEach(p -> parents.add(p.text()));
        node.put("message", revision.message());
        revision.made().ifPresent(made -> node.put("made", made.toString()));
        node.put("origin", revision.origin());
        node.put("transactional", revision.transactional());
        node.put("file", revision.file().toString());
        return node;
    }

    /// The id in colour, and the message.
    static String line(Console console, RevisionId id, String message) {
        return console.style().paint(Ink.CYAN, id.text()) + "  " + message;
    }
}
