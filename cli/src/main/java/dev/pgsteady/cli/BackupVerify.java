package dev.pgsteady.cli;

import com.google.auto.service.AutoService;
import dev.pgsteady.backup.BackupSet;
import dev.pgsteady.backup.Repository;
import dev.pgsteady.backup.SetId;
import dev.pgsteady.backup.Verification;
import dev.pgsteady.core.Configuration;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.TerminalStyle.Ink;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Reads every byte of backups.
@AutoService(BackupAction.class)
@Command(
        name = "verify",
        description = {
            "Read every part of the backups and compare it with its checksum.",
            "Exit code 33 when one is damaged. A backup is proved only by 'pgsteady drill'."
        })
public final class BackupVerify extends BackupAction {
    @Parameters(arity = "0..1", paramLabel = "BACKUP", description = "One backup, or latest; all when left out.")
    private String backup = "";

    @Override
    int order() {
        return 4;
    }

    @Override
    int run(Console console) {
        Configuration configuration = TargetOption.configuration();
        try (Repository repository = store.open(configuration)) {
            List<BackupSet> sets = backup.isEmpty() ? repository.sets() : List.of(repository.set(backup));
            Map<SetId, List<String>> damages =
                    shown(console, progress -> new Verification(repository, InstantSource.system(), progress).of(sets));
            if (json(configuration)) {
                console.text(Json.object(root -> damages.forEach((id, words) -> {
                    var list = root.putArray(id.text());
                    words.forEach(list::add);
                })));
            } else {
                damages.forEach((id, words) -> {
                    console.line(id + "  "
                            + console.style()
                                    .paint(
                                            words.isEmpty() ? Ink.GREEN : Ink.RED,
                                            words.isEmpty() ? "sound" : "damaged"));
                    words.forEach(w -> console.line("  " + w));
                });
            }
            boolean sound = damages.values().stream().allMatch(List::isEmpty);
            return sound ? 0 : Problem.Kind.DAMAGED.exitCode();
        }
    }
}
