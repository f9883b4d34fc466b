package dev.pgsteady.cli;

import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Environment;
import dev.pgsteady.core.SqlInput;
import dev.pgsteady.core.Target;
import dev.pgsteady.migrate.RevisionFolder;
import dev.pgsteady.migrate.SchemaSource;
import java.nio.file.Path;
import java.util.List;

/// A schema as the command line names it: a file of SQL, a database, `revisions` for what the
/// folder gives, or `empty`.
final class SchemaArgument {
    private SchemaArgument() {}

    static SchemaSource of(String text, RevisionFolder folder) {
        if (text.equals("empty")) {
            return new SchemaSource.Nothing();
        }
        if (text.equals("revisions")) {
            return revisions(folder);
        }
        return text.endsWith(".sql")
                ? new SchemaSource.Script(Path.of(text))
                : new SchemaSource.Live(ConnectionSettings.of(Target.commandLine(text), Environment.system()));
    }

    /// What the revisions of a folder give, one after the other.
    static SchemaSource revisions(RevisionFolder folder) {
        List<String> statements = folder.read().sound().ordered().stream()
                .flatMap(r -> SqlInput.statements(r.upgrade().sql()).stream())
                .toList();
        return new SchemaSource.Statements("the revisions", statements);
    }
}
