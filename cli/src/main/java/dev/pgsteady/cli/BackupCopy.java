package dev.pgsteady.cli;

import com.google.auto.service.AutoService;
import dev.pgsteady.backup.BackupSet;
import dev.pgsteady.backup.Repository;
import dev.pgsteady.backup.RepositoryCopy;
import dev.pgsteady.backup.store.Store;
import dev.pgsteady.core.Configuration;
import dev.pgsteady.core.Problem;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Copies backups to other places.
@AutoService(BackupAction.class)
@Command(
        name = "copy",
        description = {
            "Copy backups to another store, as they are. What is there already is left out;",
            "a copy that broke off is finished by the next."
        })
public final class BackupCopy extends BackupAction {
    @Parameters(
            arity = "0..*",
            paramLabel = "ADDRESS",
            description = "Where to: a folder, s3://… or sftp://…. When left out: backup.copies in pgsteady.toml.")
    private List<String> addresses = List.of();

    @Option(names = "--backup", paramLabel = "BACKUP", description = "One backup, or latest; all when left out.")
    private String backup = "";

    @Override
    int order() {
        return 6;
    }

    @Override
    int run(Console console) {
        Configuration configuration = TargetOption.configuration();
        List<String> places = addresses.isEmpty() ? configuration.backup().copies() : addresses;
        if (places.isEmpty()) {
            throw new Problem(
                    Problem.Kind.USAGE,
                    "No place was named to copy to.",
                    "Name one: 'pgsteady backup copy s3://bucket/prefix', or set backup.copies in pgsteady.toml.");
        }
        try (Repository repository = store.open(configuration)) {
            List<BackupSet> sets = backup.isEmpty() ? repository.sets() : List.of(repository.set(backup));
            places.forEach(place -> copy(console, repository, sets, place));
        }
        return 0;
    }

    private void copy(Console console, Repository repository, List<BackupSet> sets, String place) {
        RepositoryCopy.Result result = copied(console, repository, sets, place);
        if (common.json) {
            console.text(Json.object(root -> root.put("store", place)
                    .put("backups", result.sets().size())
                    .put("parts", result.parts())
                    .put("bytes", result.bytes())));
        } else {
            console.line(String.format(
                    Locale.ROOT,
                    "%s: %d backups, %,d parts, %s copied.",
                    place,
                    result.sets().size(),
                    result.parts(),
                    bytes(result.bytes())));
        }
    }

    static RepositoryCopy.Result copied(Console console, Repository repository, List<BackupSet> sets, String place) {
        try (Store to = StoreOption.store(place)) {
            return shown(
                    console,
                    progress -> new RepositoryCopy(repository, to, InstantSource.system(), progress).run(sets));
        }
    }
}
