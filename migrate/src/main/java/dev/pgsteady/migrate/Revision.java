package dev.pgsteady.migrate;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// One step of a database's schema, up and down.
///
/// @param id            its name
/// @param parents       what must be there before it: none for the first, one, or several for a merge
/// @param message       what it is for, one line, never blank
/// @param made          when it was made, to the second, if its file says so
/// @param origin        what it was made from, as in `entities` or `hand`; never blank
/// @param transactional whether it runs in one transaction; otherwise each statement commits on its own
/// @param upgrade       the way up
/// @param downgrade     the way down
/// @param file          where it is
public record Revision(
        RevisionId id,
        List<RevisionId> parents,
        String message,
        Optional<Instant> made,
        String origin,
        boolean transactional,
        Part upgrade,
        Part downgrade,
        Path file) {
    /// What a revision that a person writes says of where it is from.
    public static final String BY_HAND = "hand";

    /// What a revision that was made from the entities of an application says.
    public static final String BY_ENTITIES = "entities";

    /// A stretch of SQL in a file.
    ///
    /// @param sql  as it stands there
    /// @param line the line in the file on which it begins, counted from 1
    public record Part(String sql, int line) {
        /// Nothing to do.
        public static final Part EMPTY = new Part("", 1);

        public Part {
            if (line < 1) {
                throw new IllegalArgumentException("lines are counted from 1");
            }
        }

        /// Whether there is nothing in it but white space and comments.
        public boolean empty() {
            return sql.lines().allMatch(l -> l.isBlank() || l.strip().startsWith("--"));
        }
    }

    public Revision {
        parents = List.copyOf(parents);
        if (message.isBlank() || message.indexOf('\n') >= 0 || origin.isBlank()) {
            throw new IllegalArgumentException("a revision has a message of one line and an origin");
        }
        if (parents.contains(id) || (parents.size() > 1 && new HashSet<>(parents).size() < parents.size())) {
            throw new IllegalArgumentException("a revision is not its own parent and names each parent once");
        }
    }

    /// Whether it was made from the entities of an application.
    boolean fromEntities() {
        return origin.equals(BY_ENTITIES);
    }

    /// The way in a direction.
    Part part(Direction direction) {
        return switch (direction) {
            case UP -> upgrade;
            case DOWN -> downgrade;
        };
    }

    /// What tells whether the SQL was changed: SHA-256 of both parts, without lines that are blank or comments and
    /// without white space at the end of lines.
    public String checksum() {
        return Checksum.of(this);
    }

    /// Its id and message, for a person.
    @Override
    public String toString() {
        return id + " (" + message + ")";
    }
}
