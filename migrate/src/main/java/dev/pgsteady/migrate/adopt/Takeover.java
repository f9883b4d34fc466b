package dev.pgsteady.migrate.adopt;

import dev.pgsteady.migrate.Drafts;
import dev.pgsteady.migrate.Drafts.Draft;
import dev.pgsteady.migrate.Revision;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How a database is taken over. Whichever it is, the history is then stamped.
public sealed interface Takeover {
    /// What other tools say in it.
    List<ForeignHistory> histories();

    /// The revisions that are there give just what the database has: it is another copy of one that was
    /// taken over.
    record Known(List<ForeignHistory> histories, List<Revision> revisions) implements Takeover {
        public Known {
            histories = List.copyOf(histories);
            revisions = List.copyOf(revisions);
        }
    }

    /// The files of Flyway are kept, and those that it applied give just what the database has.
    ///
    /// @param applied what Flyway applied, in order
    /// @param pending how many files it has not applied
    record Kept(List<ForeignHistory> histories, List<Revision> applied, int pending) implements Takeover {
        public Kept {
            histories = List.copyOf(histories);
            applied = List.copyOf(applied);
        }
    }

    /// The files of the tool become revisions, one by one; those that it applied give just what the
    /// database has.
    ///
    /// @param applied what the tool applied, in order
    /// @param pending what it has not applied
    record Imported(List<ForeignHistory> histories, List<Revision> applied, List<Revision> pending)
            implements Takeover {
        public Imported {
            histories = List.copyOf(histories);
            applied = List.copyOf(applied);
            pending = List.copyOf(pending);
        }

        /// Writes the revisions.
        ///
        /// @return the last one that the database has; empty when it has none
        public Optional<Revision> write(Drafts drafts) {
            Optional<Revision> last = Optional.empty();
            Optional<Revision> there = Optional.empty();
            String origin = "imported from " + histories.getFirst().tool().words();
            for (Revision file :
                    Stream.concat(applied.stream(), pending.stream()).toList()) {
                last = Optional.of(drafts.write(new Draft(
                        file.message(),
                        last.map(Revision::id).stream().toList(),
                        origin,
                        file.transactional(),
                        file.upgrade().sql().strip(),
                        file.downgrade().sql().strip())));
                there = applied.contains(file) ? last : there;
            }
            return there;
        }
    }

    /// The schema becomes the first revision, which was tried: up gives the schema, down gives nothing.
    ///
    /// @param roles         the roles that it names and does not make
    /// @param objects       how many things it makes
    /// @param transactional whether it is one transaction
    record Baseline(
            List<ForeignHistory> histories,
            List<String> roles,
            int objects,
            boolean transactional,
            String upgrade,
            String downgrade)
            implements Takeover {
        public Baseline {
            histories = List.copyOf(histories);
            roles = List.copyOf(roles);
        }

        /// The revision to write.
        public Draft draft() {
            String tools =
                    histories.stream().map(h -> h.tool().words()).distinct().collect(Collectors.joining(", "));
            String places = histories.stream().map(ForeignHistory::words).collect(Collectors.joining(", "));
            return new Draft(
                    histories.isEmpty() ? "the schema as it was" : "taken over from " + places.replaceAll("\\s+", " "),
                    List.of(),
                    histories.isEmpty() ? "adopted" : "adopted from " + tools,
                    transactional,
                    upgrade,
                    downgrade);
        }
    }
}
