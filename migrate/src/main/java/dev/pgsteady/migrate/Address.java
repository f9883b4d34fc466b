package dev.pgsteady.migrate;

import dev.pgsteady.core.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Names a place in the graph of revisions, as a person types it.
public sealed interface Address {
    /// The one head there is: `head`.
    record Head() implements Address {
        @Override
        public String written() {
            return "head";
        }

        @Override
        public List<Revision> in(RevisionGraph graph) {
            return theHead(graph).stream().toList();
        }
    }

    /// All heads: `heads`.
    record Heads() implements Address {
        @Override
        public String written() {
            return "heads";
        }

        @Override
        public List<Revision> in(RevisionGraph graph) {
            return graph.heads();
        }
    }

    /// Before the first revision: `base`.
    record Base() implements Address {
        @Override
        public String written() {
            return "base";
        }

        @Override
        public List<Revision> in(RevisionGraph graph) {
            return List.of();
        }
    }

    /// So many revisions on or back from where the database is: `+2`, `-1`.
    ///
    /// @param steps not 0; negative for back
    record Steps(int steps) implements Address {
        public Steps {
            if (steps == 0) {
                throw new IllegalArgumentException("no step leads nowhere");
            }
        }

        @Override
        public String written() {
            return String.format(Locale.ROOT, "%+d", steps);
        }

        @Override
        public List<Revision> in(RevisionGraph graph) {
            throw new Problem(
                    Problem.Kind.USAGE,
                    written() + " counts from where a database is, and none is asked here.",
                    "Name a revision.");
        }
    }

    /// A revision, or the one so many before it: `4f1c`, `4f1c09ab2e7d~2`, `head~1`.
    ///
    /// @param digits the id or its first digits, at least four; empty for the head
    /// @param back   how many first parents back; 0 for the revision itself
    record Named(String digits, int back) implements Address {
        @Override
        public String written() {
            return (digits.isEmpty() ? "head" : digits) + (back == 0 ? "" : "~" + back);
        }

        @Override
        public List<Revision> in(RevisionGraph graph) {
            return List.of(Address.back(graph, digits.isEmpty() ? someHead(graph) : one(graph, digits), back));
        }
    }

    Pattern WRITTEN = Pattern.compile("(head|heads|base|[+-][0-9]{1,6}|[0-9a-f]{4,12})(?:~([0-9]{1,6}))?");

    /// Whether a word could be a place.
    static boolean isWritten(String text) {
        return WRITTEN.matcher(text).matches();
    }

    /// Reads what a person typed.
    ///
    /// @throws Problem USAGE when it is no address
    static Address parse(String text) {
        Matcher written = WRITTEN.matcher(text);
        if (!written.matches()) {
            throw wrong(text);
        }
        String word = written.group(1);
        Optional<Integer> back = Optional.ofNullable(written.group(2)).map(Integer::valueOf);
        if (back.isPresent() && !word.equals("head") && !RevisionId.isHexadecimal(word)) {
            throw wrong(text);
        }
        return switch (word) {
            case "head" -> back.<Address>map(n -> new Named("", n)).orElse(new Head());
            case "heads" -> new Heads();
            case "base" -> new Base();
            default -> word.startsWith("+") || word.startsWith("-") ? steps(text) : new Named(word, back.orElse(0));
        };
    }

    private static Address steps(String text) {
        int steps = Integer.parseInt(text);
        if (steps == 0) {
            throw wrong(text);
        }
        return new Steps(steps);
    }

    private static Problem wrong(String text) {
        return new Problem(
                Problem.Kind.USAGE,
                "'" + text + "' names no revision.",
                "Use head, heads, base, +2, -1, an id or its first four digits or more, or an id with ~2 for the second"
                        + " before it.");
    }

    /// As a person would type it.
    String written();

    /// The revisions that this names, without those before them: none for `base`, several only for `heads`.
    ///
    /// @throws Problem REVISION when there is no such revision or more than one
    /// @throws Problem USAGE for steps, which mean nothing without a database
    List<Revision> in(RevisionGraph graph);

    private static Optional<Revision> theHead(RevisionGraph graph) {
        List<Revision> heads = graph.heads();
        if (heads.size() > 1) {
            throw new Problem(
                    Problem.Kind.REVISION,
                    "There are " + heads.size() + " heads: " + names(heads) + ".",
                    "Join them: 'pgsteady migrate rebase' puts one behind the other, 'pgsteady migrate merge' makes a"
                            + " revision that follows both. Or ask for 'heads', or for one of them.");
        }
        return heads.stream().findFirst();
    }

    private static Revision someHead(RevisionGraph graph) {
        return theHead(graph)
                .orElseThrow(() -> new Problem(
                        Problem.Kind.REVISION,
                        "There is no head, because there is no revision.",
                        "Make the first: 'pgsteady migrate new --empty'."));
    }

    private static Revision one(RevisionGraph graph, String digits) {
        List<Revision> found = graph.beginningWith(digits);
        if (found.size() == 1) {
            return found.getFirst();
        }
        throw found.isEmpty()
                ? new Problem(
                        Problem.Kind.REVISION,
                        "There is no revision " + digits + ".",
                        "'pgsteady migrate history' lists those there are.")
                : new Problem(
                        Problem.Kind.REVISION,
                        found.size() + " revisions begin with " + digits + ": " + names(found) + ".",
                        "Give more digits.");
    }

    private static Revision back(RevisionGraph graph, Revision from, int steps) {
        Revision at = from;
        for (int i = 0; i < steps; i++) {
            if (at.parents().isEmpty()) {
                throw new Problem(
                        Problem.Kind.REVISION,
                        "There are only " + i + " revisions before " + from + ".",
                        "To take back everything say 'base'.");
            }
            at = graph.get(at.parents().getFirst());
        }
        return at;
    }

    private static String names(List<Revision> revisions) {
        return revisions.stream().limit(5).map(Revision::toString).collect(Collectors.joining(", "))
                + (revisions.size() > 5 ? ", ..." : "");
    }
}
