package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Column;
import dev.pgsteady.schema.Table;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Names that are hard to write.
@AutoService(Rule.class)
public final class CN38 implements Rule {
    private static final Words WORDS = new Words(
            new RuleId("CN38"),
            Severity.INFO,
            "Names that are hard to write",
            """
            A name with capitals, blanks or reserved words has to be quoted each time; who forgets it gets another
            name or an error. Names of 63 bytes have probably been cut off by the server, and the next one may be
            cut to the same. Two that differ in capitals alone are taken for each other.""",
            """
            Use lower case, digits and underscores for what is new. Rename the old ones only where people write
            the SQL; a program that quotes them does not mind.""",
            "4.1.1 Identifiers and Key Words; Appendix C");

    private static final int LONGEST = 63;

    /// The key words that are no name of a table or column unless quoted.
    private static final Set<String> RESERVED = Set.of(("all analyse analyze and any array as asc asymmetric both case"
                    + " cast check collate column constraint create current_catalog current_date current_role"
                    + " current_time current_timestamp current_user default deferrable desc distinct do else end except"
                    + " false fetch for foreign from grant group having in initially intersect into lateral leading"
                    + " limit localtime localtimestamp not null offset on only or order placing primary references"
                    + " returning select session_user some symmetric system_user table then to trailing true union"
                    + " unique user using variadic when where window with")
            .split(" "));

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        List<Finding> findings = new ArrayList<>();
        SchemaTables.all(facts).forEach(s -> found(s).ifPresent(findings::add));
        return Verdict.of(findings);
    }

    private Optional<Finding> found(SchemaTables schema) {
        List<Table> tables = schema.tables();
        Set<String> quoted = new LinkedHashSet<>();
        Set<String> cut = new LinkedHashSet<>();
        Set<String> alike = new LinkedHashSet<>(
                alike(tables.stream().map(t -> t.name().name()).toList()));
        for (Table table : tables) {
            note(table.name().name(), quoted, cut);
            boolean odd = false;
            for (Column column : table.columns()) {
                odd |= note(column.name(), quoted, cut);
            }
            if (odd) {
                alike.addAll(alike(table.columns().stream().map(Column::name).toList()));
            }
        }
        List<String> faults = new ArrayList<>();
        if (!quoted.isEmpty()) {
            faults.add("names that need quotes: %,d (%s)".formatted(quoted.size(), some(quoted)));
        }
        if (!cut.isEmpty()) {
            faults.add("names of 63 bytes, perhaps cut off: %,d (%s)".formatted(cut.size(), some(cut)));
        }
        if (!alike.isEmpty()) {
            faults.add("names that differ in capitals alone: %,d (%s)".formatted(alike.size(), some(alike)));
        }
        return faults.isEmpty()
                ? Optional.empty()
                : Optional.of(finding(schema.subject(), String.join("; ", faults), Optional.empty(), tables.size()));
    }

    /// Whether the name needs quotes.
    private static boolean note(String name, Set<String> quoted, Set<String> cut) {
        boolean odd = needsQuotes(name);
        if (odd) {
            quoted.add(Sql.identifier(name));
        }
        if (cutOff(name)) {
            cut.add(name);
        }
        return odd;
    }

    private static boolean needsQuotes(String name) {
        return !plain(name) || RESERVED.contains(name);
    }

    /// Lower case, digits, `_` and, later on, `$`.
    private static boolean plain(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || c == '_';
            boolean later = i > 0 && ((c >= '0' && c <= '9') || c == '$');
            if (!letter && !later) {
                return false;
            }
        }
        return true;
    }

    private static boolean cutOff(String name) {
        return name.length() > LONGEST / 4 && name.getBytes(StandardCharsets.UTF_8).length >= LONGEST;
    }

    private static List<String> alike(List<String> names) {
        return names.stream()
                .collect(Collectors.groupingBy(n -> n.toLowerCase(Locale.ROOT), TreeMap::new, Collectors.toList()))
                .values()
                .stream()
                .filter(same -> same.size() > 1)
                .flatMap(List::stream)
                .map(Sql::identifier)
                .toList();
    }

    private static String some(Set<String> names) {
        return names.stream().limit(3).collect(Collectors.joining(", ")) + (names.size() > 3 ? ", ..." : "");
    }
}
