package dev.pgsteady.cli;

import com.google.auto.service.AutoService;
import dev.pgsteady.backup.BackupSet;
import dev.pgsteady.backup.Export;
import dev.pgsteady.backup.Repository;
import dev.pgsteady.backup.WorkProgress;
import dev.pgsteady.backup.exchange.SqliteExport;
import dev.pgsteady.backup.exchange.SqliteExportOptions;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Writes a backup for other programs.
@AutoService(BackupAction.class)
@Command(
        name = "export",
        description = {
            "Write a database of a backup as one SQL script for psql, as a directory for pg_restore, or one of its schemas",
            "as a SQLite database.",
            "It is restored into a throw-away server and compared first."
        })
public final class BackupExport extends BackupAction {
    @Mixin
    private final BackupArgument argument = new BackupArgument();

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

        @Option(
                names = "--sqlite",
                paramLabel = "FILE",
                description = "A schema as a SQLite database, read back and compared; the file must not exist.")
        private Optional<Path> sqlite = Optional.empty();
    }

    @Option(
            names = "--schema",
            paramLabel = "NAME",
            defaultValue = "public",
            description = "For --sqlite: the schema that is written. Default: ${DEFAULT-VALUE}.")
    private String schema = "public";

    @Option(names = "--plain-uuids", description = "For --sqlite: uuids without hyphens, as Django writes them.")
    private boolean plainUuids;

    private final List<String> leftBehind = new ArrayList<>();

    @Override
    int order() {
        return 9;
    }

    @Override
    int run(Console console) {
        Configuration configuration = TargetOption.configuration();
        try (Repository repository = store.open(configuration)) {
            BackupSet set = repository.set(argument.backup);
            Path written = shown(console, progress -> export(repository, set, progress));
            leftBehind.forEach(l -> console.note("Left behind: " + l));
            if (json(configuration)) {
                console.text(Json.object(root -> root.put("written", written.toString())));
            } else {
                console.line("Written to " + written + ".");
            }
        }
        return 0;
    }

    private Path sqlite(Export export, BackupSet set, WorkProgress progress) {
        Path file = form.sqlite.orElseThrow();
        SqliteExport.requireNew(file);
        SqliteExportOptions options = new SqliteExportOptions(schema, plainUuids);
        export.read(
                set,
                database,
                restored -> leftBehind.addAll(new SqliteExport(progress)
                        .write(restored, file, options)
                        .leftBehind()));
        return file;
    }

    private Path export(Repository repository, BackupSet set, WorkProgress progress) {
        Export export = new Export(repository, InstantSource.system(), Machine.here(), progress);
        if (form.sqlite.isPresent()) {
            return sqlite(export, set, progress);
        }
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
