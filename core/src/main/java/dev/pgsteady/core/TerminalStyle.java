package dev.pgsteady.core;

import java.util.ArrayList;
import java.util.List;

/// How text looks where it is going: how wide it may be and whether it may be coloured. Everything that prints to a
/// person goes through one of these, so that a pipe gets plain text and a terminal gets colour, from the same words.
///
/// @param width  columns, at least 40
/// @param colour whether ANSI escape sequences are wanted (`NO_COLOR` and pipes say no)
public record TerminalStyle(int width, boolean colour) {
    /// What a pipe or a file gets: 80 columns, no colour.
    public static final TerminalStyle PLAIN = new TerminalStyle(80, false);

    public TerminalStyle {
        width = Math.max(40, width);
    }

    /// The colours that are used, each with one meaning everywhere.
    public enum Ink {
        /// Emphasis without judgement.
        BOLD("1"),
        /// Beside the point.
        FAINT("2"),
        /// Bad.
        RED("31"),
        /// Good.
        GREEN("32"),
        /// Needs a look.
        YELLOW("33"),
        /// A command to type.
        CYAN("36"),
        /// Very bad.
        ALARM("1;31");

        private final String code;

        Ink(String code) {
            this.code = code;
        }
    }

    /// The text in this ink, or as it stands where there is no colour.
    public String paint(Ink ink, String text) {
        return colour ? "\u001b[" + ink.code + "m" + text + "\u001b[0m" : text;
    }

    /// The text broken at spaces into lines that fit beside an indent. A word longer than the line (a URL, SQL) stays
    /// whole. Line breaks in the text are kept.
    public List<String> wrap(String text, int indent) {
        int room = Math.max(20, width - indent);
        List<String> lines = new ArrayList<>();
        text.lines().forEach(line -> wrapLine(line, room, lines));
        return lines;
    }

    private static void wrapLine(String text, int room, List<String> lines) {
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (!line.isEmpty() && columns(line) + 1 + columns(word) > room) {
                lines.add(line.toString());
                line.setLength(0);
            } else if (!line.isEmpty()) {
                line.append(' ');
            }
            line.append(word);
        }
        lines.add(line.toString());
    }

    /// The text cut to so many columns, with an ellipsis where something was cut off, and padded to exactly that many.
    public static String fit(String text, int columns) {
        if (columns(text) <= columns) {
            return text + " ".repeat(columns - columns(text));
        }
        StringBuilder cut = new StringBuilder();
        int used = 0;
        for (int point : text.codePoints().toArray()) {
            if (used + columnsOf(point) > columns - 1) {
                break;
            }
            cut.appendCodePoint(point);
            used += columnsOf(point);
        }
        return cut.append('…').append(" ".repeat(columns - used - 1)).toString();
    }

    /// How many columns a text takes in a terminal: combining marks none, East Asian wide characters and emoji two.
    public static int columns(CharSequence text) {
        return text.codePoints().map(TerminalStyle::columnsOf).sum();
    }

    private static int columnsOf(int point) {
        int type = Character.getType(point);
        boolean mark = type == Character.NON_SPACING_MARK
                || type == Character.ENCLOSING_MARK
                || type == Character.FORMAT
                || type == Character.CONTROL;
        if (mark) {
            return 0;
        }
        return point >= 0x1100 && isWide(point) ? 2 : 1;
    }

    private static boolean isWide(int point) {
        return point <= 0x115F
                || (point >= 0x2E80 && point <= 0xA4CF)
                || (point >= 0xAC00 && point <= 0xD7A3)
                || (point >= 0xF900 && point <= 0xFAFF)
                || (point >= 0xFE30 && point <= 0xFE6F)
                || (point >= 0xFF00 && point <= 0xFF60)
                || (point >= 0xFFE0 && point <= 0xFFE6)
                || (point >= 0x1F300 && point <= 0x1FAFF)
                || (point >= 0x20000 && point <= 0x3FFFD);
    }
}
