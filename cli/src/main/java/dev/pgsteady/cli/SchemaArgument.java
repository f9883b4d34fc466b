package dev.pgsteady.cli;

import dev.pgsteady.core.Configuration;
import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Environment;
import dev.pgsteady.core.Target;
import dev.pgsteady.migrate.RevisionFolder;
import dev.pgsteady.migrate.SchemaSource;
import java.nio.file.Path;

/// A schema as the command line names it: a file of SQL, a database, `revisions` for what the folder
/// gives, `entities` for what those of a Java application want, or `empty`.
///
/// @param folder        the folder of the revisions
/// @param configuration says where the entities are when the options do not
/// @param entities      the options
/// @param strict        whether what entities cannot say is to go
record SchemaArgument(RevisionFolder folder, Configuration configuration, EntitiesOption entities, boolean strict) {
    /// The word for the entities.
    static final String ENTITIES = "entities";

    /// What the text names. Entities begin to be read at once.
    SchemaSource of(String text) {
        if (text.equals(ENTITIES)) {
            return entities.read(configuration, strict);
        }
        if (text.equals("empty")) {
            return new SchemaSource.Nothing();
        }
        if (text.equals("revisions")) {
            return new SchemaSource.Revisions(folder.read().sound().ordered());
        }
        return text.endsWith(".sql")
                ? new SchemaSource.Script(Path.of(text))
                : new SchemaSource.Live(ConnectionSettings.of(Target.commandLine(text), Environment.system()));
    }
}
