package dev.pgsteady.migrate;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Lists of values in conditions, as the server writes `plan IN ('FREE', 'PAID')`: `plan = ANY (ARRAY['FREE'::text,
/// 'PAID'::text])`. Their order says nothing.
final class ValueLists {
    private static final Pattern LIST = Pattern.compile("= ANY \\(+ARRAY\\[((?:'(?:[^']|'')*'|[^'\\]])*)]");
    private static final Pattern VALUE = Pattern.compile("(?:'(?:[^']|'')*'|[^',])+");

    private ValueLists() {}

    /// A condition with the values of each list in the order of their letters.
    static String sorted(String condition) {
        Matcher lists = LIST.matcher(condition);
        StringBuilder sorted = new StringBuilder();
        int from = 0;
        while (lists.find()) {
            sorted.append(condition, from, lists.start(1)).append(sortedValues(lists.group(1)));
            from = lists.end(1);
        }
        return sorted.append(condition, from, condition.length()).toString();
    }

    private static String sortedValues(String values) {
        return VALUE.matcher(values)
                .results()
                .map(MatchResult::group)
                .map(String::strip)
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
