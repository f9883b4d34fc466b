package dev.pgsteady.readiness.rules;

import dev.pgsteady.readiness.Facts;
import dev.pgsteady.schema.Routine;
import dev.pgsteady.schema.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Calls in the condition of a policy that give the same for every row and are made again for each of them.
final class PolicyCalls {
    private static final Pattern CALL =
            Pattern.compile("(?<![\\w\".])((?:\"[^\"]+\"|[a-z_][\\w$]*)(?:\\.(?:\"[^\"]+\"|[a-z_][\\w$]*))?)\\(");

    private final Set<String> varying = new HashSet<>(Set.of("current_setting"));

    /// Functions of the team's that are not immutable; of the server's own only current_setting costs
    /// anything.
    PolicyCalls(Facts facts) {
        for (Routine routine : facts.schema().routines()) {
            if (routine.volatility() != 'i') {
                varying.add(routine.name().sql());
            }
        }
    }

    /// The calls, as they stand in the condition.
    List<String> perRow(Table table, String condition) {
        List<String> calls = new ArrayList<>();
        Matcher matcher = CALL.matcher(condition);
        while (matcher.find()) {
            if (varying.contains(matcher.group(1)) && !once(condition, matcher.start())) {
                String call = condition.substring(matcher.start(), closing(condition, matcher.end()));
                String names = call.replaceAll("'[^']*'", "''");
                if (table.columns().stream().noneMatch(c -> Guards.mentions(names, c.name()))) {
                    calls.add(call);
                }
            }
        }
        return calls;
    }

    /// The place behind the parenthesis that closes the one before this place.
    private static int closing(String condition, int from) {
        int depth = 1;
        int at = from;
        boolean quoted = false;
        while (at < condition.length() && depth > 0) {
            char c = condition.charAt(at++);
            quoted ^= c == '\'';
            if (!quoted) {
                depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            }
        }
        return at;
    }

    /// Whether a subquery without a table is around it, which is run once for the whole statement.
    private static boolean once(String condition, int at) {
        int depth = 0;
        for (int i = at - 1; i >= 0; i--) {
            char c = condition.charAt(i);
            depth += c == ')' ? 1 : c == '(' ? -1 : 0;
            if (depth < 0) {
                depth = 0;
                String group = condition.substring(i, closing(condition, i + 1));
                if (group.startsWith("( SELECT ")) {
                    return !group.contains(" FROM ");
                }
            }
        }
        return false;
    }
}
