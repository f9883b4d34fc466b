package dev.pgsteady.cli;

import com.google.auto.service.AutoService;
import dev.pgsteady.backup.selftest.Case;
import dev.pgsteady.backup.selftest.SelfTest;
import dev.pgsteady.core.TerminalStyle;
import dev.pgsteady.core.TerminalStyle.Ink;
import dev.pgsteady.embedded.Machine;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Breaks backups on a scratch server and looks whether that is noticed.
@AutoService(BackupAction.class)
@Command(
        name = "selftest",
        description = {
            "Break backups in every way that is known, on a scratch server and in a scratch folder: kill processes, flip",
            "bits, fill the store, cut connections. No database and no store of yours is touched. Takes about a minute.",
            "Exit code 0: each fault was noticed; 1: one was not. With --verbose: what was done and what happened."
        })
public final class BackupSelftest extends BackupAction {
    private static final int NAME = 24;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Decides where processes are killed and which bits are flipped. Default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Override
    int order() {
        return 11;
    }

    @Override
    int run(Console console) {
        SelfTest test = new SelfTest(Machine.here(), ServerOption.stateDirectory(), seed);
        List<Case> cases = shown(console, progress -> test.run(progress, one -> {}));
        long failed = cases.stream().filter(c -> !c.passed()).count();
        if (json(TargetOption.configuration())) {
            console.text(Json.array(all -> cases.forEach(c -> all.addObject()
                    .put("case", c.name())
                    .put("done", c.done())
                    .put("wanted", c.wanted())
                    .put("happened", c.happened())
                    .put("passed", c.passed())
                    .put("seconds", c.seconds()))));
        } else {
            cases.forEach(c -> show(console, c));
            console.line(
                    failed == 0
                            ? "Each of %d faults was noticed.".formatted(cases.size())
                            : "%d of %d faults were not noticed: do not trust backups that this program makes here."
                                    .formatted(failed, cases.size()));
        }
        return failed == 0 ? 0 : 1;
    }

    private void show(Console console, Case one) {
        console.line("%s  %s %s"
                .formatted(
                        console.style().paint(one.passed() ? Ink.GREEN : Ink.RED, one.passed() ? "ok    " : "FAILED"),
                        TerminalStyle.fit(one.name(), NAME),
                        String.format(Locale.ROOT, "%6.1f s", one.seconds())));
        if (common.verbose || !one.passed()) {
            console.line("        done:     " + one.done());
            console.line("        wanted:   " + one.wanted());
            console.line("        happened: " + one.happened());
        }
    }
}
