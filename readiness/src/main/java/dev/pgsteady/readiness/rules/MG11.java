package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding.Subject;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import java.util.Arrays;
import java.util.stream.Stream;

/// Extension older than what is installed.
@AutoService(Rule.class)
public final class MG11 implements Rule {

    private static final Words WORDS = new Words(
            new RuleId("MG11"), Severity.LOW, "Extension older than what is installed", """
            The server's packages hold a newer version than the database uses: its fixes, security fixes too, are
            not in force until the extension is updated.""", """
            Run ALTER EXTENSION ... UPDATE, in a migration like any other change.""", "ALTER EXTENSION");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        return Verdict.of(facts.schema().extensions().stream()
                .filter(e ->
                        e.defaultVersion().filter(v -> newer(v, e.version())).isPresent())
                .map(e -> finding(
                        new Subject("extension", Sql.identifier(e.name())),
                        "version %s is in use and %s is installed"
                                .formatted(e.version(), e.defaultVersion().orElse("")),
                        Mend.review("ALTER EXTENSION %s UPDATE;".formatted(Sql.identifier(e.name()))),
                        0))
                .toList());
    }

    /// Whether the first version is the later one; versions that are not numbers are never compared.
    private static boolean newer(String first, String second) {
        if (!first.matches("[0-9]+(\\.[0-9]+)*") || !second.matches("[0-9]+(\\.[0-9]+)*")) {
            return false;
        }
        return Arrays.compare(numbers(first), numbers(second)) > 0;
    }

    private static int[] numbers(String version) {
        return Stream.of(version.split("\\.", -1))
                .mapToInt(n -> n.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(n))
                .toArray();
    }
}
