package dev.pgsteady.cli;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Configuration;
import dev.pgsteady.migrate.Migrations;
import dev.pgsteady.migrate.Status;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Says where a database is.
@AutoService(MigrateAction.class)
@Command(name = "current", description = "Say which revision the database is at, and what it lacks.")
public final class MigrateCurrent extends MigrateOnDatabase {
    @Mixin
    private final EachOption each = new EachOption();

    @Override
    int order() {
        return 3;
    }

    @Override
    Optional<EachOption> each() {
        return Optional.of(each);
    }

    @Override
    EachOption.Result each(Migrations migrations) {
        Status status = migrations.status();
        String at = EachOption.at(status);
        return new EachOption.Result(
                at,
                at,
                status.upToDate()
                        ? "up to date"
                        : "%d pending".formatted(status.pending().size()),
                0);
    }

    @Override
    int run(Console console, Configuration configuration, Migrations migrations) {
        Status status = migrations.status();
        if (json(configuration)) {
            console.text(json(status));
            return 0;
        }
        status.current().forEach(r -> console.line(line(console, r.id(), r.message())));
        if (status.current().isEmpty()) {
            console.line("The database has no revision yet.");
        }
        status.running()
                .ifPresent(e -> console.line("%s (%s) was broken off on its way %s after %d statements."
                        .formatted(e.id(), e.message(), e.direction().word(), e.done())));
        count(console, status.pending().size(), "pending");
        count(console, status.edited().size(), "edited after being applied");
        count(console, status.unknown().size(), "in the database that no file says");
        return 0;
    }

    private static void count(Console console, int number, String what) {
        if (number > 0) {
            console.line("%,d revision%s %s.".formatted(number, number == 1 ? "" : "s", what));
        }
    }

    private static String json(Status status) {
        return Json.object(root -> {
            root.put("upToDate", status.upToDate());
            json(root.putArray("current"), status.current());
            json(root.putArray("pending"), status.pending());
            json(root.putArray("edited"), status.edited());
            var unknown = root.putArray("unknown");
            status.unknown().forEach(e -> MigrateHistory.json(unknown.addObject(), e));
            status.running().ifPresent(e -> MigrateHistory.json(root.putObject("running"), e));
        });
    }
}
