package dev.pgsteady.backup;

import dev.pgsteady.backup.Manifest.DatabaseContent;
import dev.pgsteady.backup.Manifest.Segment;
import dev.pgsteady.backup.store.ObjectName;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The parts that a backup needs.
final class Parts {
    private static final String ALL = "parts/";

    /// So many objects come with one answer of S3.
    private static final int PAGE = 1_000;

    private Parts() {}

    static Stream<PartId> of(Manifest manifest) {
        return Stream.concat(
                        manifest.databases().stream().flatMap(Parts::of),
                        manifest.physical().stream().flatMap(p -> p.parts().stream()))
                .distinct();
    }

    /// The first part of a backup that the repository does not have; empty when all are there.
    ///
    /// @param stored about how many parts the repository has: it is asked for all of them, or for those whose names
    ///               begin alike, whichever are fewer requests
    static Optional<PartId> missing(Repository repository, Manifest manifest, int stored) {
        Map<String, List<PartId>> folders =
                of(manifest).collect(Collectors.groupingBy(p -> folder(p.object()), TreeMap::new, Collectors.toList()));
        boolean all = folders.size() > 1 + stored / PAGE;
        Set<ObjectName> there = new HashSet<>();
        (all ? Set.of(ALL) : folders.keySet())
                .forEach(f -> repository.store().list(f).forEach(o -> there.add(o.name())));
        return of(manifest).filter(p -> !there.contains(p.object())).findFirst();
    }

    private static String folder(ObjectName part) {
        return part.text().substring(0, part.text().length() - part.last().length());
    }

    private static Stream<PartId> of(DatabaseContent database) {
        return Stream.concat(
                database.ddl().stream(),
                database.tables().stream().flatMap(t -> t.segments().stream()).map(Segment::part));
    }
}
