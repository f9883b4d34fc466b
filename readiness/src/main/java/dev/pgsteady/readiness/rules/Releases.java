package dev.pgsteady.readiness.rules;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/// What is known of PostgreSQL's releases, as of a date (postgresql.org/support/versioning).
final class Releases {
    /// When this table was last true.
    static final LocalDate KNOWN = LocalDate.of(2026, 11, 20);

    /// Minor releases come every three months; after this many days a newer one is likely to exist.
    static final int FRESH_DAYS = 120;

    private static final Map<Integer, Release> MAJORS = Map.of(
            13, new Release(23, LocalDate.of(2025, 11, 13)),
            14, new Release(20, LocalDate.of(2026, 11, 12)),
            15, new Release(19, LocalDate.of(2027, 11, 11)),
            16, new Release(15, LocalDate.of(2028, 11, 9)),
            17, new Release(11, LocalDate.of(2029, 11, 8)),
            18, new Release(6, LocalDate.of(2030, 11, 14)));

    private Releases() {}

    /// A major version.
    ///
    /// @param minor     the newest minor release that is known to exist
    /// @param endOfLife after this day no fixes are made
    record Release(int minor, LocalDate endOfLife) {}

    /// What is known of a major version; empty for one that is newer than this table.
    static Optional<Release> of(int major) {
        return Optional.ofNullable(MAJORS.get(major));
    }
}
