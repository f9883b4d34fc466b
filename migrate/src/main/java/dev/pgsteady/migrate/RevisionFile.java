package dev.pgsteady.migrate;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The text of a revision: a header of comments, then the way up, then the way down.
///
/// ```sql
/// -- revision: 4f1c09ab2e7d
/// -- parents: 91be77c0d3aa
/// -- message: add user bio
/// -- made: 2026-11-20T14:32:10Z from entities
/// -- transactional: yes
///
/// -- upgrade
/// ALTER TABLE app.users ADD COLUMN bio text;
///
/// -- downgrade
/// ALTER TABLE app.users DROP COLUMN bio;
/// ```
public final class RevisionFile {
    /// How the name of each revision's file ends.
    static final String EXTENSION = ".sql";

    static final String UPGRADE = "-- upgrade";
    static final String DOWNGRADE = "-- downgrade";
    static final String NO_PARENTS = "none";

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd_HHmm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int NAME = 40;

    private RevisionFile() {}

    /// Reads the text of a file.
    ///
    /// @throws Unreadable with everything that is wrong with it
    static Revision read(Path file, String text) throws Unreadable {
        return new RevisionReader(file, text).read();
    }

    /// What is wrong with a file.
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient List<Complaint> complaints;

        Unreadable(List<Complaint> complaints) {
            super(complaints.getFirst().sentence());
            this.complaints = List.copyOf(complaints);
        }

        List<Complaint> complaints() {
            return complaints;
        }
    }

    /// The text of a revision's file; [#read] makes the same revision of it.
    public static String write(Revision revision) {
        List<String> lines = new ArrayList<>();
        lines.add("-- revision: " + revision.id());
        lines.add("-- parents: " + parents(revision.parents()));
        lines.add("-- message: " + revision.message());
        revision.made()
                .ifPresent(made ->
                        lines.add("-- made: " + made.truncatedTo(ChronoUnit.SECONDS) + " from " + revision.origin()));
        lines.add("-- transactional: " + (revision.transactional() ? "yes" : "no"));
        if (!revision.squashes().isEmpty()) {
            lines.add("-- squashes: " + parents(revision.squashes()));
        }
        part(lines, UPGRADE, revision.upgrade());
        part(lines, DOWNGRADE, revision.downgrade());
        return String.join("\n", lines) + "\n";
    }

    private static void part(List<String> lines, String title, Revision.Part part) {
        lines.add("");
        lines.add(title);
        if (!part.sql().isBlank()) {
            lines.add(part.sql().strip());
        }
    }

    static String parents(List<RevisionId> parents) {
        return parents.isEmpty()
                ? NO_PARENTS
                : parents.stream().map(RevisionId::text).collect(Collectors.joining(", "));
    }

    /// The name of the file of a new revision, by which files sort as they were made:
    /// `20261120_1432_add_user_bio_4f1c.sql`.
    static String name(RevisionId id, Instant made, String message) {
        String slug = message.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", "_")
                .replaceAll("^_|_$", "");
        String cut = slug.length() > NAME ? slug.substring(0, NAME).replaceAll("_$", "") : slug;
        return STAMP.format(made) + "_" + (cut.isEmpty() ? "" : cut + "_")
                + id.text().substring(0, 4) + EXTENSION;
    }
}
