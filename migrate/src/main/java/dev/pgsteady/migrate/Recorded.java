package dev.pgsteady.migrate;

import dev.pgsteady.migrate.Verification.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Something that a command found out about a database, for a check of it.
///
/// @param kind    what was looked at
/// @param subject the revision up to which; empty where there is none
/// @param passed  whether all was as it should be
/// @param summary what was found, without the end of a sentence
public record Recorded(Kind kind, String subject, boolean passed, String summary) {
    private static final int SHOWN = 3;

    /// What is looked at.
    public enum Kind {
        /// Whether all revisions are applied.
        PENDING_MIGRATIONS,
        /// Whether the files of applied revisions are there and as they were.
        MIGRATION_FILES,
        /// Whether the schema is what the applied revisions give.
        MIGRATION_STATE,
        /// Whether each way back was tried.
        ROLLBACK_PROOF;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// What the files beside a database's history say.
    static List<Recorded> of(Status status) {
        String subject = subject(status.applied());
        List<String> pending = status.pending().stream().map(Revision::toString).toList();
        List<String> wrong = Stream.concat(
                        status.edited().stream().map(r -> r + " was edited"),
                        status.unknown().stream().map(e -> e.id() + " (" + e.message() + ") has no file"))
                .toList();
        return List.of(
                found(Kind.PENDING_MIGRATIONS, subject, pending, "not applied: "),
                found(Kind.MIGRATION_FILES, subject, wrong, ""));
    }

    /// What comparing the schema with what the revisions give came to.
    ///
    /// @param differences as in `has TABLE app.users, and no revision does`
    public static Recorded state(List<Revision> applied, List<String> differences) {
        return found(Kind.MIGRATION_STATE, subject(applied), differences, "the database ");
    }

    /// What trying the ways back came to.
    public static Recorded waysBack(List<Revision> revisions, List<Outcome> outcomes) {
        List<String> wrong = outcomes.stream()
                .filter(o -> o.state() != Verification.State.PROVED)
                .map(o -> o.revision() + " "
                        + switch (o.state()) {
                            case PROVED -> "goes back";
                            case NO_WAY_BACK -> "has no way back";
                            case DIFFERS -> "leaves something behind";
                            case FAILED -> "failed";
                        })
                .toList();
        return found(Kind.ROLLBACK_PROOF, subject(revisions), wrong, "");
    }

    private static Recorded found(Kind kind, String subject, List<String> wrong, String before) {
        String more = wrong.size() > SHOWN ? " and %,d more".formatted(wrong.size() - SHOWN) : "";
        String some = String.join("; ", wrong.subList(0, Math.min(SHOWN, wrong.size())));
        return new Recorded(
                kind, subject, wrong.isEmpty(), wrong.isEmpty() ? "all is as it should be" : before + some + more);
    }

    private static String subject(List<Revision> revisions) {
        return Optional.of(revisions)
                .filter(r -> !r.isEmpty())
                .map(r -> r.getLast().id().text())
                .orElse("");
    }
}
