package dev.pgsteady.backup.physical;

import dev.pgsteady.backup.BackupSet;
import dev.pgsteady.backup.Lease;
import dev.pgsteady.backup.Repository;
import dev.pgsteady.backup.SetId;
import dev.pgsteady.backup.WorkProgress;
import dev.pgsteady.core.Problem;
import dev.pgsteady.embedded.Machine;
import dev.pgsteady.embedded.RestoredServer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// A server as it was at a point in time: the newest physical backup before it, and the archived log up
/// to it.
///
/// @param repository where both are
/// @param machine    where the server comes to run
/// @param clock      the time
public record PointInTime(Repository repository, Machine machine, InstantSource clock) {
    /// What a recovery will do.
    ///
    /// @param set    the backup to begin with
    /// @param window that it can reach
    /// @param before the backup after it, whose end the target lies before; empty when there is none
    public record Plan(BackupSet set, WalWindow window, RecoveryTarget target, Optional<SetId> before) {}

    /// Chooses the backup to begin with, and refuses what cannot be reached.
    ///
    /// @param wanted a backup to begin with; empty for the newest that lies before the target
    /// @throws Problem USAGE when the target lies before the first backup or behind the archive's end or
    ///         a gap;
    ///                 DAMAGED when the end of the archive is asked for and it is broken
    public Plan plan(RecoveryTarget target, Optional<SetId> wanted) {
        List<BackupSet> sets = repository.sets().stream()
                .filter(s -> s.kind().equals("physical"))
                .filter(s -> wanted.isEmpty() || wanted.get().equals(s.id()))
                .sorted(Comparator.comparing(BackupSet::id).reversed())
                .toList();
        if (sets.isEmpty()) {
            throw new Problem(
                    Problem.Kind.USAGE,
                    "There is no physical backup in %s.".formatted(repository.words()),
                    "Look at 'pgsteady backup list'. A logical backup knows one instant only.");
        }
        WalArchive archive = new WalArchive(repository);
        List<WalWindow> windows = new ArrayList<>();
        Optional<SetId> after = Optional.empty();
        for (BackupSet set : sets) {
            WalWindow window = archive.window(set);
            if (reaches(window, target)) {
                return new Plan(set, window, target, after);
            }
            windows.add(window);
            after = Optional.of(set.id());
        }
        throw unreachable(target, windows);
    }

    private static boolean reaches(WalWindow window, RecoveryTarget target) {
        return switch (target) {
            case RecoveryTarget.Time time -> !time.at().isBefore(window.since());
            case RecoveryTarget.Position position ->
                position.at().compareTo(window.from()) >= 0 && position.at().compareTo(window.until()) <= 0;
            case RecoveryTarget.Latest latest -> window.gap().isEmpty();
            case RecoveryTarget.Named any -> true;
            case RecoveryTarget.Transaction any -> true;
            case RecoveryTarget.BackupEnd any -> true;
        };
    }

    private static Problem unreachable(RecoveryTarget target, List<WalWindow> windows) {
        boolean latest = target instanceof RecoveryTarget.Latest;
        return new Problem(
                latest ? Problem.Kind.DAMAGED : Problem.Kind.USAGE,
                latest
                        ? "The archive is broken: %s."
                                .formatted(windows.getFirst().words())
                        : "%s is outside of what can be recovered: %s."
                                .formatted(capital(target.words()), words(windows)),
                latest
                        ? "Recover to position %s, the last before the break, and take a new physical backup."
                                .formatted(windows.getFirst().until())
                        : "Choose a target within that.");
    }

    private static String capital(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    private static String words(List<WalWindow> windows) {
        return String.join(
                "; ",
                windows.stream().limit(3).map(w -> w.set() + " " + w.words()).toList());
    }

    /// Makes the server in a folder of its own and starts it. Comes back when it has reached the target.
    ///
    /// The server does none of what the original does for others: no archiving, no replication, no jobs.
    ///
    /// @throws Problem OCCUPIED when the folder is not empty; DAMAGED when the backup or the log is;
    ///         USAGE when the log
    ///                 ends before the target, with the window. What was begun is removed then
    public Recovered restore(Plan plan, RecoveryOptions options, WorkProgress progress) {
        try (Lease lease = Lease.read(repository.store(), clock, "restore")) {
            lease.requireHeld();
            return new Recovery(this, plan, options, progress).run();
        }
    }

    /// The server of a recovered data directory, to be stopped.
    public RestoredServer server(Recovered recovered) {
        return RestoredServer.of(recovered.data(), machine);
    }
}
