package dev.pgsteady.backup.exchange;

import dev.pgsteady.backup.exchange.ImportOptions.Proposal;
import dev.pgsteady.backup.exchange.SqliteTable.Column;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Chooses the type of one column: by what is declared, and by every value in it. For one thread.
final class Choice {
    private static final int SHOWN = 20;
    private static final List<ColumnType> BY_CONTENT =
            List.of(ColumnType.BIGINT, ColumnType.NUMERIC, ColumnType.TEXT, ColumnType.BYTEA);
    private static final Pattern SIZE = Pattern.compile("\\(\\s*(\\d+)\\s*(?:,\\s*(\\d+)\\s*)?\\)");

    /// A type that a column may get.
    private static final class Candidate {
        private final ColumnType type;
        private long misfits;
        private final List<Long> rows = new ArrayList<>();

        Candidate(ColumnType type) {
            this.type = type;
        }

        void look(long row, Object value) {
            if (Values.of(type, value).isEmpty()) {
                misfits++;
                if (rows.size() < SHOWN) {
                    rows.add(row);
                }
            }
        }
    }

    private final Column column;
    private final boolean guessed;
    private final List<Candidate> candidates;
    private final List<Candidate> proposals;
    private final Set<ColumnType> wanted;
    private long values;
    private long nulls;
    private long numbers;
    private int longest;
    private int scale;
    private int digits;

    private Choice(Column column, List<ColumnType> types, List<ColumnType> proposed, Set<Proposal> wanted) {
        this.column = column;
        this.guessed = types.size() > 1;
        this.candidates = types.stream().map(Candidate::new).toList();
        this.proposals = proposed.stream().map(Candidate::new).toList();
        this.wanted = wanted.stream().map(Proposal::type).collect(Collectors.toUnmodifiableSet());
    }

    /// The type is given.
    static Choice asked(Column column, ColumnType type) {
        return new Choice(column, List.of(type), List.of(), Set.of());
    }

    /// The type is to be found.
    ///
    /// @param json   whether the table checks that it is JSON
    /// @param wanted what a text may become
    static Choice of(Column column, boolean json, Set<Proposal> wanted) {
        Optional<ColumnType> declared = json ? Optional.of(ColumnType.JSONB) : declared(column.declared());
        if (declared.isEmpty()) {
            return new Choice(column, BY_CONTENT, List.of(), Set.of());
        }
        List<ColumnType> proposed = declared.get() == ColumnType.TEXT
                ? Stream.of(Proposal.values()).map(Proposal::type).toList()
                : List.of();
        return new Choice(column, List.of(declared.get()), proposed, wanted);
    }

    /// What a declaration means, by SQLite's own rules where it does not name a type of PostgreSQL
    /// (sqlite.org/datatype3.html, 3.1). Empty when it says nothing.
    private static Optional<ColumnType> declared(String text) {
        String words = text.toUpperCase(Locale.ROOT).replaceAll("\\(.*", "").strip();
        return switch (words) {
            case "DATE" -> Optional.of(ColumnType.DATE);
            case "TIME" -> Optional.of(ColumnType.TIME);
            case "UUID", "GUID", "UNIQUEIDENTIFIER" -> Optional.of(ColumnType.UUID);
            case "JSON", "JSONB" -> Optional.of(ColumnType.JSONB);
            case "BOOL", "BOOLEAN" -> Optional.of(ColumnType.BOOLEAN);
            case "BYTEA" -> Optional.of(ColumnType.BYTEA);
            default -> byAffinity(words);
        };
    }

    private static Optional<ColumnType> byAffinity(String words) {
        if (words.startsWith("DATETIME") || words.startsWith("TIMESTAMP")) {
            return Optional.of(ColumnType.TIMESTAMPTZ);
        } else if (words.contains("INT")) {
            return Optional.of(ColumnType.BIGINT);
        } else if (words.contains("CHAR") || words.contains("CLOB") || words.contains("TEXT")) {
            return Optional.of(ColumnType.TEXT);
        } else if (words.contains("BLOB")) {
            return Optional.of(ColumnType.BYTEA);
        } else if (words.contains("REAL") || words.contains("FLOA") || words.contains("DOUB")) {
            return Optional.of(ColumnType.DOUBLE);
        }
        boolean exact = words.contains("DEC") || words.contains("NUM") || words.contains("MONEY");
        return exact ? Optional.of(ColumnType.NUMERIC) : Optional.empty();
    }

