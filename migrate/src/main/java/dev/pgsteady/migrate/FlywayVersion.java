package dev.pgsteady.migrate;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/// A version of Flyway's: numbers, of which zeros at the end do not count.
///
/// @param numbers the first one first
public record FlywayVersion(List<BigInteger> numbers) implements Comparable<FlywayVersion> {
    public FlywayVersion {
        int end = numbers.size();
        while (end > 1 && numbers.get(end - 1).signum() == 0) {
            end--;
        }
        numbers = List.copyOf(numbers.subList(0, end));
    }

    /// Reads `1.2` or `1_2`.
    public static FlywayVersion of(String text) {
        return new FlywayVersion(
                Arrays.stream(text.split("[._]", -1)).map(BigInteger::new).toList());
    }

    /// The id of the revision of this version: the same on every machine.
    public RevisionId id() {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(("Flyway " + this).getBytes(StandardCharsets.UTF_8));
            return new RevisionId(HexFormat.of().formatHex(digest).substring(0, 12));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// Flyway's checksum of a text: CRC-32 of its lines without line ends, and without a byte order mark.
    static int checksum(String text) {
        CRC32 crc = new CRC32();
        String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
        plain.lines().forEach(line -> crc.update(line.getBytes(StandardCharsets.UTF_8)));
        return (int) crc.getValue();
    }

    @Override
    public int compareTo(FlywayVersion other) {
        int both = Math.max(numbers.size(), other.numbers.size());
        for (int i = 0; i < both; i++) {
            int here = number(i).compareTo(other.number(i));
            if (here != 0) {
                return here;
            }
        }
        return 0;
    }

    private BigInteger number(int index) {
        return index < numbers.size() ? numbers.get(index) : BigInteger.ZERO;
    }

    @Override
    public String toString() {
        return numbers.stream().map(BigInteger::toString).collect(Collectors.joining("."));
    }
}
