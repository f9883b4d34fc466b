package dev.pgsteady.cli;

import dev.pgsteady.core.Configuration;
import dev.pgsteady.migrate.Address;
import dev.pgsteady.migrate.Direction;
import dev.pgsteady.migrate.Migrations;
import dev.pgsteady.migrate.RunOptions;
import dev.pgsteady.migrate.Step;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Going up and going down.
abstract class MigrateRun extends MigrateOnDatabase {
    @Mixin
    private final PlaceOption place = new PlaceOption();

    @Mixin
    private final RunTimes times = new RunTimes();

    @Mixin
    private final EachOption each = new EachOption();

    @Option(names = "--dry-run", description = "Say which revisions it would be, and do nothing.")
    private boolean dryRun;

    private Address to = new Address.Head();

    abstract Direction direction();

    /// Where to, when nothing is said.
    abstract String usual();

    @Override
    final void settle() {
        to = place.said(target).orElseGet(() -> Address.parse(usual()));
    }

    @Override
    final int run(Console console, Configuration configuration, Migrations migrations) {
        List<Step> steps = dryRun ? migrations.steps(direction(), to) : carryOut(console, migrations);
        if (json(configuration)) {
            console.text(Json.object(root -> {
                root.put("direction", direction().word());
                root.put("done", !dryRun);
                json(
                        root.putArray("revisions"),
                        steps.stream().map(Step::revision).toList());
            }));
        } else if (steps.isEmpty()) {
            console.line("There is nothing to do: the database is there.");
        } else if (dryRun) {
            steps.forEach(s -> console.line(direction().word() + "  "
                    + line(console, s.revision().id(), s.revision().message())));
        } else {
            console.line("%,d revision%s %s."
                    .formatted(
                            steps.size(),
                            steps.size() == 1 ? "" : "s",
                            direction() == Direction.UP ? "applied" : "taken back"));
        }
        return 0;
    }

    @Override
    final boolean writes() {
        return !dryRun;
    }

    @Override
    final Optional<EachOption> each() {
        return Optional.of(each);
    }

    @Override
    final EachOption.Result each(Migrations migrations) {
        String from = EachOption.at(migrations.status());
        List<Step> steps = dryRun
                ? migrations.steps(direction(), to)
                : switch (direction()) {
                    case UP -> migrations.up(to, event -> {});
                    case DOWN -> migrations.down(to, event -> {});
                };
        String done = direction() == Direction.UP ? "applied" : "taken back";
        return new EachOption.Result(
                from, EachOption.at(migrations.status()), steps.size() + (dryRun ? " to be " : " ") + done, 0);
    }

    private List<Step> carryOut(Console console, Migrations migrations) {
        MigrateProgress progress = new MigrateProgress(console);
        List<Step> steps = switch (direction()) {
            case UP -> migrations.up(to, progress);
            case DOWN -> migrations.down(to, progress);
        };
        note(console, migrations.record());
        return steps;
    }

    @Override
    RunOptions options(Configuration configuration) {
        return times.over(super.options(configuration));
    }
}
