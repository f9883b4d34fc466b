package dev.pgsteady.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/// Tells where a statement ends: at a semicolon that is not inside a string, a quoted name, a dollar-quoted
/// body, a comment, parentheses or the body of a function in standard SQL, `BEGIN ATOMIC ... END` (manual, 4.1
/// Lexical Structure).
public final class SqlInput {
    private static final String PLAIN = "";
    private static final String ESCAPES = "e'";
    private static final String COMMENT = "/*";

    private final StringBuilder text = new StringBuilder();
    private String inside = PLAIN;
    private int opened;
    private int nested;
    private int depth;
    private int block;
    private boolean begin;
    private int start;
    private int at;
    private int first = -1;
    private boolean complete;

    /// A statement of a script.
    ///
    /// @param text from its first word to its last, without the semicolon
    /// @param line where its first word is, counted from 1
    public record Statement(String text, int line) {}

    /// A script, taken apart.
    ///
    /// @param statements in order; what is nothing but comments is left out
    /// @param open       the line on which something begins that never ends: a string, a quoted name, a comment
    public record Script(List<Statement> statements, OptionalInt open) {
        public Script {
            statements = List.copyOf(statements);
        }
    }

    /// The statements of a script, in order, without the semicolon at the end; comments stay where they are,
    /// but what is nothing else is left out.
    public static List<String> statements(String script) {
        List<String> statements = new ArrayList<>();
        SqlInput input = of(script);
        while (input.next()) {
            if (input.first >= 0) {
                statements.add(input.text
                        .substring(input.start, input.at - (input.complete ? 1 : 0))
                        .strip());
            }
        }
        return List.copyOf(statements);
    }

    /// Takes a script apart, and says where each statement was.
    public static Script script(String script) {
        List<Statement> statements = new ArrayList<>();
        SqlInput input = of(script);
        int line = 1;
        int counted = 0;
        while (input.next()) {
            if (input.first >= 0) {
                line += lines(input.text, counted, input.first);
                counted = input.first;
                String text = input.text.substring(input.first, input.at - (input.complete ? 1 : 0));
                statements.add(new Statement(text.stripTrailing(), line));
            }
        }
        return new Script(
                statements,
                input.inside.isEmpty() ? OptionalInt.empty() : OptionalInt.of(1 + lines(input.text, 0, input.opened)));
    }

    private static int lines(CharSequence text, int from, int to) {
        int lines = 0;
        for (int i = from; i < to; i++) {
            lines += text.charAt(i) == '\n' ? 1 : 0;
        }
        return lines;
    }

    private static SqlInput of(String script) {
        SqlInput input = new SqlInput();
        input.text.append(script).append('\n');
        return input;
    }

    /// Goes on to the next statement; false when nothing is left.
    private boolean next() {
        start = at;
        first = -1;
        depth = 0;
        block = 0;
        complete = false;
        scan();
        return start < text.length();
    }

    /// Adds a line of input.
    public void add(String line) {
        text.append(line).append('\n');
        scan();
    }

    private void scan() {
        while (at < text.length() && !complete) {
            step();
        }
    }

    /// Whether at least one whole statement is there.
    public boolean complete() {
        return complete;
    }

    /// Whether nothing but white space was typed.
    public boolean blank() {
        return text.toString().isBlank();
    }

    /// What the prompt shows while more is awaited: `=` a new statement, `-` the middle of one, `'`, `"`, `$`,
    /// `*`, `(` inside of these.
    public char state() {
        if (blank()) {
            return '=';
        }
        if (!inside.isEmpty()) {
            return inside.equals(COMMENT) ? '*' : inside.equals(ESCAPES) ? '\'' : inside.charAt(0);
        }
        return depth > 0 ? '(' : '-';
    }

    /// The statement, or all that was typed so far.
    public String statement() {
        return text.substring(0, complete ? at : text.length()).strip();
    }

    /// Takes the complete statement away and goes on with what was typed after it.
    public SqlInput rest() {
        SqlInput rest = new SqlInput();
        String after = text.substring(at).strip();
        if (!after.isEmpty()) {
            rest.add(after);
        }
        return rest;
    }

    private void step() {
        if (!inside.isEmpty()) {
            leave();
        } else if (startsWith("--")) {
            int end = text.indexOf("\n", at);
            at = end < 0 ? text.length() : end + 1;
        } else if (startsWith(COMMENT)) {
            enter(COMMENT, 2);
        } else {
            token(text.charAt(at));
        }
    }

    private void token(char c) {
        if (first < 0 && !Character.isWhitespace(c) && c != ';') {
            first = at;
        }
        if (c == '$') {
            openDollar();
        } else if (Character.isLetter(c) || c == '_') {
            word();
        } else {
            plain(c);
        }
    }

    private void plain(char c) {
        switch (c) {
            case '\'', '"' -> enter(String.valueOf(c), 1);
            case '(' -> {
                depth++;
                at++;
            }
            case ')' -> {
                depth = Math.max(0, depth - 1);
                at++;
            }
            case ';' -> {
                complete = depth == 0 && block == 0;
                at++;
            }
            default -> at++;
        }
    }

    private void enter(String what, int length) {
        inside = what;
        opened = at;
        nested = 1;
        at += length;
    }

    /// A word: it may open a string with escapes, or a body in standard SQL, in which CASE has an END as well.
    private void word() {
        int from = at;
        while (at < text.length() && partOfName(text.charAt(at))) {
            at++;
        }
        if (at - from == 1 && startsWith("'") && (text.charAt(from) == 'e' || text.charAt(from) == 'E')) {
            enter(ESCAPES, 1);
            return;
        }
        String word = at - from <= 6 ? text.substring(from, at).toLowerCase(Locale.ROOT) : "";
        if (begin && word.equals("atomic")) {
            block = 1;
        } else if (block > 0 && word.equals("case")) {
            block++;
        } else if (block > 0 && word.equals("end")) {
            block--;
        }
        begin = word.equals("begin");
    }

    private static boolean partOfName(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$';
    }

    private void openDollar() {
        int end = at + 1;
        while (end < text.length() && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_')) {
            end++;
        }
        boolean afterDigit = at > 0 && Character.isLetterOrDigit(text.charAt(at - 1));
        if (end < text.length() && text.charAt(end) == '$' && !afterDigit) {
            enter(text.substring(at, end + 1), end + 1 - at);
        } else {
            at++;
        }
    }

    private void leave() {
        if (inside.equals(COMMENT)) {
            comment();
        } else if (inside.equals(ESCAPES) && startsWith("\\")) {
            at = Math.min(at + 2, text.length());
        } else if (startsWith(inside.equals(ESCAPES) ? "'" : inside)) {
            at += inside.equals(ESCAPES) ? 1 : inside.length();
            inside = PLAIN;
        } else {
            at++;
        }
    }

    /// Comments may be nested (manual, 4.1.5).
    private void comment() {
        if (startsWith(COMMENT)) {
            nested++;
            at += 2;
        } else if (startsWith("*/")) {
            nested--;
            at += 2;
            inside = nested == 0 ? PLAIN : inside;
        } else {
            at++;
        }
    }

    private boolean startsWith(String word) {
        if (text.length() - at < word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (text.charAt(at + i) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
