package dev.pgsteady.mavenplugin;

import java.util.List;
import java.util.regex.Pattern;

/// A line taken apart as a shell does it: at spaces, except between quotes.
final class Words {
    private static final Pattern WORD = Pattern.compile("(?:[^\\s'\"]|'[^']*'|\"[^\"]*\")+");
    private static final Pattern QUOTED = Pattern.compile("'([^']*)'|\"([^\"]*)\"");

    private Words() {}

    static List<String> of(String line) {
        return WORD.matcher(line).results().map(r -> bare(r.group())).toList();
    }

    private static String bare(String word) {
        return QUOTED.matcher(word)
                .replaceAll(
                        r -> java.util.regex.Matcher.quoteReplacement(r.group(1) == null ? r.group(2) : r.group(1)));
    }
}
