package dev.pgsteady.backup;

import dev.pgsteady.backup.Ddl.Step;
import dev.pgsteady.backup.Manifest.Name;
import dev.pgsteady.backup.Manifest.TableContent;
import dev.pgsteady.schema.plan.KeyByIndex;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// In which order a database is filled, so that no connection is left with one long index at the end: the tables whose
/// indexes take longest come first, and of the indexes that may be made now the longest.
final class LoadingOrder {
    /// Nanoseconds, of which only the proportions matter: an index reads each row's bytes and sorts its keys.
    private static final int PER_BYTE = 1;

    private static final int PER_ROW = 500;

    /// A GIN index takes each value apart.
    private static final int PER_BYTE_OF_GIN = 10;

    private final Map<Name, TableContent> contents = new HashMap<>();
    private final List<TableContent> tables;
    private final List<Step> steps;

    /// @param tables those that get rows
    /// @param after  what is made when rows are there, in the order in which it was planned
    LoadingOrder(List<TableContent> tables, List<Step> after) {
        tables.forEach(t -> contents.put(t.table(), t));
        this.steps = steps(after);
        Map<Name, Long> tails = new HashMap<>();
        steps.stream()
                .filter(Step::index)
                .forEach(step -> step.locks().forEach(table -> tails.merge(table, cost(step), Long::sum)));
        this.tables = tables.stream()
                .sorted(Comparator.comparingLong((TableContent t) -> tails.getOrDefault(t.table(), 0L))
                        .thenComparingLong(RowLoading::bytes)
                        .reversed())
                .toList();
    }

    /// The tables in the order in which they get their rows.
    List<TableContent> tables() {
        return tables;
    }

    /// What is made then, with each key in two steps where it can be: its index, and the constraint.
    List<Step> steps() {
        return steps;
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
        return List.copyOf(ordered);
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
        long perByte = index.gin() ? PER_BYTE_OF_GIN : PER_BYTE;
        return content.map(c -> RowLoading.bytes(c) * perByte + c.rows() * PER_ROW)
                .orElse(0L);
    }
}
