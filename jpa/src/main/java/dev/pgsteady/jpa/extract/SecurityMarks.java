package dev.pgsteady.jpa.extract;

import dev.pgsteady.core.Sql;
import dev.pgsteady.mapping.Policy;
import dev.pgsteady.mapping.RowSecurity;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Row-level security and its policies, as annotations say them.
///
/// @param added gets the statements
record SecurityMarks(Marks marks, Added added) {
    private static final Set<String> COMMANDS = Set.of("ALL", "SELECT", "INSERT", "UPDATE", "DELETE");

    void write() {
        Stream.concat(
                        marks.of(RowSecurity.class).stream().map(Marks.Mark::place),
                        marks.of(Policy.class).stream().map(Marks.Mark::place))
                .map(p -> added.sql(p.table()))
                .collect(Collectors.toCollection(LinkedHashSet::new))
                .forEach(t -> added.add("ALTER TABLE " + t + " ENABLE ROW LEVEL SECURITY"));
        marks.of(RowSecurity.class).stream()
                .filter(m -> m.annotation().forced())
                .forEach(m -> added.add("ALTER TABLE " + added.sql(m.place().table()) + " FORCE ROW LEVEL SECURITY"));
        marks.of(Policy.class).forEach(m -> policy(m.annotation(), m.place()));
    }

    private void policy(Policy policy, Place place) {
        String command = policy.command().strip().toUpperCase(Locale.ROOT);
        if (!COMMANDS.contains(command)) {
            throw place.refused(
                    "has the policy '%s' for '%s', which is no command".formatted(policy.name(), policy.command()),
                    "Use ALL, SELECT, INSERT, UPDATE or DELETE.");
        }
        if (policy.using().isEmpty() && policy.check().isEmpty()) {
            throw place.refused(
                    "has the policy '" + policy.name() + "' without a condition",
                    "Say using (which rows are seen) or check (which may be written); 'true' is a condition too.");
        }
        added.add("CREATE POLICY %s ON %s%s FOR %s%s%s%s"
                .formatted(
                        Sql.identifier(place.name(policy.name())),
                        added.sql(place.table()),
                        policy.restrictive() ? " AS RESTRICTIVE" : "",
                        command,
                        policy.to().length == 0 ? "" : " TO " + roles(policy.to()),
                        policy.using().isEmpty() ? "" : " USING (" + place.sql(policy.using()) + ")",
                        policy.check().isEmpty() ? "" : " WITH CHECK (" + place.sql(policy.check()) + ")"));
    }

    private static String roles(String[] names) {
        return Arrays.stream(names)
                .map(n -> n.equalsIgnoreCase("public") ? "PUBLIC" : Sql.identifier(n))
                .collect(Collectors.joining(", "));
    }
}
