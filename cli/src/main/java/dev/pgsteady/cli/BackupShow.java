package dev.pgsteady.cli;

import com.google.auto.service.AutoService;
import dev.pgsteady.backup.BackupSet;
import dev.pgsteady.backup.DrillResult;
import dev.pgsteady.backup.Manifest;
import dev.pgsteady.backup.Repository;
import dev.pgsteady.core.Configuration;
import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Shows what a backup holds.
@AutoService(BackupAction.class)
@Command(name = "show", description = "Show what a backup holds: databases, tables, rows, and its drills.")
public final class BackupShow extends BackupAction {
    @Mixin
    private final BackupArgument argument = new BackupArgument();

    @Override
    int order() {
        return 3;
    }

    @Override
    int run(Console console) {
        Configuration configuration = TargetOption.configuration();
        try (Repository repository = store.open(configuration)) {
            BackupSet set = repository.set(argument.backup);
            Manifest manifest = repository.manifest(set);
            if (json(configuration)) {
                console.text(Json.object(root -> {
                    json(root, set);
                    manifest.databases().forEach(d -> {
                        var tables = root.withObject(
                                "/tables/" + d.name().replace("~", "~0").replace("/", "~1"));
                        d.tables()
                                .forEach(t -> tables.putObject(
                                                t.table().qualified().sql())
                                        .put("rows", t.rows())
                                        .put("fingerprint", t.fingerprint().hex()));
                    });
                }));
            } else {
                show(console, set, manifest);
                repository.drills(set.id()).forEach(d -> drill(console, d));
            }
        }
        return 0;
    }

    private static void show(Console console, BackupSet set, Manifest manifest) {
        console.line("%s  %s  PostgreSQL %d, %s"
                .formatted(
                        set.id(),
                        set.kind(),
                        manifest.server().major(),
                        seconds(Duration.between(set.started(), set.finished()))));
        set.parent().ifPresent(p -> console.line("It builds on %s, and is restored together with it.".formatted(p)));
        for (Manifest.DatabaseContent database : manifest.databases()) {
            console.line("");
            console.line("%s at %s, %s".formatted(database.name(), database.snapshotAt(), database.lsn()));
            for (Manifest.TableContent table : database.tables()) {
                if (table.rows() > 0) {
                    console.line(String.format(
                            Locale.ROOT,
                            "  %,14d  %s  %s",
                            table.rows(),
                            table.fingerprint().hex(),
                            table.table().qualified()));
                }
            }
        }
        manifest.warnings().forEach(console::line);
    }

    private static void drill(Console console, DrillResult drill) {
        console.line("");
        console.line("Drill of %s: %s (%s)".formatted(drill.at(), drill.passed() ? "passed" : "failed", drill.level()));
        drill.failures().forEach(f -> console.line("  " + f));
        drill.notes().forEach(n -> console.line("  " + n));
    }
}
