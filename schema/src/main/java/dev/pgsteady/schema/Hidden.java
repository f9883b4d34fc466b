package dev.pgsteady.schema;

import java.util.ArrayList;
import java.util.List;

/// What the role may not see, in words: nothing is left out in silence.
record Hidden(ServerQuery.Result server, RelationsQuery relations, ValuesQueries.Sequences sequences) {
    List<Snapshot.Unseen> list() {
        List<Snapshot.Unseen> unseen = new ArrayList<>();
        String role = server.server().role();
        if (!server.verifiers()) {
            unseen.add(new Snapshot.Unseen(
                    Snapshot.Unseen.Kind.PASSWORDS,
                    "How passwords are stored is in pg_authid, which " + role + " may not read; a superuser may."));
        }
        if (!server.allSettings()) {
            unseen.add(new Snapshot.Unseen(
                    Snapshot.Unseen.Kind.SETTINGS,
                    "Some settings are kept from " + role + "; GRANT pg_read_all_settings shows them."));
        }
        unseen.addAll(columnStatistics(role));
        unseen.addAll(sequenceValues(role));
        return unseen;
    }

    private List<Snapshot.Unseen> columnStatistics(String role) {
        long all = relations.relations.values().stream()
                .filter(r -> r.isTable() || r.kind() == 'm')
                .count();
        long hidden = relations.relations.values().stream()
                .filter(r -> (r.isTable() || r.kind() == 'm') && !r.use().readable())
                .count();
        return hidden == 0
                ? List.of()
                : List.of(
                        new Snapshot.Unseen(
                                Snapshot.Unseen.Kind.COLUMN_STATISTICS,
                                "Column statistics of " + hidden + " of " + all + " tables are kept from " + role
                                        + ": they need SELECT on the table and no row-level security that applies to the role."));
    }

    private List<Snapshot.Unseen> sequenceValues(String role) {
        List<Snapshot.Unseen> unseen = new ArrayList<>();
        if (!sequences.forbidden().isEmpty()) {
            unseen.add(new Snapshot.Unseen(
                    Snapshot.Unseen.Kind.SEQUENCE_VALUES,
                    "The last values of " + sequences.forbidden().size() + " of "
                            + sequences.uses().size() + " sequences are kept from " + role
                            + ": they need SELECT on the sequence, and on a standby a logged one."));
        }
        if (!sequences.locked().isEmpty()) {
            unseen.add(new Snapshot.Unseen(
                    Snapshot.Unseen.Kind.SEQUENCE_VALUES,
                    "The last values of " + sequences.locked().size()
                            + " sequences were not read, because another session was changing them."));
        }
        sequences
                .failure()
                .ifPresent(message -> unseen.add(new Snapshot.Unseen(
                        Snapshot.Unseen.Kind.SEQUENCE_VALUES,
                        "The last values of sequences could not be read: " + message)));
        return unseen;
    }
}
