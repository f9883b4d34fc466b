package dev.pgsteady.cli;

import com.google.auto.service.AutoService;
import dev.pgsteady.backup.Repository;
import dev.pgsteady.backup.physical.ReceiverOptions;
import dev.pgsteady.backup.physical.ReceiverStatus;
import dev.pgsteady.backup.physical.SlotGuard;
import dev.pgsteady.backup.physical.WalReceiver;
import dev.pgsteady.core.Configuration;
import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Problem;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Archives the write-ahead log as it is written.
@AutoService(BackupAction.class)
@Command(
        name = "receive",
        description = {
            "Receive the write-ahead log as it is written and archive it, so that a physical backup can be restored",
            "to any second. Stays until it is interrupted. Needs pg_receivewal and a role with REPLICATION."
        })
public final class BackupReceive extends BackupAction {
    private static final long FIRST_MILLIS = 3_000;
    private static final long TELL_MILLIS = 60_000;

    @Mixin
    private final TargetOption target = new TargetOption();

    @Option(
            names = "--slot",
            paramLabel = "NAME",
            defaultValue = "pgsteady",
            description = "The replication slot; made when it is not there. Default: ${DEFAULT-VALUE}.")
    private String slot = "pgsteady";

    @Option(
            names = "--synchronous",
            description = "Confirm each commit; counts when synchronous_standby_names names the slot.")
    private boolean synchronous;

    @Option(
            names = "--warn-at",
            paramLabel = "MB",
            description = "Say so when the server keeps that much of the log for the slot.")
    private Optional<Integer> warnAt = Optional.empty();

    @Option(
            names = "--drop-at",
            paramLabel = "MB",
            description = {
                "Drop the slot when the server keeps that much for it, before its disk is full. The window into the past",
                "is broken then, and a new physical backup is needed. Without it the slot is never dropped."
            })
    private Optional<Integer> dropAt = Optional.empty();

    @Override
    int order() {
        return 7;
    }

    @Override
    int run(Console console) {
        Configuration configuration = TargetOption.configuration();
        ConnectionSettings settings = target.settings(console, configuration);
        Path spool = ServerOption.stateDirectory().resolve("spool").resolve(slot);
        ReceiverOptions usual = guarded(ReceiverOptions.usual(spool, slot));
        try (Repository repository = store.open(configuration);
                WalReceiver receiver = WalReceiver.start(
                        repository, settings, synchronous ? usual.confirming() : usual, console::note)) {
            Thread.sleep(FIRST_MILLIS);
            Optional<String> told = Optional.empty();
            while (true) {
                Optional<String> now = Optional.of(words(receiver.status()));
                if (!now.equals(told)) {
                    console.note(now.get());
                    told = now;
                }
                Thread.sleep(TELL_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem(Problem.Kind.INTERRUPTED, "Interrupted.", "The slot keeps the log until it goes on.", e);
        }
    }

    private ReceiverOptions guarded(ReceiverOptions options) {
        if (warnAt.isEmpty() && dropAt.isEmpty()) {
            return options;
        }
        long drop = dropAt.map(mb -> (long) mb << 20).orElse(Long.MAX_VALUE);
        long warn = warnAt.map(mb -> (long) mb << 20).orElse(drop / 2);
        if (warn < 1 || drop < warn) {
            throw new Problem(
                    Problem.Kind.USAGE,
                    "A slot is warned of before it is dropped, both at 1 MB or more.",
                    "Give --drop-at more than --warn-at.");
        }
        return options.guarded(new SlotGuard.Limits(warn, drop));
    }

    private static String words(ReceiverStatus status) {
        return "%s; archived up to %s; %s waiting%s"
                .formatted(
                        status.receiving() ? "receiving" : "not receiving",
                        status.archived().map(Object::toString).orElse("nothing yet"),
                        bytes(status.spooled()),
                        status.trouble().map(t -> "; " + t).orElse(""));
    }
}
