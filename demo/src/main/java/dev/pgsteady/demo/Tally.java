package dev.pgsteady.demo;

import java.util.EnumMap;
import java.util.Map;

/// Counts dirt while it is written.
final class Tally {
    private final Map<Dirt, Long> found = new EnumMap<>(Dirt.class);

    void add(Dirt dirt, boolean really) {
        if (really) {
            found.merge(dirt, 1L, Long::sum);
        }
    }

    Map<Dirt, Long> found() {
        return Map.copyOf(found);
    }
}
