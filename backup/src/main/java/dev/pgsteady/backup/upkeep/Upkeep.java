package dev.pgsteady.backup.upkeep;

import dev.pgsteady.backup.BackupOptions;
import dev.pgsteady.backup.BackupSet;
import dev.pgsteady.backup.Drill;
import dev.pgsteady.backup.DrillOptions;
import dev.pgsteady.backup.DrillResult;
import dev.pgsteady.backup.LogicalBackup;
import dev.pgsteady.backup.Pruning;
import dev.pgsteady.backup.Repository;
import dev.pgsteady.backup.RepositoryCopy;
import dev.pgsteady.backup.Timetable.Task;
import dev.pgsteady.backup.WorkProgress;
import dev.pgsteady.backup.physical.PhysicalBackup;
import dev.pgsteady.backup.physical.PhysicalDrill;
import dev.pgsteady.backup.physical.PhysicalOptions;
import dev.pgsteady.backup.physical.PointInTime;
import dev.pgsteady.backup.physical.WalPruning;
import dev.pgsteady.backup.store.Store;
import dev.pgsteady.backup.upkeep.Outcome.Verdict;
import dev.pgsteady.backup.upkeep.Outcome.Work;
import dev.pgsteady.core.Database;
import dev.pgsteady.core.Problem;
import dev.pgsteady.embedded.Machine;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Does for a repository what is to be done again and again: a backup with its copies, the removal of what is not
/// kept, the drill of the newest.
///
/// @param machine where drills run
public record Upkeep(
        Arrangement arrangement, Places places, InstantSource clock, Machine machine, WorkProgress progress) {
    /// Takes a backup, copies it and what the copies lack since, and removes what is not kept. Nothing is removed
    /// after a copy that failed.
    ///
    /// @param task   which kind of backup
    /// @param spared kinds of which nothing is removed
    /// @throws Problem when the backup failed; what goes wrong after it is told in the outcome
    Outcome backUp(Repository repository, Task task, Set<String> spared) {
        List<String> words = new ArrayList<>(
                List.of(task == Task.BACKUP ? logical(repository) : physical(repository, task == Task.INCREMENTAL)));
        List<String> failures = new ArrayList<>();
        for (String place : arrangement.copies()) {
            try {
                words.add(copy(repository, place));
            } catch (Problem e) {
                failures.add("It was not copied to %s: %s".formatted(place, Outcome.words(e)));
            }
        }
        if (failures.isEmpty()) {
            prune(repository, spared, words, failures);
        }
        words.addAll(failures);
        return new Outcome(
                work(task),
                failures.isEmpty() ? Verdict.PASSED : Verdict.FAILED,
                clock.instant(),
                String.join(" ", words));
    }

    static Work work(Task task) {
        return switch (task) {
            case BACKUP -> Work.BACKUP;
            case PHYSICAL, INCREMENTAL -> Work.PHYSICAL_BACKUP;
            case DRILL -> Work.DRILL;
        };
    }

    private String logical(Repository repository) {
        BackupSet set = new LogicalBackup(repository, clock, progress)
                .take(arrangement.server(), BackupOptions.USUAL.of(arrangement.databases()));
        return String.format(Locale.ROOT, "%s taken: %,d rows, %,d bytes.", set.id(), set.rows(), set.storedBytes());
    }

    /// An incremental one that became a full one says why.
    private String physical(Repository repository, boolean incremental) {
        BackupSet set = new PhysicalBackup(
                        repository,
                        arrangement.server(),
                        new PhysicalOptions(false, PhysicalOptions.USUAL.workers(), incremental),
                        clock,
                        machine)
                .take(LogicalBackup.version(), progress);
        Stream<String> why = incremental && set.parent().isEmpty()
                ? repository.manifest(set).warnings().stream().limit(1)
                : Stream.empty();
        String taken = String.format(
                Locale.ROOT,
                "%s taken: %s, %,d bytes.",
                set.id(),
                set.parent().map(p -> "what changed since " + p).orElse("the whole server"),
                set.storedBytes());
        return Stream.concat(Stream.of(taken), why).collect(Collectors.joining(" "));
    }

    /// What was removed from the copy by another policy is older than its newest, and does not come back.
    private String copy(Repository repository, String place) {
        try (Store to = places.store(place)) {
            Optional<BackupSet> last = Repository.exists(to) ? newest(place) : Optional.empty();
            List<BackupSet> missing = repository.sets().stream()
                    .filter(s -> last.isEmpty() || s.id().compareTo(last.get().id()) > 0)
                    .toList();
            RepositoryCopy.Result copied = new RepositoryCopy(repository, to, clock, progress).run(missing);
            return "%d copied to %s.".formatted(copied.sets().size(), to.words());
        }
    }

    private Optional<BackupSet> newest(String place) {
        try (Repository there = places.at(place)) {
            return there.sets().reversed().stream().findFirst();
        }
    }

    private void prune(Repository repository, Set<String> spared, List<String> words, List<String> failures) {
        try {
            Pruning.Outcome pruned = new Pruning(repository, clock, progress).run(arrangement.keep(), spared, false);
            new WalPruning(repository, clock).run(pruned.kept(), false);
            words.add("%d older ones removed.".formatted(pruned.removed().size()));
            words.addAll(pruned.notes());
        } catch (Problem e) {
            boolean later = e.kind() == Problem.Kind.BUSY;
            (later ? words : failures).add("Nothing old was removed: " + Outcome.words(e));
        }
    }

    /// Drills the newest backup of the databases.
    ///
    /// @param inTurn whether it is the newest of the kind that was not drilled for longer: of two kinds that
    ///               are taken by the clock one would never be proved
    /// @throws Problem when the drill could not be carried out
    Outcome drill(Repository repository, boolean inTurn) {
        Optional<String> server = serverIdentifier();
        List<BackupSet> sets = repository.sets().reversed().stream()
                .filter(s -> arrangement.databases().stream().allMatch(d -> s.holds(d, server)))
                .toList();
        BackupSet set = (inTurn ? nextInTurn(repository, sets) : sets.stream().findFirst())
                .orElseThrow(() -> new Problem(
                        Problem.Kind.USAGE,
                        "There is no backup of %s in %s."
                                .formatted(String.join(", ", arrangement.databases()), repository.words()),
                        "Take one with 'pgsteady backup'."));
        DrillResult result = new Drills(repository, clock, machine, arrangement.scratch())
                .run(set, arrangement.drill(), arrangement.databases(), progress);
        return new Outcome(
                Work.DRILL,
                result.passed() ? Verdict.PASSED : Verdict.FAILED,
                clock.instant(),
                result.passed()
                        ? String.format(Locale.ROOT, "%s proved: restored in %.1f s.", result.set(), result.restore())
                        : "%s failed its drill: %s"
                                .formatted(result.set(), result.failures().getFirst()));
    }

    /// @param sets newest first
    private static Optional<BackupSet> nextInTurn(Repository repository, List<BackupSet> sets) {
        Map<String, Instant> drilled = new HashMap<>();
        Map<String, BackupSet> newest = new LinkedHashMap<>();
        for (BackupSet set : sets) {
            newest.putIfAbsent(set.kind(), set);
            repository.drills(set.id()).forEach(d -> drilled.merge(set.kind(), d.at(), (a, b) -> a.isAfter(b) ? a : b));
        }
        return newest.values().stream().min(Comparator.comparing(s -> drilled.getOrDefault(s.kind(), Instant.MIN)));
    }

    /// Drills backups of either kind.
    ///
    /// @param scratch a folder with room for a whole server
    public record Drills(Repository repository, InstantSource clock, Machine machine, Path scratch) {
        /// @param databases in which the options' queries run when the backup is a physical one
        /// @throws Problem when the drill could not be carried out; a backup that fails it is a result.
        ///         USAGE when the options are not for a backup of this kind
        public DrillResult run(BackupSet set, DrillOptions options, List<String> databases, WorkProgress progress) {
            options.requireFitting(set);
            if (!set.physical()) {
                return new Drill(repository, clock, machine, progress).run(set, options);
            }
            Map<String, List<String>> queries = databases.stream()
                    .collect(Collectors.toMap(Function.identity(), d -> options.smoke(), (a, b) -> a));
            return new PhysicalDrill(new PointInTime(repository, machine, clock), scratch)
                    .run(set, new PhysicalDrill.Wanted(options.level(), queries, options.runbook()), progress);
        }
    }

    /// Which server it is; empty where it is away, or the role may not see it.
    Optional<String> serverIdentifier() {
        try (Connection connection = Database.connect(arrangement.server())) {
            return identifier(connection);
        } catch (Problem | SQLException away) {
            return Optional.empty();
        }
    }

    static Optional<String> identifier(Connection connection) {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT system_identifier::text FROM pg_control_system()")) {
            return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
        } catch (SQLException notAllowed) {
            return Optional.empty();
        }
    }
}
