package dev.pgsteady.readiness;

import java.util.regex.Pattern;

/// Text in Markdown as GitHub and GitLab read it, so that no name of a table becomes markup, a mention or a link.
final class MarkdownText {
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final Pattern BACKTICKS = Pattern.compile("`+");
    /// An underscore within a word is none.
    private static final Pattern MARKUP = Pattern.compile("[\\\\`*{}\\[\\]|~$]|(?<![\\p{Alnum}])_|_(?![\\p{Alnum}])");

    private static final Pattern CALLING = Pattern.compile("[@#]");

    private MarkdownText() {}

    /// Words within a line. `@name` and `#1` are kept from calling somebody or linking somewhere.
    static String words(String text) {
        String line = CONTROL.matcher(text).replaceAll(" ");
        String plain = MARKUP.matcher(line)
                .replaceAll("\\\\$0")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
        return CALLING.matcher(plain).replaceAll("$0<!-- -->");
    }

    /// A code span.
    static String code(String text) {
        String line = CONTROL.matcher(text).replaceAll(" ");
        String fence = "`".repeat(longestRun(line) + 1);
        String room = line.startsWith("`") || line.endsWith("`") ? " " : "";
        return fence + room + line + room + fence;
    }

    /// A fenced block, ended by a line break.
    static String block(String language, String text) {
        String fence = "`".repeat(Math.max(3, longestRun(text) + 1));
        return fence + language + "\n" + text.stripTrailing() + "\n" + fence + "\n";
    }

    private static int longestRun(String text) {
        return BACKTICKS
                .matcher(text)
                .results()
                .mapToInt(run -> run.end() - run.start())
                .max()
                .orElse(0);
    }
}
