package dev.pgsteady.backup;

import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hasher128;
import com.dynatrace.hash4j.hashing.Hashing;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.HexFormat;

/// What rows say, whatever their order: the sum, modulo 2^128, of the XXH3-128 hash of each of them as
/// COPY sends it. The sums of parts add up to that of the whole. It shows accidents, not malice; against
/// malice stands the key.
///
/// @param high the upper 64 bits
/// @param low  the lower 64 bits
public record Fingerprint(long high, long low) {
    /// Of no rows.
    public static final Fingerprint NONE = new Fingerprint(0, 0);

    private static final Hasher128 XXH3 = Hashing.xxh3_128();

    /// Of both.
    public Fingerprint plus(Fingerprint other) {
        long sum = low + other.low;
        int carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
        return new Fingerprint(high + other.high + carry, sum);
    }

    /// 32 hexadecimal digits.
    @JsonValue
    public String hex() {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(high) + hex.toHexDigits(low);
    }

    /// The fingerprint that [#hex()] wrote.
    @JsonCreator
    public static Fingerprint ofHex(String hex) {
        if (hex.length() != 32) {
            throw new IllegalArgumentException("not a fingerprint: " + hex);
        }
        return new Fingerprint(HexFormat.fromHexDigitsToLong(hex, 0, 16), HexFormat.fromHexDigitsToLong(hex, 16, 32));
    }

    /// Adds rows up. For one thread.
    static final class Sum {
        private long high;
        private long low;
        private long rows;

        void add(byte[] row, int offset, int length) {
            HashValue128 hash = XXH3.hashBytesTo128Bits(row, offset, length);
            long before = low;
            low += hash.getLeastSignificantBits();
            high += hash.getMostSignificantBits() + (Long.compareUnsigned(low, before) < 0 ? 1 : 0);
            rows++;
        }

        long rows() {
            return rows;
        }

        Fingerprint fingerprint() {
            return new Fingerprint(high, low);
        }
    }
}
