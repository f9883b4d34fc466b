package dev.pgsteady.schema.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The outcomes of cases, counted by source.
final class CaseTable {
    static final String CONVERGED = "converged";

    private static final List<String> GOOD = List.of(CONVERGED, "refused");

    private record Note(String source, String name, String kind, String more) {}

    private final List<Note> notes = new ArrayList<>();

    /// @param outcome `converged`, or what else came of it, a colon and the particulars
    synchronized void note(String source, String name, String outcome) {
        int colon = outcome.indexOf(':');
        notes.add(new Note(
                source,
                name,
                colon < 0 ? outcome : outcome.substring(0, colon),
                colon < 0 ? "" : outcome.substring(colon + 1)));
    }

    long converged() {
        return notes.stream().filter(n -> n.kind().equals(CONVERGED)).count();
    }

    /// What neither converged nor was refused.
    List<String> wrong() {
        return notes.stream()
                .filter(n -> !GOOD.contains(n.kind()))
                .map(n -> n.name() + ": " + n.kind())
                .sorted()
                .toList();
    }

    /// The table, then what did not converge.
    String text() {
        Map<String, Map<String, Long>> counts = new TreeMap<>();
        for (Note note : notes) {
            for (String row : List.of(note.source(), "~ all")) {
                counts.computeIfAbsent(row, k -> new TreeMap<>()).merge(note.kind(), 1L, Long::sum);
            }
        }
        StringBuilder text = new StringBuilder();
        counts.forEach((source, kinds) -> {
            long all = kinds.values().stream().mapToLong(Long::longValue).sum();
            text.append("%-16s %5d%s%n".formatted(source.replace("~ ", ""), all, words(kinds)));
        });
        notes.stream()
                .filter(n -> !n.kind().equals(CONVERGED))
                .map(n -> "%n=== %s %s%s%n".formatted(n.kind(), n.name(), n.more()))
                .sorted()
                .forEach(text::append);
        return text.toString();
    }

    private static String words(Map<String, Long> kinds) {
        StringBuilder words = new StringBuilder();
        kinds.forEach(
                (kind, count) -> words.append("  ").append(kind).append(' ').append(count));
        return words.toString();
    }
}
