package dev.pgsteady.schema;

import java.util.ArrayList;
import java.util.List;

/// Reads the text form of one-dimensional arrays (manual, 8.15.6 Array Input and Output Syntax) and of the vectors in
/// `pg_index` (`1 2 0`), so that no array crosses the wire as more than a string.
final class ArrayText {
    private final String text;
    private int at = 1;

    private ArrayText(String text) {
        this.text = text;
    }

    /// The elements of `{a,"b c",NULL}`; a NULL element becomes the empty string.
    static List<String> elements(String text) {
        if (!text.startsWith("{") || !text.endsWith("}")) {
            throw new IllegalArgumentException("not an array: " + text);
        }
        return new ArrayText(text).read();
    }

    /// The numbers of `{1,2}` or `1 2`.
    static long[] numbers(String text) {
        String bare = text.startsWith("{") ? text.substring(1, text.length() - 1) : text;
        if (bare.isBlank()) {
            return new long[0];
        }
        String[] words = bare.split("[ ,]", -1);
        long[] numbers = new long[words.length];
        for (int i = 0; i < words.length; i++) {
            numbers[i] = Long.parseLong(words[i]);
        }
        return numbers;
    }

    private List<String> read() {
        List<String> elements = new ArrayList<>();
        while (text.charAt(at) != '}') {
            elements.add(text.charAt(at) == '"' ? quoted() : plain());
            if (text.charAt(at) == ',') {
                at++;
            }
        }
        return elements;
    }

    private String quoted() {
        StringBuilder element = new StringBuilder();
        at++;
        while (text.charAt(at) != '"') {
            if (text.charAt(at) == '\\') {
                at++;
            }
            element.append(text.charAt(at++));
        }
        at++;
        return element.toString();
    }

    private String plain() {
        int from = at;
        while (text.charAt(at) != ',' && text.charAt(at) != '}') {
            at++;
        }
        String element = text.substring(from, at);
        return element.equals("NULL") ? "" : element;
    }
}
