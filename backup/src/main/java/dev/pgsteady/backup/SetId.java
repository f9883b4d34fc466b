package dev.pgsteady.backup;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.pgsteady.backup.store.ObjectName;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/// What a backup is called: when it was begun, which one of its repository it is, and chance, as in
/// `20261121T050000Z-00042-7f3a9c`. The number decides which of two is newer, so that a clock that goes
/// back does not.
public record SetId(@JsonValue String text) implements Comparable<SetId> {
    private static final Pattern FORM = Pattern.compile("\\d{8}T\\d{6}Z-(\\d{5,9})-[0-9a-f]{6}");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    @JsonCreator
    public SetId {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("not the id of a backup: " + text);
        }
    }

    static SetId next(int number, Instant now, RandomGenerator random) {
        return new SetId(
                String.format(Locale.ROOT, "%s-%05d-%06x", TIME.format(now), number, random.nextInt(0x1000000)));
    }

    /// Which one of its repository it is, from 1.
    public int number() {
        return Integer.parseInt(text.substring(17, text.lastIndexOf('-')));
    }

    /// An object that belongs to it.
    ObjectName object(String name) {
        return new ObjectName("sets/" + text + "/" + name);
    }

    @Override
    public int compareTo(SetId other) {
        int byNumber = Integer.compare(number(), other.number());
        return byNumber != 0 ? byNumber : text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
