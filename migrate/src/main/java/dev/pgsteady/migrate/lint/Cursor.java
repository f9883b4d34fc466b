package dev.pgsteady.migrate.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Goes over tokens from left to right.
final class Cursor {
    private final List<Token> tokens;
    private int at;

    Cursor(List<Token> tokens) {
        this.tokens = tokens;
    }

    boolean done() {
        return at >= tokens.size();
    }

    /// Whether these words or signs come next.
    boolean at(String... words) {
        if (at + words.length > tokens.size()) {
            return false;
        }
        for (int i = 0; i < words.length; i++) {
            if (!tokens.get(at + i).is(words[i])) {
                return false;
            }
        }
        return true;
    }

    /// Goes past these words if they come next.
    boolean accept(String... words) {
        boolean here = at(words);
        if (here) {
            at += words.length;
        }
        return here;
    }

    /// Goes past the first of these words that comes next.
    Optional<String> acceptAny(String... words) {
        for (String word : words) {
            if (accept(word)) {
                return Optional.of(word);
            }
        }
        return Optional.empty();
    }

    /// Goes past `IF EXISTS` or `IF NOT EXISTS`.
    boolean acceptIf() {
        return accept("if", "not", "exists") || accept("if", "exists");
    }

    /// The next token, and goes past it.
    ///
    /// @throws IllegalStateException at the end
    Token next() {
        if (done()) {
            throw new IllegalStateException("no token is left");
        }
        return tokens.get(at++);
    }

    Optional<Token> peek() {
        return done() ? Optional.empty() : Optional.of(tokens.get(at));
    }

    /// A word or a quoted name; empty when something else comes.
    Optional<String> identifier() {
        if (done() || !tokens.get(at).names()) {
            return Optional.empty();
        }
        return Optional.of(tokens.get(at++).text());
    }

    /// A name with its schema, if it has one; the database before it is left out.
    Optional<ObjectName> name() {
        Optional<String> first = identifier();
        if (first.isEmpty()) {
            return Optional.empty();
        }
        ObjectName name = ObjectName.of(first.get());
        while (accept(".")) {
            Optional<String> more = identifier();
            if (more.isEmpty()) {
                return Optional.of(name);
            }
            name = new ObjectName(Optional.of(name.object()), more.get());
        }
        return Optional.of(name);
    }

    /// Names with commas between them.
    List<ObjectName> names() {
        List<ObjectName> names = new ArrayList<>();
        do {
            accept("only");
            name().ifPresent(names::add);
            accept("*");
        } while (accept(","));
        return names;
    }

    /// What is between the bracket that comes next and its end; empty when none comes.
    List<Token> brackets() {
        if (!accept("(")) {
            return List.of();
        }
        int from = at;
        int depth = 1;
        while (at < tokens.size() && depth > 0) {
            Token token = tokens.get(at++);
            depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
        }
        return tokens.subList(from, depth == 0 ? at - 1 : at);
    }

    /// All that is left.
    List<Token> rest() {
        List<Token> rest = tokens.subList(Math.min(at, tokens.size()), tokens.size());
        at = tokens.size();
        return rest;
    }

    /// Whether a word comes anywhere outside brackets from here on, FROM of IS DISTINCT FROM left out; does not move.
    boolean ahead(String word) {
        int depth = 0;
        for (int i = at; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
            boolean distinct = i > 0 && tokens.get(i - 1).is("distinct");
            if (depth == 0 && token.is(word) && !distinct) {
                return true;
            }
        }
        return false;
    }

    /// Goes to the first of these words that comes outside brackets; to the end when none does.
    boolean seek(String word) {
        int depth = 0;
        for (; at < tokens.size(); at++) {
            Token token = tokens.get(at);
            depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
            if (depth == 0 && token.is(word)) {
                return true;
            }
        }
        return false;
    }

    /// Tokens split at the commas outside brackets.
    static List<List<Token>> parts(List<Token> tokens) {
        List<List<Token>> parts = new ArrayList<>();
        int from = 0;
        int depth = 0;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            depth += token.is("(") || token.is("[") ? 1 : token.is(")") || token.is("]") ? -1 : 0;
            if (depth == 0 && token.is(",")) {
                parts.add(tokens.subList(from, i));
                from = i + 1;
            }
        }
        if (from < tokens.size()) {
            parts.add(tokens.subList(from, tokens.size()));
        }
        return parts;
    }
}
