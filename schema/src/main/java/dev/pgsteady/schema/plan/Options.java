package dev.pgsteady.schema.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Storage options (`name=value`) as statements.
final class Options {
    private Options() {}

    /// `SET (...)` and `RESET (...)`, as far as they are needed.
    ///
    /// @param alter the beginning of the statement, with a blank at its end
    static List<String> between(String alter, List<String> old, List<String> wanted) {
        Map<String, String> had = byName(old);
        Map<String, String> has = byName(wanted);
        List<String> set = new ArrayList<>();
        has.forEach((name, value) -> {
            if (!value.equals(had.get(name))) {
                set.add(name + "=" + value);
            }
        });
        List<String> gone =
                had.keySet().stream().filter(name -> !has.containsKey(name)).toList();
        List<String> sql = new ArrayList<>();
        if (!set.isEmpty()) {
            sql.add(alter + "SET (" + String.join(", ", set) + ")");
        }
        if (!gone.isEmpty()) {
            sql.add(alter + "RESET (" + String.join(", ", gone) + ")");
        }
        return sql;
    }

    private static Map<String, String> byName(List<String> options) {
        Map<String, String> byName = new LinkedHashMap<>();
        options.forEach(o -> byName.put(o.substring(0, o.indexOf('=')), o.substring(o.indexOf('=') + 1)));
        return byName;
    }
}
