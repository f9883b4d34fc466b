package dev.pgsteady.demo;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// `before.sql`, in its sections.
final class Script {
    private static final Pattern HEAD = Pattern.compile("(?m)^-- section: (\\S+)$");

    private final Map<String, String> sections = new LinkedHashMap<>();

    /// The script that this package ships.
    static Script before() {
        return new Script(Resources.text("before.sql"));
    }

    private Script(String text) {
        String[] bodies = HEAD.split(text, -1);
        int at = 1;
        for (MatchResult head : HEAD.matcher(text).results().toList()) {
            sections.put(head.group(1), bodies[at++]);
        }
    }

    String section(String name) {
        return Optional.ofNullable(sections.get(name))
                .orElseThrow(() -> new IllegalStateException("before.sql has no section " + name));
    }
}
