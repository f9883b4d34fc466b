package dev.pgsteady.core;

import java.util.ArrayList;
import java.util.List;

/// Tells where a statement ends: at a semicolon that is not inside a string, a quoted name, a
/// dollar-quoted body, a
/// comment or parentheses (manual, 4.1 Lexical Structure).
public final class SqlInput {
    private static final String PLAIN = "";

    private final StringBuilder text = new StringBuilder();
    private String inside = PLAIN;
    private int depth;
    private int at;
    private boolean complete;

    /// The statements of a script, in order, without the semicolon at the end; comments stay where
    /// they are, but what
    /// is
    /// nothing else is left out.
    public static List<String> statements(String script) {
        List<String> statements = new ArrayList<>();
        SqlInput input = new SqlInput();
        input.add(script);
        while (input.complete()) {
            String statement = input.statement();
            statements.add(statement.substring(0, statement.length() - 1).strip());
            input = input.rest();
        }
        statements.add(input.statement());
        return statements.stream()
                .filter(s -> !s.lines().allMatch(l -> l.isBlank() || l.strip().startsWith("--")))
                .toList();
    }

    /// Adds a line of input.
    public void add(String line) {
        text.append(line).append('\n');
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

    /// What the prompt shows while more is awaited: `=` a new statement, `-` the middle of one,
    /// `'`, `"`, `$`, `*`, `(`
    /// inside of these.
    public char state() {
        if (blank()) {
            return '=';
        }
        if (!inside.isEmpty()) {
            return inside.equals("/*") ? '*' : inside.charAt(0);
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
            return;
        }
        if (startsWith("--")) {
            int end = text.indexOf("\n", at);
            at = end < 0 ? text.length() : end + 1;
        } else if (startsWith("/*")) {
            inside = "/*";
            at += 2;
        } else if (text.charAt(at) == '$') {
            openDollar();
        } else {
            plain(text.charAt(at++));
        }
    }

    private void plain(char c) {
        switch (c) {
            case '\'', '"' -> inside = String.valueOf(c);
            case '(' -> depth++;
            case ')' -> depth = Math.max(0, depth - 1);
            case ';' -> complete = depth == 0;
            default -> {}
        }
    }

    private void openDollar() {
        int end = at + 1;
        while (end < text.length() && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_')) {
            end++;
        }
        boolean afterName = at > 0 && Character.isLetterOrDigit(text.charAt(at - 1));
        if (end < text.length() && text.charAt(end) == '$' && !afterName) {
            inside = text.substring(at, end + 1);
            at = end + 1;
        } else {
            at++;
        }
    }

    private void leave() {
        String close = inside.equals("/*") ? "*/" : inside;
        if (startsWith(close)) {
            at += close.length();
            inside = PLAIN;
        } else {
            at++;
        }
    }

    private boolean startsWith(String word) {
        return text.length() - at >= word.length()
                && text.substring(at, at + word.length()).equals(word);
    }
}
