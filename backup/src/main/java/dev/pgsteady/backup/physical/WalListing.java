package dev.pgsteady.backup.physical;

import dev.pgsteady.backup.store.ObjectName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the archive holds, by the names of its objects.
///
/// @param whole     the objects of each complete segment, by the segment's file; more than one means
///                  trouble
/// @param partial   of each segment that was being written, the objects, the fullest last
/// @param histories the object of each timeline's history
record WalListing(
        Map<String, List<ObjectName>> whole,
        Map<String, List<ObjectName>> partial,
        Map<Integer, ObjectName> histories) {
    private static final Pattern NAME =
            Pattern.compile("wal/[0-9A-F]{8}/([0-9A-F]{24})(\\.partial\\.[0-9A-F]{8})?\\.[0-9a-f]{64}");
    private static final Pattern HISTORY = Pattern.compile("wal/history/([0-9A-F]{8})\\.[0-9a-f]{64}");

    static WalListing of(List<ObjectName> names) {
        WalListing listing = new WalListing(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
        names.stream().sorted(Comparator.naturalOrder()).forEach(listing::put);
        return listing;
    }

    private void put(ObjectName name) {
        Matcher segment = NAME.matcher(name.text());
        if (segment.matches()) {
            (segment.group(2) == null ? whole : partial)
                    .computeIfAbsent(segment.group(1), f -> new ArrayList<>())
                    .add(name);
        }
        Matcher history = HISTORY.matcher(name.text());
        if (history.matches()) {
            histories.put(Integer.parseInt(history.group(1), 16), name);
        }
    }

    /// The file of the segment that an object is or is a beginning of; empty for anything else.
    static Optional<String> segment(ObjectName object) {
        return Optional.of(NAME.matcher(object.text())).filter(Matcher::matches).map(m -> m.group(1));
    }

    boolean has(WalSegment segment) {
        return whole.containsKey(segment.file()) || partial.containsKey(segment.file());
    }

    /// Up to where a segment that was being written is used.
    static Lsn end(WalSegment segment, ObjectName partial) {
        Matcher name = NAME.matcher(partial.text());
        if (!name.matches()) {
            throw new IllegalArgumentException("not a partial segment: " + partial);
        }
        String used = Optional.ofNullable(name.group(2)).orElse(".00000000");
        return new Lsn(segment.start().value() + Long.parseLong(used.substring(used.lastIndexOf('.') + 1), 16));
    }

    /// The newest segment of a timeline that lies after another one.
    Optional<String> newestAfter(WalSegment segment) {
        NavigableSet<String> files = new TreeSet<>(whole.keySet());
        files.addAll(partial.keySet());
        String prefix = segment.file().substring(0, 8);
        return Optional.ofNullable(files.floor(prefix + "G"))
                .filter(f -> f.startsWith(prefix) && f.compareTo(segment.file()) > 0);
    }

    /// The last position that is in the archive.
    Optional<Lsn> newest(int bytes) {
        Optional<Lsn> complete =
                whole.keySet().stream().map(f -> WalSegment.of(f, bytes).end()).max(Comparator.naturalOrder());
        Optional<Lsn> begun = partial.entrySet().stream()
                .map(e -> end(WalSegment.of(e.getKey(), bytes), e.getValue().getLast()))
                .max(Comparator.naturalOrder());
        return java.util.stream.Stream.of(complete, begun)
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder());
    }
}
