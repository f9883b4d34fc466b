package dev.pgsteady.migrate;

import dev.pgsteady.core.Problem;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
/// @param squashes      the revisions that it took the place of, in their order; empty for most
/// @param code          the class that it is, when it is Java; then both ways are without SQL
public record Revision(
        RevisionId id,
        List<RevisionId> parents,
        String message,
        Optional<Instant> made,
        String origin,
        boolean transactional,
        Part upgrade,
        Part downgrade,
        Path file,
        List<RevisionId> squashes,
        Optional<JavaRevision> code) {
    /// A file that took no other's place.
    public Revision(
            RevisionId id,
            List<RevisionId> parents,
            String message,
            Optional<Instant> made,
            String origin,
            boolean transactional,
            Part upgrade,
            Part downgrade,
            Path file) {
        this(id, parents, message, made, origin, transactional, upgrade, downgrade, file, List.of(), Optional.empty());
    }

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
        squashes = List.copyOf(squashes);
        if (message.isBlank() || message.indexOf('\n') >= 0 || origin.isBlank()) {
            throw new IllegalArgumentException("a revision has a message of one line and an origin");
        }
        if (parents.contains(id) || (parents.size() > 1 && new HashSet<>(parents).size() < parents.size())) {
            throw new IllegalArgumentException("a revision is not its own parent and names each parent once");
        }
        if (squashes.contains(id)) {
            throw new IllegalArgumentException("a revision does not take its own place");
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

    /// The same with other parents where they are called otherwise now.
    Revision behind(Map<RevisionId, RevisionId> called) {
        if (parents.stream().noneMatch(called::containsKey)) {
            return this;
        }
        List<RevisionId> now =
                parents.stream().map(p -> called.getOrDefault(p, p)).distinct().toList();
        return new Revision(id, now, message, made, origin, transactional, upgrade, downgrade, file, squashes, code);
    }

    /// The revision that a class is.
    ///
    /// @throws Problem REVISION when the class names itself wrongly
    static Revision of(JavaRevision code) {
        Path file = Path.of(code.getClass().getName() + ".class");
        try {
            return new Revision(
                    new RevisionId(code.id()),
                    code.parents().stream().map(RevisionId::new).toList(),
                    code.message(),
                    code.made(),
                    "java",
                    code.transactional(),
                    Part.EMPTY,
                    Part.EMPTY,
                    file,
                    List.of(),
                    Optional.of(code));
        } catch (IllegalArgumentException e) {
            throw new Problem(
                    Problem.Kind.REVISION,
                    code.getClass().getName() + " is no revision: " + e.getMessage() + ".",
                    "Correct what its methods say of it.",
                    e);
        }
    }

    /// What tells whether the SQL was changed: SHA-256 of both parts, without lines that are blank or comments and
    /// without white space at the end of lines. Of Java it is the version that the class says.
    public String checksum() {
        return Checksum.of(this);
    }

    /// Its id and message, for a person.
    @Override
    public String toString() {
        return id + " (" + message + ")";
    }
}
