package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.Finding.Subject;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Grant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Everybody has rights on a table.
@AutoService(Rule.class)
public final class AC21 implements Rule {

    private static final Words WORDS =
            new Words(new RuleId("AC21"), Severity.HIGH, "Everybody has rights on a table", """
            A right that PUBLIC holds is held by every role of the server, those made tomorrow included, and cannot
            be taken from one of them.""", """
            Revoke it from PUBLIC and grant it to the roles that need it.""", "5.7 Privileges");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        List<Finding> findings = new ArrayList<>();
        facts.tables().stream()
                .filter(t -> !t.isPartition()
                        || facts.table(t.partitionOf().orElseThrow().parent()).isEmpty())
                .forEach(t -> found(About.table(t), "TABLE", t.grants()).ifPresent(findings::add));
        facts.schema().views().stream()
                .filter(v -> v.extension().isEmpty())
                .forEach(v -> found(Subjects.view(v), "TABLE", v.grants()).ifPresent(findings::add));
        facts.schema().sequences().stream()
                .filter(s -> s.extension().isEmpty())
                .forEach(s -> found(new Subject("sequence", s.name().sql()), "SEQUENCE", s.grants())
                        .ifPresent(findings::add));
        return Verdict.of(findings);
    }

    private Optional<Finding> found(Subject subject, String kind, List<Grant> grants) {
        List<String> open = grants.stream()
                .filter(Grant::toPublic)
                .map(Grant::privilege)
                .distinct()
                .sorted()
                .toList();
        if (open.isEmpty()) {
            return Optional.empty();
        }
        boolean readOnly = open.stream().allMatch(p -> p.equals("SELECT") || p.equals("REFERENCES"));
        return Optional.of(finding(
                        subject,
                        "PUBLIC has %s on it".formatted(String.join(", ", open)),
                        Mend.sql("REVOKE %s ON %s %s FROM PUBLIC;"
                                .formatted(String.join(", ", open), kind, subject.name())),
                        0)
                .at(readOnly ? Severity.MEDIUM : Severity.HIGH));
    }
}
