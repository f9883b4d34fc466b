package dev.pgsteady.schema.plan;

import java.util.ArrayList;
import java.util.List;

/// Lists of SQL expressions as the server writes them, cut where nothing is open: no bracket, no literal, no quoted
/// name.
final class Listed {
    private final String text;
    private final List<String> parts = new ArrayList<>();
    private final StringBuilder part = new StringBuilder();
    private int depth;
    private int at;

    private Listed(String text, int from) {
        this.text = text;
        this.at = from;
    }

    /// The elements between a bracket and the one that closes it.
    ///
    /// @param open where the bracket is
    static List<String> in(String text, int open) {
        Listed list = new Listed(text, open + 1);
        while (list.at < text.length() && !(list.depth == 0 && text.charAt(list.at) == ')')) {
            list.step(',');
        }
        list.end();
        return list.parts;
    }

    /// The words of an expression, what stands in brackets belonging to the word before.
    static List<String> words(String text) {
        Listed list = new Listed(text, 0);
        while (list.at < text.length()) {
            list.step(' ');
        }
        list.end();
        return list.parts;
    }

    private void step(char separator) {
        char c = text.charAt(at);
        if (c == separator && depth == 0) {
            end();
            at++;
        } else if (c == '\'' || c == '"') {
            int close = text.indexOf(c, at + 1);
            int next = close < 0 ? text.length() : close + 1;
            part.append(text, at, next);
            at = next;
        } else {
            depth += c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
            part.append(c);
            at++;
        }
    }

    private void end() {
        String found = part.toString().strip();
        if (!found.isEmpty()) {
            parts.add(found);
        }
        part.setLength(0);
    }
}
