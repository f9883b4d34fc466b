package dev.pgsteady.migrate;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the text of one revision's file, once from the top to the end; knows the line of everything it complains of.
final class RevisionReader {
    private static final String FROM = " from ";
    private static final List<String> KEYS =
            List.of("revision", "parents", "message", "made", "transactional", "squashes");

    private final Path file;
    private final String text;
    private final List<Complaint> complaints = new ArrayList<>();
    private final Map<String, Entry> header = new HashMap<>();
    private int at;
    private int line = 1;

    private record Entry(String value, int line) {}

    private record When(Optional<Instant> made, String origin) {}

    RevisionReader(Path file, String text) {
        this.file = file;
        this.text = text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    Revision read() throws RevisionFile.Unreadable {
        header();
        Revision.Part upgrade = part(Optional.of(RevisionFile.DOWNGRADE));
        Revision.Part downgrade = part(Optional.empty());
        Optional<RevisionId> id = id();
        List<RevisionId> parents = parents();
        List<RevisionId> squashes = squashes();
        Optional<String> message = value("message", "what the revision is for");
        boolean transactional = transactional();
        When when = when();
        if (id.isPresent() && parents.contains(id.get())) {
            complain(lineOf("parents"), "names the revision as its own parent.", "Name what comes before it.");
        }
        if (id.isPresent() && squashes.contains(id.get())) {
            complain(lineOf("squashes"), "names the revision itself.", "Name the revisions whose place it took.");
        }
        if (!complaints.isEmpty() || id.isEmpty() || message.isEmpty()) {
            throw new RevisionFile.Unreadable(complaints);
        }
        return new Revision(
                id.get(),
                parents,
                message.get(),
                when.made(),
                when.origin(),
                transactional,
                upgrade,
                downgrade,
                file,
                squashes,
                Optional.empty());
    }

    /// Everything before `-- upgrade`.
    private void header() {
        while (at < text.length()) {
            int number = line;
            String read = line();
            if (read.equals(RevisionFile.UPGRADE)) {
                return;
            }
            if (read.startsWith("--")) {
                entry(read, number);
            } else if (!read.isEmpty()) {
                complain(
                        number,
                        "stands before the line '" + RevisionFile.UPGRADE + "'.",
                        "Put it below that line; above it there are only comments.");
            }
        }
        complain(
                Math.max(1, line - 1),
                "ends without a line '" + RevisionFile.UPGRADE + "'.",
                "Write that line above the SQL that makes the change.");
    }

    private void entry(String comment, int number) {
        int colon = comment.indexOf(':');
        String key = colon < 0 ? "" : comment.substring(2, colon).strip();
        if (KEYS.contains(key)) {
            if (header.put(key, new Entry(comment.substring(colon + 1).strip(), number)) != null) {
                complain(number, "says '" + key + "' a second time.", "Leave one of them.");
            }
        } else if (!key.isEmpty() && key.chars().allMatch(c -> c >= 'a' && c <= 'z')) {
            complain(number, "says '" + key + "', which means nothing here.", "Use " + String.join(", ", KEYS) + ".");
        }
    }

    /// From here to the line that ends it, or to the end.
    private Revision.Part part(Optional<String> end) {
        int from = at;
        int first = line;
        while (at < text.length()) {
            int before = at;
            String read = line();
            if (end.filter(read::equals).isPresent()) {
                return new Revision.Part(text.substring(from, before), first);
            }
            if (read.equals(RevisionFile.UPGRADE) || read.equals(RevisionFile.DOWNGRADE)) {
                complain(
                        line - 1,
                        "has another line '" + read + "'.",
                        "Leave one '-- upgrade' and below it one '-- downgrade', each alone on its line.");
            }
        }
        return new Revision.Part(text.substring(from), first);
    }

    private String line() {
        int end = text.indexOf('\n', at);
        int stop = end < 0 ? text.length() : end;
        String read = text.substring(at, stop);
        at = Math.min(text.length(), stop + 1);
        line++;
        return read.startsWith("--") || read.isBlank() ? read.strip() : read;
    }

    private Optional<RevisionId> id() {
        return value("revision", "the revision's id").flatMap(value -> id(value, "revision"));
    }

    private Optional<RevisionId> id(String value, String key) {
        try {
            return Optional.of(new RevisionId(value));
        } catch (IllegalArgumentException e) {
            complain(
                    lineOf(key),
                    "has '" + value + "' for an id.",
                    "An id is twelve of the characters 0-9 and a-f; 'pgsteady migrate new' chooses one.");
            return Optional.empty();
        }
    }

    private List<RevisionId> parents() {
        String value = value("parents", "the ids of what comes before it, or '" + RevisionFile.NO_PARENTS + "'")
                .orElse(RevisionFile.NO_PARENTS);
        return value.equals(RevisionFile.NO_PARENTS) ? List.of() : ids(value, "parents");
    }

    private List<RevisionId> squashes() {
        return Optional.ofNullable(header.get("squashes"))
                .map(e -> ids(e.value(), "squashes"))
                .orElse(List.of());
    }

    private List<RevisionId> ids(String value, String key) {
        String what = key.equals("parents") ? "the parent " : "";
        List<RevisionId> ids = new ArrayList<>();
        for (String word : value.contains(",") ? value.split(",\\s*", -1) : new String[] {value}) {
            Optional<RevisionId> id = id(word, key);
            if (id.isPresent() && ids.contains(id.get())) {
                complain(lineOf(key), "names " + what + word + " twice.", "Name it once.");
            } else {
                id.ifPresent(ids::add);
            }
        }
        return ids;
    }

    private boolean transactional() {
        String value = Optional.ofNullable(header.get("transactional"))
                .map(Entry::value)
                .orElse("yes");
        if (!value.equals("yes") && !value.equals("no")) {
            complain(
                    lineOf("transactional"),
                    "says '" + value + "' for transactional.",
                    "Say yes, or no for statements that cannot run in a transaction.");
        }
        return !value.equals("no");
    }

    private When when() {
        Entry entry = header.get("made");
        if (entry == null) {
            return new When(Optional.empty(), Revision.BY_HAND);
        }
        int from = entry.value().indexOf(FROM);
        String origin = from < 0 ? Revision.BY_HAND : entry.value().substring(from + FROM.length());
        String time = from < 0 ? entry.value() : entry.value().substring(0, from);
        try {
            return new When(Optional.of(instant(time.strip())), origin.strip());
        } catch (DateTimeException | NumberFormatException e) {
            complain(
                    entry.line(),
                    "has '" + time + "' for the time at which it was made.",
                    "Write it as 2026-11-20T14:32:10Z, or take the line out.");
            return new When(Optional.empty(), Revision.BY_HAND);
        }
    }

    /// Reads `2026-11-20T14:32:10Z`. Thousands of these are read at every start, for which the JDK's own parser is
    /// slow.
    private static Instant instant(String time) {
        if (time.length() != 20 || time.charAt(10) != 'T' || time.charAt(19) != 'Z') {
            throw new DateTimeException("not a time: " + time);
        }
        return LocalDateTime.of(
                        number(time, 0, 4),
                        number(time, 5, 7),
                        number(time, 8, 10),
                        number(time, 11, 13),
                        number(time, 14, 16),
                        number(time, 17, 19))
                .toInstant(ZoneOffset.UTC);
    }

    private static int number(String text, int from, int to) {
        return Integer.parseUnsignedInt(text, from, to, 10);
    }

    /// What a key that must be there says.
    private Optional<String> value(String key, String meaning) {
        Optional<String> value =
                Optional.ofNullable(header.get(key)).map(Entry::value).filter(v -> !v.isEmpty());
        if (value.isEmpty()) {
            complain(
                    lineOf(key),
                    "does not say '" + key + "'.",
                    "Add the line '-- " + key + ": ...' to its header: " + meaning + ".");
        }
        return value;
    }

    private int lineOf(String key) {
        return Optional.ofNullable(header.get(key)).map(Entry::line).orElse(1);
    }

    private void complain(int number, String what, String next) {
        complaints.add(new Complaint(Complaint.Kind.FILE, file, Math.max(1, number), what, next));
    }
}
