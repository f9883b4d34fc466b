package dev.pgsteady.backup;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What is due, by what the repository shows: who slept through a time catches up, and of several
/// instances the first does it, for the others then find it done.
///
/// @param backups when backups are taken
/// @param drills  when the newest one is drilled
public record Timetable(CronTimes backups, CronTimes drills) {
    /// What there is to do.
    public enum Task {
        BACKUP,
        DRILL
    }

    /// What a repository shows.
    ///
    /// @param backup when the newest finished logical backup was begun
    /// @param any    whether there is a backup of any kind
    /// @param drill  when the newest drill was begun
    public record Done(Optional<Instant> backup, boolean any, Optional<Instant> drill) {
        /// What a repository shows of databases. A backup counts when it has all of them.
        ///
        /// @param server the system identifier of their server; empty when it cannot be told
        public static Done of(Repository repository, List<String> databases, Optional<String> server) {
            List<BackupSet> sets = repository.sets().stream()
                    .filter(s -> databases.stream().allMatch(d -> s.holds(d, server)))
                    .toList();
            Optional<Instant> backup = sets.stream()
                    .filter(s -> s.kind().equals("logical"))
                    .map(BackupSet::started)
                    .max(Comparator.naturalOrder());
            Optional<Instant> drill = sets.stream()
                    .flatMap(s -> repository.drills(s.id()).stream())
                    .map(DrillResult::at)
                    .max(Comparator.naturalOrder());
            return new Done(backup, !sets.isEmpty(), drill);
        }
    }

    /// What should have been done by now and was not. A backup comes before its drill; without one there
    /// is nothing to drill.
    public List<Task> due(Instant now, Done done) {
        List<Task> due = new ArrayList<>();
        if (missed(backups, now, done.backup())) {
            due.add(Task.BACKUP);
        }
        boolean something = done.any() || !due.isEmpty();
        if (something && missed(drills, now, done.drill())) {
            due.add(Task.DRILL);
        }
        return due;
    }

    private static boolean missed(CronTimes times, Instant now, Optional<Instant> last) {
        Optional<Instant> wanted = times.before(now);
        return last.isEmpty() || wanted.filter(w -> w.isAfter(last.get())).isPresent();
    }

    /// When a task is due next, or was due and is not done; empty for never.
    public Optional<Instant> next(Task task, Instant now, Done done) {
        CronTimes times = switch (task) {
            case BACKUP -> backups;
            case DRILL -> drills;
        };
        Optional<Instant> last = switch (task) {
            case BACKUP -> done.backup();
            case DRILL -> done.drill();
        };
        return missed(times, now, last) ? times.before(now).or(() -> Optional.of(now)) : times.after(now);
    }

    /// When something is due next; empty for never.
    public Optional<Instant> next(Instant now) {
        return Stream.of(backups.after(now), drills.after(now))
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
    }
}
