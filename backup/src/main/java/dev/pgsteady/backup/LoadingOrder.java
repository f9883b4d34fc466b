package dev.pgsteady.backup;

import dev.pgsteady.backup.Ddl.Step;
import dev.pgsteady.backup.Manifest.Name;
import dev.pgsteady.backup.Manifest.TableContent;
import dev.pgsteady.schema.plan.KeyByIndex;
import dev.pgsteady.schema.plan.ObjectId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// In which order a database is filled, so that no connection is left with one long index at the end: the tables whose
/// indexes take longest come first, and of the indexes that may be made now the longest.
final class LoadingOrder {
    /// Nanoseconds, of which only the proportions matter: an index reads each row and sorts its keys.
    private static final int PER_ROW = 300;

    private static final int BYTES_IN_ONE = 4;

    /// A GIN index takes each value apart.
    private static final int PER_BYTE_OF_GIN = 12;

    /// COPY parses each value and writes it twice, to its place and to the log.
    private static final int PER_ROW_LOADED = 600;

    private static final int PER_BYTE_LOADED = 5;

    private static final long WORTH_FREEZING = 1 << 20;

    private static final String STATISTICS = ObjectId.Kind.STATISTICS.name();

    private final Map<Name, TableContent> contents = new HashMap<>();
    private final List<TableContent> tables;
    private final List<Step> steps;
    private final Set<Name> whole;

    /// @param tables  those that get rows
    /// @param after   what is made when rows are there, in the order in which it was planned
    /// @param workers how many connections do it
    LoadingOrder(List<TableContent> tables, List<Step> after, int workers) {
        tables.forEach(t -> contents.put(t.table(), t));
        this.steps = steps(after);
        Map<Name, Long> tails = new HashMap<>();
        Map<Name, Long> longest = new HashMap<>();
        for (Step step : steps) {
            if (step.index()) {
                step.locks().forEach(table -> tails.merge(table, cost(step), Long::sum));
                step.locks().forEach(table -> longest.merge(table, cost(step), Long::max));
            }
        }
        this.tables = tables.stream()
                .sorted(Comparator.comparingLong((TableContent t) -> tails.getOrDefault(t.table(), 0L))
                        .thenComparingLong(RowLoading::bytes)
                        .reversed())
                .toList();
        long work = Stream.concat(tables.stream().map(LoadingOrder::loading), tails.values().stream())
                .mapToLong(Long::longValue)
                .sum();
        this.whole = tables.stream()
                .filter(t -> rows(t)
                        && RowLoading.bytes(t) >= WORTH_FREEZING
                        && soonerWhole(loading(t), longest.getOrDefault(t.table(), 0L), work, workers))
                .map(TableContent::table)
                .collect(Collectors.toUnmodifiableSet());
    }

    /// What takes longer decides: all the work shared out, or the one table and its longest index. Marking
    /// rows takes about half as long as loading them; the longest index is not kept waiting by it, because who
    /// makes another one of the table is ahead with reading.
    private static boolean soonerWhole(long loading, long index, long work, int workers) {
        long marking = loading / 2;
        long alone = Math.max(work / workers, loading + index);
        long together = Math.max((work + marking) / workers, loading / workers + index);
        return alone <= together;
    }

    private static boolean rows(TableContent table) {
        return !table.table().qualified().equals(LogicalBackup.LARGE_OBJECTS);
    }

    private static long loading(TableContent table) {
        return RowLoading.bytes(table) * PER_BYTE_LOADED + table.rows() * PER_ROW_LOADED;
    }

    /// Whether one connection fills a table alone, so that its rows can come frozen. Otherwise all fill it
    /// together, and whoever reads it first marks each row.
    boolean whole(TableContent table) {
        return whole.contains(table.table());
    }

    /// The tables in the order in which they get their rows.
    List<TableContent> tables() {
        return tables;
    }

    /// What is made then, with each key in two steps where it can be: its index, and the constraint. Large
    /// tables are analyzed among it, when they have their indexes.
    List<Step> steps() {
        return steps;
    }

    /// The tables that are analyzed by these steps.
    Set<Name> analyzed() {
        return steps.stream()
                .filter(step -> step.kind().equals(Analyzing.KIND))
                .flatMap(step -> step.locks().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /// A step that locks no table by name stays where it is, and so does all before and behind it.
    private List<Step> steps(List<Step> after) {
        List<Step> ordered = new ArrayList<>();
        List<Step> indexes = new ArrayList<>();
        List<Step> others = new ArrayList<>();
        for (Step step : after) {
            if (step.locks().isEmpty()) {
                drain(indexes, others, ordered);
                ordered.add(step);
            } else if (step.byIndex().isPresent()) {
                KeyByIndex key = step.byIndex().get();
                indexes.add(step.replaced(Step.INDEX, List.of(key.index())));
                others.add(step.replaced(step.kind(), key.rest()));
            } else {
                (step.index() ? indexes : others).add(step);
            }
        }
        drain(indexes, others, ordered);
        int alone = firstAlone(ordered);
        ordered.addAll(alone, analyzing(ordered.subList(alone, ordered.size())));
        return List.copyOf(ordered);
    }

    private static int firstAlone(List<Step> ordered) {
        int from = 0;
        while (from < ordered.size() && !ordered.get(from).locks().isEmpty()) {
            from++;
        }
        return from;
    }

    /// Only tables that have all that statistics are gathered of: of statistics objects a step does not say the table.
    ///
    /// @param later what is made after the analyzing
    private List<Step> analyzing(List<Step> later) {
        if (later.stream().anyMatch(step -> step.kind().equals(STATISTICS))) {
            return List.of();
        }
        Set<Name> changed =
                later.stream().flatMap(step -> step.locks().stream()).collect(Collectors.toSet());
        return contents.values().stream()
                .filter(t -> rows(t) && RowLoading.bytes(t) >= Analyzing.LARGE && !changed.contains(t.table()))
                .sorted(Comparator.comparingLong(RowLoading::bytes).reversed())
                .map(t -> Analyzing.step(t.table()))
                .toList();
    }

    private void drain(List<Step> indexes, List<Step> others, List<Step> ordered) {
        indexes.sort(Comparator.comparingLong(this::cost).reversed());
        ordered.addAll(indexes);
        ordered.addAll(others);
        indexes.clear();
        others.clear();
    }

    private long cost(Step index) {
        Optional<TableContent> content =
                index.locks().stream().findFirst().flatMap(table -> Optional.ofNullable(contents.get(table)));
        return content.map(c -> c.rows() * PER_ROW + bytes(index, RowLoading.bytes(c)))
                .orElse(0L);
    }

    private static long bytes(Step index, long bytes) {
        return index.gin() ? bytes * PER_BYTE_OF_GIN : bytes / BYTES_IN_ONE;
    }
}
