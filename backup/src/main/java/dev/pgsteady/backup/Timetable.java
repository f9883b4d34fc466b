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
/// @param backups     when logical backups are taken
/// @param physical    when full physical backups of the whole server are taken
/// @param incremental when physical backups of the changed blocks are taken
/// @param drills      when the newest one is drilled
public record Timetable(CronTimes backups, CronTimes physical, CronTimes incremental, CronTimes drills) {
    /// Without physical backups.
    public Timetable(CronTimes backups, CronTimes drills) {
        this(backups, CronTimes.NEVER, CronTimes.NEVER, drills);
    }

    /// What there is to do.
    public enum Task {
        BACKUP,
        PHYSICAL,
        INCREMENTAL,
        DRILL;

        /// The kind of backup that it makes, as [BackupSet] has it; empty when it makes none.
        public Optional<String> kind() {
            return switch (this) {
                case BACKUP -> Optional.of("logical");
                case PHYSICAL, INCREMENTAL -> Optional.of("physical");
                case DRILL -> Optional.empty();
            };
        }
    }

    /// What a repository shows. The two kinds of backups do not count for each other.
    ///
    /// @param backup   when the newest finished logical backup was begun
    /// @param full     when the newest finished full physical backup was begun
    /// @param physical when the newest finished physical backup, full or incremental, was begun
    /// @param any      whether there is a backup of any kind
    /// @param drill    when the newest drill was begun
    public record Done(
            Optional<Instant> backup,
            Optional<Instant> full,
            Optional<Instant> physical,
            boolean any,
            Optional<Instant> drill) {
        /// What a repository shows of databases. A logical backup counts when it has all of them, a physical
        /// one when it is of their server.
        ///
        /// @param server the system identifier of their server; empty when it cannot be told
        public static Done of(Repository repository, List<String> databases, Optional<String> server) {
            List<BackupSet> sets = repository.sets().stream()
                    .filter(s -> s.isOf(server) && databases.stream().allMatch(d -> s.holds(d, server)))
                    .toList();
            List<BackupSet> physical = sets.stream().filter(BackupSet::physical).toList();
            return new Done(
                    newest(sets.stream().filter(s -> !s.physical()).map(BackupSet::started)),
                    newest(physical.stream().filter(s -> s.parent().isEmpty()).map(BackupSet::started)),
                    newest(physical.stream().map(BackupSet::started)),
                    !sets.isEmpty(),
                    newest(sets.stream()
                            .flatMap(s -> repository.drills(s.id()).stream())
                            .map(DrillResult::at)));
        }

        private static Optional<Instant> newest(Stream<Instant> times) {
            return times.max(Comparator.naturalOrder());
        }

        private Optional<Instant> last(Task task) {
            return switch (task) {
                case BACKUP -> backup;
                case PHYSICAL -> full;
                case INCREMENTAL -> physical;
                case DRILL -> drill;
            };
        }
    }

    private CronTimes times(Task task) {
        return switch (task) {
            case BACKUP -> backups;
            case PHYSICAL -> physical;
            case INCREMENTAL -> incremental;
            case DRILL -> drills;
        };
    }

    /// Whether nothing is ever due.
    public boolean never() {
        return Stream.of(Task.values()).allMatch(t -> times(t).never());
    }

    /// Whether both logical and physical backups are taken.
    public boolean ofBothKinds() {
        return !backups.never() && !(physical.never() && incremental.never());
    }

    /// What should have been done by now and was not. Backups come before their drill; without one there
    /// is nothing to drill. Of a full physical backup and an incremental one the full one is taken.
    public List<Task> due(Instant now, Done done) {
        List<Task> due = new ArrayList<>();
        if (missed(Task.BACKUP, now, done)) {
            due.add(Task.BACKUP);
        }
        Stream.of(Task.PHYSICAL, Task.INCREMENTAL)
                .filter(t -> missed(t, now, done))
                .findFirst()
                .ifPresent(due::add);
        boolean something = done.any() || !due.isEmpty();
        if (something && missed(Task.DRILL, now, done)) {
            due.add(Task.DRILL);
        }
        return due;
    }

    private boolean missed(Task task, Instant now, Done done) {
        CronTimes times = times(task);
        Optional<Instant> last = done.last(task);
        return !times.never()
                && (last.isEmpty()
                        || times.before(now).filter(w -> w.isAfter(last.get())).isPresent());
    }

    /// When a task is due next; when it is overdue, since when. Empty for never.
    public Optional<Instant> next(Task task, Instant now, Done done) {
        CronTimes times = times(task);
        if (!missed(task, now, done)) {
            return times.after(now);
        }
        return done.last(task).flatMap(times::after).or(() -> times.before(now)).or(() -> Optional.of(now));
    }

    /// When something is due next; empty for never.
    public Optional<Instant> next(Instant now) {
        return Stream.of(Task.values())
                .flatMap(t -> times(t).after(now).stream())
                .min(Comparator.naturalOrder());
    }
}
