package dev.pgsteady.cli;

import com.google.auto.service.AutoService;
import dev.pgsteady.backup.KeepPolicy;
import dev.pgsteady.backup.Pruning;
import dev.pgsteady.backup.Repository;
import dev.pgsteady.core.Configuration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Removes the backups that are not kept.
@AutoService(BackupAction.class)
@Command(
        name = "prune",
        description = {
            "Remove the backups that the policy does not keep, and parts that no backup needs.",
            "The newest backup that passed a drill stays, whatever the policy says."
        })
public final class BackupPrune extends BackupAction {
    @Option(
            names = "--keep",
            paramLabel = "POLICY",
            description = {
                "As in 'last=3, daily=7, weekly=4, monthly=12, within=30d'.",
                "When left out: backup.keep in pgsteady.toml."
            })
    private Optional<String> keep = Optional.empty();

    @Option(names = "--dry-run", description = "Show what would be removed, and remove nothing.")
    private boolean dryRun;

    @Override
    int order() {
        return 5;
    }

    @Override
    int run(Console console) {
        Configuration configuration = TargetOption.configuration();
        KeepPolicy policy = KeepPolicy.of(keep.orElse(configuration.backup().keep()));
        try (Repository repository = store.open(configuration)) {
            Pruning.Outcome outcome = shown(
                    console, progress -> new Pruning(repository, InstantSource.system(), progress).run(policy, dryRun));
            outcome.notes().forEach(console::note);
            if (json(configuration)) {
                console.text(Json.object(root -> {
                    var removed = root.putArray("removed");
                    outcome.removed().forEach(i -> removed.add(i.text()));
                    var kept = root.putArray("kept");
                    outcome.kept().forEach(i -> kept.add(i.text()));
                    root.put("parts", outcome.parts())
                            .put("bytes", outcome.bytes())
                            .put("dry_run", dryRun);
                }));
            } else {
                outcome.removed().forEach(i -> console.line((dryRun ? "would remove  " : "removed  ") + i));
                console.line(String.format(
                        Locale.ROOT,
                        "%d kept; %,d parts with %s %s.",
                        outcome.kept().size(),
                        outcome.parts(),
                        bytes(outcome.bytes()),
                        dryRun ? "would go" : "went"));
                outcome.proved()
                        .ifPresentOrElse(
                                i -> console.line("The newest proved one is " + i + "."),
                                () -> console.line("None of them is proved: run 'pgsteady drill'."));
            }
        }
        return 0;
    }
}
