package dev.pgsteady.apps.passport.seed;

import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/// Chance that falls the same way each time: for a row of a table it depends on both alone, so any row
/// can be made without those before it.
final class Dice {
    private static final long SEED = 20_260_701L;
    private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;
    private static final long VERSION_BITS = 0xF000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long RANDOM_BITS = 0x3FFF_FFFF_FFFF_FFFFL;
    private static final int RANDOM = 4;
    private static final int ORDERED = 7;

    private final SplittableRandom random;

    Dice(int table, long row) {
        this.random = new SplittableRandom((SEED * 31 + table) * SPREAD + row);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    <T> T of(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    /// Version 4.
    UUID randomKey() {
        return key(random.nextLong(), RANDOM);
    }

    /// Version 7, which begins with a time.
    UUID orderedKey(Instant at) {
        return key((at.toEpochMilli() << 16) | (random.nextLong() & 0xFFFF), ORDERED);
    }

    private UUID key(long most, int version) {
        return new UUID((most & ~VERSION_BITS) | ((long) version << 12), (random.nextLong() & RANDOM_BITS) | VARIANT);
    }
}
