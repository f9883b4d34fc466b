package dev.pgsteady.migrate.lint;

import java.util.ArrayList;
import java.util.List;

/// Takes a text apart into tokens and comments, once from the top to the end. What never ends goes to the
/// end.
final class TokenReader {
    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private final List<Comment> comments = new ArrayList<>();
    private int at;

    /// A comment.
    ///
    /// @param text what it says, without its signs
    /// @param from where it begins
    record Comment(String text, int from) {}

    private TokenReader(String text) {
        this.text = text;
    }

    static List<Token> tokens(String text) {
        return List.copyOf(new TokenReader(text).read().tokens);
    }

    static List<Comment> comments(String text) {
        return List.copyOf(new TokenReader(text).read().comments);
    }

    private TokenReader read() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (Character.isWhitespace(c)) {
                at++;
            } else if (text.startsWith("--", at)) {
                lineComment();
            } else if (text.startsWith("/*", at)) {
                blockComment();
            } else {
                token(c);
            }
        }
        return this;
    }

    private void lineComment() {
        int from = at;
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
        comments.add(new Comment(text.substring(from + 2, at).strip(), from));
    }

    private void blockComment() {
        int from = at;
        int depth = 0;
        do {
            if (text.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (text.startsWith("*/", at)) {
                depth--;
                at += 2;
            } else {
                at++;
            }
        } while (depth > 0 && at < text.length());
        at = Math.min(at, text.length());
        comments.add(new Comment(
                text.substring(Math.min(from + 2, at), Math.max(Math.min(from + 2, at), at - 2))
                        .strip(),
                from));
    }

    private void token(char c) {
        if (c == '\'') {
            string(at, false);
        } else if (c == '"') {
            name(at);
        } else if (c == '$') {
            dollar();
        } else if (Character.isDigit(c) || (c == '.' && at + 1 < text.length() && digit(at + 1))) {
            number();
        } else if (Character.isLetter(c) || c == '_') {
            word();
        } else {
            sign();
        }
    }

    private boolean digit(int index) {
        return Character.isDigit(text.charAt(index));
    }

    private void word() {
        int from = at;
        while (at < text.length() && partOfName(text.charAt(at))) {
            at++;
        }
        String word = text.substring(from, at);
        char next = at < text.length() ? text.charAt(at) : ' ';
        if (next == '\'' && word.length() == 1 && "eEbBxXnN".contains(word)) {
            string(from, word.equalsIgnoreCase("e"));
        } else if (next == '&' && word.equalsIgnoreCase("u") && at + 1 < text.length() && quote(at + 1)) {
            at++;
            unicode(from);
        } else {
            tokens.add(Token.word(word, from));
        }
    }

    private boolean quote(int index) {
        return text.charAt(index) == '\'' || text.charAt(index) == '"';
    }

    private void unicode(int from) {
        if (text.charAt(at) == '"') {
            name(from);
        } else {
            string(from, false);
        }
    }

    private static boolean partOfName(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$';
    }

    /// From the quote where this is to the one that ends it.
    private String quoted(char quote, boolean escapes) {
        StringBuilder value = new StringBuilder();
        at++;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (escapes && c == '\\' && at + 1 < text.length()) {
                value.append(text.charAt(at + 1));
                at += 2;
            } else if (c != quote) {
                value.append(c);
                at++;
            } else if (at + 1 < text.length() && text.charAt(at + 1) == quote) {
                value.append(quote);
                at += 2;
            } else {
                at++;
                break;
            }
        }
        return value.toString();
    }

    private void string(int from, boolean escapes) {
        String value = quoted('\'', escapes);
        tokens.add(new Token(Token.Kind.STRING, value, from, at));
    }

    private void name(int from) {
        String value = quoted('"', false);
        tokens.add(new Token(Token.Kind.NAME, value, from, at));
    }

    private void dollar() {
        int from = at;
        int end = at + 1;
        while (end < text.length() && partOfName(text.charAt(end)) && text.charAt(end) != '$') {
            end++;
        }
        boolean opens = end < text.length()
                && text.charAt(end) == '$'
                && (end == at + 1 || !Character.isDigit(text.charAt(at + 1)));
        if (!opens) {
            at = Math.max(end, at + 1);
            tokens.add(new Token(Token.Kind.SIGN, text.substring(from, at), from, at));
            return;
        }
        String tag = text.substring(from, end + 1);
        int close = text.indexOf(tag, end + 1);
        int stop = close < 0 ? text.length() : close;
        at = Math.min(text.length(), stop + tag.length());
        tokens.add(new Token(Token.Kind.STRING, text.substring(end + 1, stop), from, at));
    }

    private void number() {
        int from = at;
        while (at < text.length() && (partOfName(text.charAt(at)) || text.charAt(at) == '.')) {
            at++;
        }
        tokens.add(new Token(Token.Kind.NUMBER, text.substring(from, at), from, at));
    }

    private void sign() {
        int length = text.startsWith("::", at) ? 2 : 1;
        tokens.add(new Token(Token.Kind.SIGN, text.substring(at, at + length), at, at + length));
        at += length;
    }
}
