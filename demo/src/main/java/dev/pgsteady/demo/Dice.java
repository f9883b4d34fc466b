package dev.pgsteady.demo;

import java.util.List;
import java.util.random.RandomGenerator;

/// Numbers that look random and are the same for ever: SplitMix64 (Steele, Lea, Flood: Fast Splittable
/// Pseudorandom Number Generators, OOPSLA 2014), written out so that no release of the JDK can change the
/// demo's data.
final class Dice implements RandomGenerator {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private long state;

    private Dice(long state) {
        this.state = state;
    }

    /// The dice for one thing: the same seed, index and purpose always throw the same.
    static Dice of(long seed, long index, Purpose purpose) {
        return new Dice(mixed(mixed(seed + GOLDEN * purpose.salt) + GOLDEN * index));
    }

    /// What dice are thrown for, so that adding one throw does not change all others.
    enum Purpose {
        PERSON(1),
        BILLING(2),
        ACCOUNT(3),
        WORKSPACE(4),
        PROJECT(5),
        SLIDE(6),
        EVENT(7),
        USAGE(8),
        PLACE(9),
        IDENTITY(10);

        private final int salt;

        Purpose(int salt) {
            this.salt = salt;
        }
    }

    @Override
    public long nextLong() {
        state += GOLDEN;
        return mixed(state);
    }

    /// From 0 to below `bound`.
    @Override
    public int nextInt(int bound) {
        return (int) (((nextLong() >>> 33) * bound) >>> 31);
    }

    /// From `least` to `most`, both possible.
    int between(int least, int most) {
        return least + nextInt(most - least + 1);
    }

    /// True about `percent` times in a hundred.
    boolean percent(int percent) {
        return nextInt(100) < percent;
    }

    /// One of a list.
    <T> T of(List<T> choices) {
        return choices.get(nextInt(choices.size()));
    }

    /// The position in `shares` that the throw falls on; the shares are parts of a hundred.
    int share(int... shares) {
        int thrown = nextInt(100);
        int at = 0;
        while (at < shares.length - 1 && thrown >= shares[at]) {
            thrown -= shares[at++];
        }
        return at;
    }

    /// So many letters and digits, as the identifiers of web services have them.
    String letters(int count) {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
        StringBuilder text = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            text.append(alphabet.charAt(nextInt(alphabet.length())));
        }
        return text.toString();
    }

    /// A random UUID (version 4, RFC 9562).
    String uuid() {
        long high = (nextLong() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x4000L;
        long low = (nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new java.util.UUID(high, low).toString();
    }

    private static long mixed(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
