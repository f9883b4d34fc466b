package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding.Subject;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Schema named after an environment.
///
/// Told by the names. A data warehouse's staging area and a test schema are named after what they hold, so that
/// staging, test and production count only beside the same schema of another environment.
@AutoService(Rule.class)
public final class MG14 implements Rule {

    private static final String ENVIRONMENTS =
            "dev|devel|qa|uat|preprod|prod|test|testing|stage|staging|stg|production";
    private static final Pattern BEFORE = Pattern.compile("(" + ENVIRONMENTS + ")_(.+)");
    private static final Pattern AFTER = Pattern.compile("(.+)_(" + ENVIRONMENTS + ")");
    /// Those that mean nothing else.
    private static final Set<String> PLAIN = Set.of("dev", "devel", "qa", "uat", "preprod", "prod");
    private static final Words WORDS =
            new Words(new RuleId("MG14"), Severity.INFO, "Schema named after an environment", """
            A name that differs from one environment to the next makes every migration and every query differ too,
            and prod_ in a test database makes somebody believe the name.""", """
            Give each environment a database or a server of its own, and the schema the same name everywhere.""", "5.9 Schemas");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        List<Named> named = facts.schema().namespaces().stream()
                .filter(n -> n.extension().isEmpty())
                .flatMap(n -> Named.of(n.name()).stream())
                .toList();
        return Verdict.of(named.stream()
                .filter(n -> PLAIN.contains(n.environment()) || named.stream().anyMatch(n::beside))
                .map(n -> finding(
                        new Subject("schema", Sql.identifier(n.schema())),
                        "the name says in which environment it is: " + n.environment(),
                        Optional.empty(),
                        0))
                .toList());
    }

    /// A schema whose name begins or ends with an environment.
    private record Named(String schema, String environment, String rest) {
        static Optional<Named> of(String schema) {
            Matcher before = BEFORE.matcher(schema);
            if (before.matches()) {
                return Optional.of(new Named(schema, before.group(1), before.group(2)));
            }
            Matcher after = AFTER.matcher(schema);
            return after.matches() ? Optional.of(new Named(schema, after.group(2), after.group(1))) : Optional.empty();
        }

        /// Whether the other one is the same schema in another environment.
        boolean beside(Named other) {
            return rest.equals(other.rest()) && !environment.equals(other.environment());
        }
    }
}
