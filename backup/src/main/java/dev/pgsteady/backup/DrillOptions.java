package dev.pgsteady.backup;

import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Problem;
import java.util.List;
import java.util.Optional;

/// How far a drill goes, and where.
///
/// @param level   how much is proved
/// @param smoke   the user's own queries: each must return at least one row whose first column is true, or not
///                be of type boolean
/// @param workers how many connections load and read at once
/// @param server  the server that gets the databases for as long as the drill takes; empty for a throw-away one
/// @param live    the server that is compared with the backup as well; empty for none
/// @param runbook whose commands are carried out as well; empty for none
public record DrillOptions(
        Level level,
        List<String> smoke,
        int workers,
        Optional<ConnectionSettings> server,
        Optional<ConnectionSettings> live,
        Optional<RunbookTrial> runbook) {
    /// Restore and compare, with amcheck, by two workers.
    public static final DrillOptions USUAL = new DrillOptions(Level.CHECK, List.of(), 2);

    public DrillOptions {
        smoke = List.copyOf(smoke);
    }

    /// Refuses what proves nothing of a backup of this kind, or would do harm.
    ///
    /// @throws Problem USAGE
    public void requireFitting(BackupSet set) {
        boolean physical = set.kind().equals("physical");
        if (physical && (server.isPresent() || live.isPresent())) {
            throw new Problem(
                    Problem.Kind.USAGE,
                    "A given server and a live database are for logical backups; %s is a copy of a whole server."
                            .formatted(set.id()),
                    "Leave them out, or name a logical backup.");
        }
        if (!physical && level == Level.POINT_IN_TIME) {
            throw new Problem(
                    Problem.Kind.USAGE,
                    "A logical backup knows one instant only.",
                    "Name a physical backup; 'pgsteady backup list' shows which is what.");
        }
        runbook.ifPresent(trial -> requireFitting(set, trial));
    }

    private void requireFitting(BackupSet set, RunbookTrial trial) {
        if (trial.database().isPresent() == set.kind().equals("physical")) {
            throw new Problem(
                    Problem.Kind.USAGE,
                    "The commands of the runbook are for another kind of backup than %s.".formatted(set.id()),
                    "Those that restore a database are for logical backups, those that recover a server for others.");
        }
        if (level == Level.BYTES) {
            throw new Problem(
                    Problem.Kind.USAGE,
                    "At level bytes nothing is restored, so no command of the runbook is carried out.",
                    "Leave out the runbook or the level.");
        }
        if (server.isPresent()) {
            throw onlyThrownAway();
        }
    }

    /// Why a runbook is not carried out in a given server.
    public static Problem onlyThrownAway() {
        return new Problem(
                Problem.Kind.USAGE,
                "The runbook's commands replace a database, so they are carried out in a throw-away server only.",
                "Leave out the given server or the runbook.");
    }

    /// In a throw-away server, and nothing besides.
    public DrillOptions(Level level, List<String> smoke, int workers) {
        this(level, smoke, workers, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /// The same in a server that is there.
    public DrillOptions on(ConnectionSettings given) {
        return new DrillOptions(level, smoke, workers, Optional.of(given), live, runbook);
    }

    /// The same, compared with the live server too.
    public DrillOptions comparedWith(ConnectionSettings database) {
        return new DrillOptions(level, smoke, workers, server, Optional.of(database), runbook);
    }

    /// The same with the commands of a runbook.
    public DrillOptions with(RunbookTrial trial) {
        return new DrillOptions(level, smoke, workers, server, live, Optional.of(trial));
    }

    /// How much is proved; each level includes those before it.
    public enum Level {
        /// Every part is there and has the bytes that were stored.
        BYTES,
        /// It was restored, and every row and object is the same.
        RESTORE,
        /// The indexes agree with their tables (amcheck), and the user's queries answer.
        CHECK,
        /// It was recovered to a time between the backup and the end of the log as well: of physical backups.
        POINT_IN_TIME
    }
}
