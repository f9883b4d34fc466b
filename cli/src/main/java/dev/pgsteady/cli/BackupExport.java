package dev.pgsteady.cli;

import com.google.auto.service.AutoService;
import dev.pgsteady.backup.BackupSet;
import dev.pgsteady.backup.Export;
import dev.pgsteady.backup.Repository;
import dev.pgsteady.backup.WorkProgress;
import dev.pgsteady.core.Configuration;
import dev.pgsteady.core.Problem;
import dev.pgsteady.embedded.Machine;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Writes a backup for other programs.
@AutoService(BackupAction.class)
@Command(
        name = "export",
        description = {
            "Write a database of a backup as one SQL script for psql, or as a directory for pg_restore.",
            "It is restored into a throw-away server and compared first."
        })
public final class BackupExport extends BackupAction {
    @Parameters(
            arity = "0..1",
            paramLabel = "BACKUP",
            defaultValue = "latest",
            description = "Its id, the beginning of it, or latest. Default: ${DEFAULT-VALUE}.")
    private String backup = "latest";

    @Option(names = "--database", paramLabel = "NAME", description = "Which of the backup's databases.")
    private Optional<String> database = Optional.empty();

    @ArgGroup(multiplicity = "1")
    private Form form = new Form();

    /// As what it is written.
    static final class Form {
        @Option(names = "--sql", paramLabel = "FILE", description = "As a script; the file must not exist.")
        private Optional<Path> script = Optional.empty();

        @Option(
                names = "--directory",
                paramLabel = "FOLDER",
                description = "As pg_dump --format=directory writes it, with pg_dump; the folder must not exist.")
        private Optional<Path> directory = Optional.empty();
    }

    @Override
    int order() {
        return 9;
    }

    @Override
    int run(Console console) {
        Configuration configuration = TargetOption.configuration();
        try (Repository repository = store.open(configuration)) {
            BackupSet set = repository.set(backup);
            Path written = shown(console, progress -> export(repository, set, progress));
            if (json(configuration)) {
                console.text(Json.object(root -> root.put("written", written.toString())));
            } else {
                console.line("Written to " + written + ".");
            }
        }
        return 0;
    }

    private Path export(Repository repository, BackupSet set, WorkProgress progress) {
        Export export = new Export(repository, InstantSource.system(), Machine.here(), progress);
        if (form.directory.isPresent()) {
            export.toDirectory(set, database, form.directory.get());
            return form.directory.get();
        }
        Path file = form.script.orElseThrow();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.CREATE_NEW))) {
            export.toSql(set, database, out);
            return file;
        } catch (FileAlreadyExistsException e) {
            throw new Problem(Problem.Kind.FILE, "There is a file %s already.".formatted(file), "Name another one.", e);
        } catch (IOException e) {
            throw new Problem(
                    Problem.Kind.FILE,
                    "%s cannot be written: %s.".formatted(file, e.getMessage()),
                    "Make room, or name another file.",
                    e);
        }
    }
}
