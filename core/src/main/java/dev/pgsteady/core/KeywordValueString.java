package dev.pgsteady.core;

/// Reads `host=db.example dbname='my app'` (manual, 34.1.1.1 Keyword/Value Connection Strings).
final class KeywordValueString {
    private final String text;
    private final Origin origin;
    private int at;

    KeywordValueString(Target target) {
        this.text = target.text();
        this.origin = target.origin();
    }

    void readInto(FoundWords found) {
        skipSpace();
        while (at < text.length()) {
            String word = word();
            ForeignWords.libpq(word, value(word), origin, found);
            skipSpace();
        }
    }

    private String word() {
        int start = at;
        while (at < text.length() && text.charAt(at) != '=' && !Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        String word = text.substring(start, at);
        skipSpace();
        if (at >= text.length() || text.charAt(at) != '=') {
            throw wrong("A \"=\" is missing after " + (start == 0 ? "its first word" : "one of its words"));
        }
        at++;
        skipSpace();
        return word;
    }

    private String value(String word) {
        boolean quoted = at < text.length() && text.charAt(at) == '\'';
        at += quoted ? 1 : 0;
        StringBuilder value = new StringBuilder();
        while (at < text.length() && !ends(quoted)) {
            at += text.charAt(at) == '\\' && at + 1 < text.length() ? 1 : 0;
            value.append(text.charAt(at++));
        }
        if (quoted && at >= text.length()) {
            throw wrong("The value of " + word + " has no closing quote");
        }
        at += quoted ? 1 : 0;
        return value.toString();
    }

    private boolean ends(boolean quoted) {
        char letter = text.charAt(at);
        return quoted ? letter == '\'' : Character.isWhitespace(letter);
    }

    private void skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private Problem wrong(String what) {
        return new Problem(
                Problem.Kind.CONFIGURATION,
                "The connection string from " + origin.words() + " cannot be read. " + what + ".",
                "Write it as \"host=db.example port=5432 dbname=app user=app\"; quote values with spaces in '...'.");
    }
}
