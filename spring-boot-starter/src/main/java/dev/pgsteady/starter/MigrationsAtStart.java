package dev.pgsteady.starter;

import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Problem;
import dev.pgsteady.migrate.Address;
import dev.pgsteady.migrate.HistoryTable;
import dev.pgsteady.migrate.Migrations;
import dev.pgsteady.migrate.Revision;
import dev.pgsteady.migrate.RunEvent;
import dev.pgsteady.migrate.RunOptions;
import dev.pgsteady.migrate.Status;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.beans.factory.InitializingBean;

/// Brings the database to the newest revision, or refuses to start without it, before anything else asks it.
public final class MigrationsAtStart implements InitializingBean {
    private static final System.Logger LOG = System.getLogger(MigrationsAtStart.class.getName());

    private final ConnectionSettings settings;
    private final PgsteadyProperties.Migrations wanted;
    private final RevisionResources resources;

    MigrationsAtStart(ConnectionSettings settings, PgsteadyProperties.Migrations wanted, RevisionResources resources) {
        this.settings = settings;
        this.wanted = wanted;
        this.resources = resources;
    }

    @Override
    public void afterPropertiesSet() {
        switch (wanted.mode()) {
            case UP -> up();
            case CHECK -> refuseWhatIsMissing(status());
            case OFF -> {}
        }
    }

    /// The revisions that came with the application beside what the database says it has.
    ///
    /// @throws Problem when the database cannot be asked
    public Status status() {
        try (Migrations migrations = open()) {
            return migrations.status();
        }
    }

    private Migrations open() {
        return new Migrations(resources.folder(), settings, RunOptions.USUAL.in(HistoryTable.in(wanted.schema())));
    }

    private void up() {
        try (Migrations migrations = open()) {
            if (resources.none()) {
                return;
            }
            migrations.up(new Address.Head(), MigrationsAtStart::tell);
            migrations.record();
        }
    }

    private static void tell(RunEvent event) {
        switch (event) {
            case RunEvent.Finished done ->
                LOG.log(
                        System.Logger.Level.INFO,
                        "revision {0} applied in {1} ms",
                        done.step().revision(),
                        done.took().toMillis());
            case RunEvent.AnotherRun other ->
                LOG.log(System.Logger.Level.INFO, "another instance migrates the database; waiting for it");
            case RunEvent.Blocked blocked ->
                LOG.log(System.Logger.Level.WARNING, "{0} waits for a lock", blocked.place());
            case RunEvent.Again again ->
                LOG.log(System.Logger.Level.WARNING, "{0} is tried again: {1}", again.place(), again.reason());
            case RunEvent.Began began ->
                LOG.log(
                        System.Logger.Level.DEBUG,
                        "revision {0} begins",
                        began.step().revision());
            case RunEvent.Resumed resumed ->
                LOG.log(
                        System.Logger.Level.INFO,
                        "revision {0} goes on",
                        resumed.step().revision());
            case RunEvent.DroppedInvalid dropped ->
                LOG.log(System.Logger.Level.INFO, "the invalid index {0} was dropped", dropped.index());
            case RunEvent.FoundDone found -> LOG.log(System.Logger.Level.INFO, "{0} was done already", found.place());
        }
    }

    private void refuseWhatIsMissing(Status status) {
        List<Revision> pending = status.pending();
        if (!pending.isEmpty()) {
            throw new Problem(
                    Problem.Kind.REVISION,
                    "%s lacks %d revision%s: %s."
                            .formatted(
                                    settings.database(),
                                    pending.size(),
                                    pending.size() == 1 ? "" : "s",
                                    pending.stream().map(Revision::toString).collect(Collectors.joining(", "))),
                    "Run 'pgsteady migrate up' before the application starts, or set pgsteady.migrations.mode=up.");
        }
    }
}
