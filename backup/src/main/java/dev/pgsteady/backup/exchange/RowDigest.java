package dev.pgsteady.backup.exchange;

import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hashing;
import dev.pgsteady.backup.Fingerprint;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Adds up the rows of a table, whatever their order. For one thread.
final class RowDigest {
    private Fingerprint sum = Fingerprint.NONE;
    private long rows;

    /// @param values canonical texts, empty for null
    void add(List<Optional<String>> values) {
        List<byte[]> bytes = new ArrayList<>();
        int length = 0;
        for (Optional<String> value : values) {
            byte[] own = value.map(v -> v.getBytes(StandardCharsets.UTF_8)).orElse(new byte[0]);
            bytes.add(own);
            length += own.length + Integer.BYTES;
        }
        ByteBuffer row = ByteBuffer.allocate(length);
        for (int i = 0; i < bytes.size(); i++) {
            row.putInt(values.get(i).isPresent() ? bytes.get(i).length : -1).put(bytes.get(i));
        }
        HashValue128 hash = Hashing.xxh3_128().hashBytesTo128Bits(row.array());
        sum = sum.plus(new Fingerprint(hash.getMostSignificantBits(), hash.getLeastSignificantBits()));
        rows++;
    }

    /// What the rows so far come to.
    MovedTable of(String table) {
        return new MovedTable(table, rows, sum);
    }
}
