package dev.pgsteady.cli;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Configuration;
import dev.pgsteady.core.Severity;
import dev.pgsteady.readiness.Baseline;
import dev.pgsteady.readiness.Report;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Checks a database.
@AutoService(Verb.class)
@Command(
        name = "check",
        description = {
            "Score a database in the eight areas and say what to mend first. Changes nothing and waits for no lock.",
            "Exit code 0: no finding at or above --fail-on, or all of them known from the baseline; 1: there are.",
            "The FILE of one of --html, --markdown, --sarif and --junit may be -: standard output, in place of the text."
        })
public final class CheckVerb extends Verb {
    @Mixin
    private final TargetOption target = new TargetOption();

    @Option(names = "--all", description = "Show every finding, not only those that fit on a page.")
    private boolean all;

    @Mixin
    private final ReportFiles files = new ReportFiles();

    @Mixin
    private final BaselineOption baseline = new BaselineOption();

    @Mixin
    private final FailOn failOn = new FailOn();

    @Override
    int order() {
        return 2;
    }

    @Override
    int run(Console console) {
        Optional<Severity> limit = failOn.limit();
        files.requireApart(common.json);
        Configuration configuration = TargetOption.configuration();
        Optional<Baseline> known = baseline.read(configuration);
        CheckRun run = new CheckRun(console, target.settings(console, configuration), configuration);
        Report report = baseline.compare(console, run.check(), known);
        files.write(console, new ReportForm.Wanted(report, all, limit, run.configurationFile()));
        print(run, report);
        return failOn.fails(report.worst()) ? 1 : 0;
    }

    private void print(CheckRun run, Report report) {
        if (common.json || (run.wantsJson() && !files.toStandardOutput())) {
            run.json(report, all);
        } else if (!files.toStandardOutput()) {
            run.text(report, all ? report.findings() : report.shown());
            run.places(files.places());
        }
        if (common.verbose) {
            report.broken().forEach(b -> b.cause().printStackTrace(run.console().err()));
        }
    }
}
