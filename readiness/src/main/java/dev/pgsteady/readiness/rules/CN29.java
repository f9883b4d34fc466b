package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Facts.Reference;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Column;
import dev.pgsteady.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Text as a key that others refer to.
@AutoService(Rule.class)
public final class CN29 implements Rule {
    private static final Words WORDS = new Words(
            new RuleId("CN29"),
            Severity.INFO,
            "Text as a key that others refer to",
            """
            Each row that refers to the table repeats the text, in its own row and in the index over it, and
            compares it byte by byte by the rules of a language. A name that changes has to be changed in all of
            them.""",
            """
            Use bigint or uuid for keys made by the program; a uuid kept as text takes 37 bytes instead of 16. A
            short code that never changes is a good key.""",
            "5.5.4 Primary Keys; 8.12 UUID Type");

    /// A code so short is a key on purpose.
    private static final int SHORT = 16;

    private static final Pattern LIMIT = Pattern.compile("character(?: varying)?\\((\\d+)\\)");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        List<Finding> findings = new ArrayList<>();
        for (SchemaTables schema : SchemaTables.all(facts)) {
            List<QualifiedName> wide = schema.tables().stream()
                    .filter(t -> wide(facts, t))
                    .map(Table::name)
                    .toList();
            if (!wide.isEmpty()) {
                findings.add(found(facts, schema, wide));
            }
        }
        return Verdict.of(findings);
    }

    private static boolean wide(Facts facts, Table table) {
        List<Reference> references = facts.referencing(table.name());
        return !references.isEmpty()
                && table.primaryKey().stream()
                        .filter(k -> k.columns().size() == 1)
                        .flatMap(k -> table.column(k.columns().getFirst()).stream())
                        .filter(c -> Kinds.text(facts, c) && !code(facts, c))
                        .anyMatch(c -> references.stream()
                                .anyMatch(r -> r.parentColumns().equals(List.of(c.name()))));
    }

    private static boolean code(Facts facts, Column column) {
        Matcher limit = LIMIT.matcher(facts.plain(column.type()).sql());
        return facts.words(column.name()).hasAny(Set.of("code", "iso", "slug", "locale", "currency", "country"))
                || (limit.matches() && limit.group(1).length() < 3 && Integer.parseInt(limit.group(1)) <= SHORT);
    }

    private Finding found(Facts facts, SchemaTables schema, List<QualifiedName> wide) {
        long referring =
                wide.stream().mapToLong(n -> facts.referencing(n).size()).sum();
        return finding(
                schema.subject(),
                "foreign keys that repeat a text: %,d; tables whose key it is: %s"
                        .formatted(referring, Logins.some(wide)),
                Optional.empty(),
                referring);
    }
}
