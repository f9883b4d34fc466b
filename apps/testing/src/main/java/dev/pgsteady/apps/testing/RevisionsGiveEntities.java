package dev.pgsteady.apps.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pgsteady.embedded.Machine;
import dev.pgsteady.jpa.ClassPath;
import dev.pgsteady.jpa.Entities;
import dev.pgsteady.migrate.EntityCheck;
import dev.pgsteady.migrate.RevisionFolder;
import dev.pgsteady.migrate.SchemaSource;
import dev.pgsteady.migrate.TrialServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The revisions of the application whose tests these are give what its entities want: `migrate new --auto` would have
/// nothing to do.
public interface RevisionsGiveEntities {
    /// The oldest release that the application runs on, whose words its entities are put into.
    int RELEASE = 15;

    @Test
    default void the_revisions_give_what_the_entities_want() {
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Entities entities = new Entities(ClassPath.of(path, Path.of("")), List.of(), Optional.empty());
        String state = Path.of("target", "revisions").toAbsolutePath().toString();
        try (TrialServer server =
                new TrialServer(Machine.here().with("PGSTEADY_STATE", state), (stage, done, total) -> {})) {
            assertEquals(
                    List.of(),
                    new EntityCheck(server)
                            .findings(
                                    new RevisionFolder(Path.of("src/main/resources/db/migrations")),
                                    SchemaSource.Entities.of(entities.statements(RELEASE), false)));
        }
    }
}
