package dev.pgsteady.migrate;

import dev.pgsteady.core.Problem;
import dev.pgsteady.core.SqlInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Judges a folder of migrations, and beside a database's history that as well. A pure function.
final class MigrationCheck {
    /// What the manual says cannot run in a transaction block.
    private static final Pattern ALONE =
            Pattern.compile("(?is)((create\\s+(unique\\s+)?index|drop\\s+index|reindex)\\s+"
                    + "(?:\\([^)]*\\)\\s*)?(?:\\w+\\s+)?concurrently\\b|vacuum\\b|alter\\s+system\\b|(create|drop)\\s+(database|tablespace)\\b"
                    + "|alter\\s+table\\b.*\\bdetach\\s+partition\\b.*\\bconcurrently\\s*$).*");

    private final RevisionFolder.Contents contents;
    private final List<MigrationFinding> findings = new ArrayList<>();

    private record Place(Revision revision, int line) {}

    MigrationCheck(RevisionFolder.Contents contents) {
        this.contents = contents;
    }

    /// Everything that should not be so: the files first, then the database.
    List<MigrationFinding> findings(Optional<History> history) {
        contents.complaints().forEach(this::complaint);
        heads();
        contents.graph().ordered().forEach(this::statements);
        history.ifPresent(this::database);
        return List.copyOf(findings);
    }

    private void complaint(Complaint complaint) {
        MigrationFinding.Kind kind = switch (complaint.kind()) {
            case FILE -> MigrationFinding.Kind.UNREADABLE;
            case DUPLICATE -> MigrationFinding.Kind.DUPLICATE;
            case PARENT -> MigrationFinding.Kind.PARENT_MISSING;
            case CYCLE -> MigrationFinding.Kind.CYCLE;
        };
        findings.add(new MigrationFinding(
                kind,
                Optional.empty(),
                Optional.of(complaint.file()),
                complaint.line(),
                complaint.sentence(),
                complaint.next()));
    }

    /// Whether all statements of a script can run in a transaction.
    static boolean inTransaction(String script) {
        return SqlInput.statements(script).stream()
                .noneMatch(s -> ALONE.matcher(s).find());
    }

    private void heads() {
        List<Revision> heads = contents.graph().heads();
        if (heads.size() > 1) {
            findings.add(new MigrationFinding(
                    MigrationFinding.Kind.SEVERAL_HEADS,
                    Optional.empty(),
                    Optional.empty(),
                    1,
                    "There are " + heads.size() + " heads: "
                            + heads.stream().map(Revision::toString).collect(Collectors.joining(", ")) + ".",
                    "'pgsteady migrate rebase' puts one behind the other; 'pgsteady migrate merge' joins them."));
        }
    }

    private void statements(Revision revision) {
        Optional<Step> up = step(revision, Direction.UP);
        Optional<Step> down = step(revision, Direction.DOWN);
        if (revision.downgrade().empty() && !revision.upgrade().empty()) {
            find(
                    MigrationFinding.Kind.ONE_WAY,
                    new Place(revision, revision.downgrade().line()),
                    "has no way down.",
                    "Write it below the line '" + RevisionFile.DOWNGRADE + "'.");
            return;
        }
        if (up.isEmpty() || down.isEmpty()) {
            return;
        }
        if (revision.transactional()) {
            alone(up.get());
            alone(down.get());
        } else if (up.get().statements().size() != down.get().statements().size()) {
            find(
                    MigrationFinding.Kind.NOT_MIRRORED,
                    new Place(revision, revision.downgrade().line()),
                    "goes up in " + up.get().statements().size() + " statements and down in "
                            + down.get().statements().size() + ", so broken off it could not be taken back.",
                    "Let the way down undo the way up statement by statement, the last one first.");
        }
    }

    private void alone(Step step) {
        for (SqlInput.Statement statement : step.statements()) {
            if (ALONE.matcher(statement.text()).matches()) {
                find(
                        MigrationFinding.Kind.NOT_TRANSACTIONAL,
                        new Place(step.revision(), step.line(statement)),
                        "holds a statement that cannot run in a transaction: " + Step.beginning(statement) + ".",
                        "Say '-- transactional: no' in its header.");
            }
        }
    }

    private Optional<Step> step(Revision revision, Direction direction) {
        try {
            return Optional.of(Step.of(revision, direction));
        } catch (Problem e) {
            findings.add(new MigrationFinding(
                    MigrationFinding.Kind.STATEMENT,
                    Optional.of(revision.id()),
                    Optional.of(revision.file()),
                    revision.part(direction).line(),
                    String.valueOf(e.getMessage()),
                    e.next()));
            return Optional.empty();
        }
    }

    private void database(History history) {
        RevisionGraph graph = contents.graph();
        Status status = Status.of(graph, history);
        for (Revision revision : status.pending()) {
            boolean skipped =
                    graph.withDescendants(List.of(revision.id())).stream().anyMatch(history::applied);
            if (skipped) {
                find(
                        MigrationFinding.Kind.SKIPPED,
                        new Place(revision, 1),
                        "is not applied, and what comes after it is.",
                        "'pgsteady migrate up' applies it; see first whether that still fits.");
            } else if (history.find(revision.id()).isEmpty()) {
                find(
                        MigrationFinding.Kind.PENDING,
                        new Place(revision, 1),
                        "is not applied yet.",
                        "Run 'pgsteady migrate up'.");
            }
        }
        for (Revision revision : status.edited()) {
            find(
                    MigrationFinding.Kind.EDITED,
                    new Place(revision, 1),
                    "was edited after it was applied.",
                    "Put it back as it was and make the change a new revision.");
        }
        status.unknown()
                .forEach(e -> entry(
                        MigrationFinding.Kind.UNKNOWN,
                        e,
                        "is in the database, and no file says what it is.",
                        "Get its file, which another branch or a newer version has."));
        status.running()
                .ifPresent(e -> entry(
                        MigrationFinding.Kind.BROKEN_OFF,
                        e,
                        "was broken off on its way " + e.direction().word() + " after " + e.done() + " statements.",
                        "'pgsteady migrate " + e.direction().word() + "' goes on with it."));
    }

    private void entry(MigrationFinding.Kind kind, History.Entry entry, String what, String next) {
        findings.add(new MigrationFinding(
                kind,
                Optional.of(entry.id()),
                Optional.empty(),
                1,
                "Revision " + entry.id() + " (" + entry.message() + ") " + what,
                next));
    }

    private void find(MigrationFinding.Kind kind, Place place, String what, String next) {
        Revision revision = place.revision();
        findings.add(new MigrationFinding(
                kind,
                Optional.of(revision.id()),
                Optional.of(revision.file()),
                place.line(),
                revision.file() + ":" + place.line() + " " + what,
                next));
    }
}