    /// Looks at a value; empty is null.
    void look(long row, Optional<Object> value) {
        if (value.isEmpty()) {
            nulls++;
            return;
        }
        values++;
        Object known = value.get();
        numbers += known instanceof Number ? 1 : 0;
        candidates.forEach(c -> c.look(row, known));
        proposals.stream().filter(p -> p.misfits == 0).forEach(p -> p.look(row, known));
        if (known instanceof String text) {
            longest = Math.max(longest, text.codePointCount(0, text.length()));
        }
        if (type() == ColumnType.NUMERIC) {
            Values.of(ColumnType.NUMERIC, known).map(BigDecimal::new).ifPresent(this::measure);
        }
    }

    private void measure(BigDecimal number) {
        scale = Math.max(scale, number.scale());
        digits = Math.max(digits, number.precision() - number.scale());
    }

    /// The declared type; where none is, the first that holds every value; text when none does.
    private Candidate chosen() {
        Stream<Candidate> taken = proposals.stream().filter(p -> wanted.contains(p.type) && values > 0);
        return Stream.concat(taken, candidates.stream())
                .filter(c -> c.misfits == 0)
                .findFirst()
                .orElse(guessed ? candidates.get(BY_CONTENT.indexOf(ColumnType.TEXT)) : candidates.getFirst());
    }

    ColumnType type() {
        return chosen().type;
    }

    /// Another type that every value would fit, which nothing asked for.
    Optional<ColumnType> proposal() {
        return proposals.stream()
                .filter(p -> values > 0 && p.misfits == 0 && type() == ColumnType.TEXT)
                .map(p -> p.type)
                .findFirst();
    }

    boolean hasNulls() {
        return nulls > 0;
    }

    long misfits() {
        return chosen().misfits;
    }

    List<Long> misfitRows() {
        return List.copyOf(chosen().rows);
    }

    /// The type in SQL, with its size where one is declared and kept.
    String sql() {
        Matcher size = SIZE.matcher(column.declared());
        boolean sized = !guessed && size.find();
        int first = sized ? Integer.parseInt(size.group(1)) : 0;
        if (sized && type() == ColumnType.TEXT && first > 0 && longest <= first) {
            return "character varying(" + first + ")";
        }
        if (sized && type() == ColumnType.NUMERIC && first > 0) {
            int second =
                    Optional.ofNullable(size.group(2)).map(Integer::valueOf).orElse(0);
            return scale <= second && digits <= first - second
                    ? "numeric(%d,%d)".formatted(first, second)
                    : ColumnType.NUMERIC.sql();
        }
        return type().sql();
    }

    /// What is to be said about the choice.
    List<String> words(String table) {
        String name = table + "." + column.name();
        List<String> words = new ArrayList<>();
        if (guessed) {
            words.add("%s is declared %s; by what is in it, it becomes %s."
                    .formatted(name, column.declared().isEmpty() ? "without a type" : column.declared(), type().sql()));
        }
        if (type() == ColumnType.TEXT && numbers > 0) {
            words.add("%s holds numbers, which become text.".formatted(name));
        }
        if (type() == ColumnType.TIMESTAMPTZ && numbers > 0) {
            words.add("%s holds numbers, read as seconds since 1970 (from 100,000,000,000 on as milliseconds)."
                    .formatted(name));
        }
        boolean sized = SIZE.matcher(column.declared()).find();
        if (sized && sql().equals(type().sql()) && (type() == ColumnType.TEXT || type() == ColumnType.NUMERIC)) {
            words.add("%s holds more than its declared %s, so it becomes %s."
                    .formatted(name, column.declared(), type().sql()));
        }
        proposal()
                .ifPresent(p -> words.add(
                        "%s stays text; every value could be a %s, if you ask for it.".formatted(name, p.sql())));
        return words;
    }
}
