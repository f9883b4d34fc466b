package dev.pgsteady.backup;

import dev.pgsteady.backup.Manifest.DatabaseContent;
import dev.pgsteady.backup.Manifest.Segment;
import java.util.stream.Stream;

/// The parts that a backup needs.
final class Parts {
    private Parts() {}

    static Stream<PartId> of(Manifest manifest) {
        return Stream.concat(
                        manifest.databases().stream().flatMap(Parts::of),
                        manifest.physical().stream().flatMap(p -> p.parts().stream()))
                .distinct();
    }

    private static Stream<PartId> of(DatabaseContent database) {
        return Stream.concat(
                database.ddl().stream(),
                database.tables().stream().flatMap(t -> t.segments().stream()).map(Segment::part));
    }
}
