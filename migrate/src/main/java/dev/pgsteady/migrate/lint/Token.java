package dev.pgsteady.migrate.lint;

import java.util.Locale;

/// A word, a name, a constant or a sign of a statement (manual, 4.1 Lexical Structure).
///
/// @param kind what it is
/// @param text a word in lower case, a quoted name as the catalog has it, a string without its quotes,
///             else as it stands
/// @param from where it begins in the statement
/// @param to   where it ends
public record Token(Kind kind, String text, int from, int to) {
    /// What a token is.
    public enum Kind {
        /// A key word or a name without quotes.
        WORD,
        /// A name in quotes.
        NAME,
        /// A string, dollar-quoted or not.
        STRING,
        /// A number.
        NUMBER,
        /// A bracket, a comma, an operator's letter, `::`.
        SIGN
    }

    static Token word(String text, int from) {
        return new Token(Kind.WORD, text.toLowerCase(Locale.ROOT), from, from + text.length());
    }

    /// Whether it is this key word or sign.
    public boolean is(String wanted) {
        return (kind == Kind.WORD || kind == Kind.SIGN) && text.equals(wanted);
    }

    /// Whether it may name something.
    public boolean names() {
        return kind == Kind.WORD || kind == Kind.NAME;
    }
}
