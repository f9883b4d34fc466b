package dev.pgsteady.backup;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.pgsteady.backup.store.ObjectName;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// What a part is called: the SHA-256 of its object's bytes, in lower-case hexadecimal.
public record PartId(@JsonValue String hex) implements Comparable<PartId> {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

    @JsonCreator
    public PartId {
        if (!FORM.matcher(hex).matches()) {
            throw new IllegalArgumentException("not a SHA-256: " + hex);
        }
    }

    /// The id of an object with these bytes.
    public static PartId of(byte[] bytes) {
        return new PartId(HexFormat.of().formatHex(Digests.sha256(bytes, bytes.length)));
    }

    /// Where it is in a store.
    public ObjectName object() {
        return new ObjectName("parts/" + hex.substring(0, 2) + "/" + hex);
    }

    @Override
    public int compareTo(PartId other) {
        return hex.compareTo(other.hex);
    }

    @Override
    public String toString() {
        return hex;
    }
}
