package dev.pgsteady.migrate;

import dev.pgsteady.migrate.History.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/// What a database says of its revisions, in terms of the files that there are now: one that has all
/// revisions whose place another took has that other.
///
/// @param history    in these terms
/// @param unrecorded what took the place of others without the database saying so yet
record SquashedHistory(History history, List<Revision> unrecorded) {
    static SquashedHistory of(RevisionGraph graph, History said) {
        Map<RevisionId, Entry> entries = new LinkedHashMap<>(said.entries());
        List<Revision> unrecorded = new ArrayList<>();
        for (Revision revision : graph.ordered()) {
            List<RevisionId> squashed = revision.squashes();
            if (!squashed.isEmpty() && squashed.stream().allMatch(said::applied)) {
                Entry last = said.find(squashed.getLast()).orElseThrow();
                entries.keySet().removeAll(squashed);
                entries.putIfAbsent(revision.id(), of(revision, graph.checksum(revision), last));
                unrecorded.add(revision);
            }
        }
        return new SquashedHistory(new History(said.kept(), entries), List.copyOf(unrecorded));
    }

    private static Entry of(Revision revision, String checksum, Entry last) {
        return new Entry(
                revision.id(),
                revision.message(),
                checksum,
                Entry.State.APPLIED,
                Direction.UP,
                last.done(),
                last.by(),
                last.at(),
                last.took(),
                last.serverVersion(),
                last.toolVersion());
    }

    /// Makes the database say so, in one transaction.
    String recorded(HistoryTable table) {
        StringJoiner script = new StringJoiner("; ", "BEGIN; ", "; COMMIT");
        for (Revision revision : unrecorded) {
            revision.squashes().forEach(id -> script.add(table.remove(id)));
            script.add(table.stamped(revision));
        }
        return script.toString();
    }
}
