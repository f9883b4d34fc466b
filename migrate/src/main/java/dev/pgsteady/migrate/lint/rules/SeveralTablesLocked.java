package dev.pgsteady.migrate.lint.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Severity;
import dev.pgsteady.migrate.lint.At;
import dev.pgsteady.migrate.lint.LintRule;
import dev.pgsteady.migrate.lint.ObjectName;
import dev.pgsteady.migrate.lint.Shape;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// ACCESS EXCLUSIVE locks on more than one table in a transaction.
@AutoService(LintRule.class)
public final class SeveralTablesLocked implements LintRule {
    private static final Words WORDS = new Words(
            "several-tables-locked",
            Severity.LOW,
            Cost.SAME,
            "One transaction locks several tables against everybody",
            "Each lock is held while the next is waited for; a program that takes them in another"
                    + " order meets a deadlock.");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public List<Hit> judge(At at) {
        if (!at.shape().exclusive()) {
            return List.of();
        }
        Set<ObjectName> here =
                at.shape().tables().stream().limit(1).filter(at::busy).collect(Collectors.toSet());
        Optional<ObjectName> other = at.together().stream()
                .filter(Shape::exclusive)
                .flatMap(s -> s.tables().stream().limit(1))
                .filter(t -> at.busy(t) && here.stream().noneMatch(t::meets))
                .findFirst();
        return here.isEmpty() || other.isEmpty()
                ? List.of()
                : List.of(Hit.of(
                        "%s is locked while %s is locked already."
                                .formatted(here.iterator().next(), other.get()),
                        "A migration for each table."));
    }
}
