package dev.pgsteady.migrate.lint.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Severity;
import dev.pgsteady.migrate.lint.At;
import dev.pgsteady.migrate.lint.LintRule;
import dev.pgsteady.migrate.lint.Shape;
import java.util.List;

/// A query or rows added after an ACCESS EXCLUSIVE lock in one transaction.
@AutoService(LintRule.class)
public final class WorkUnderLock implements LintRule {
    private static final Words WORDS = new Words(
            "work-under-lock",
            Severity.MEDIUM,
            Cost.SAME,
            "Something else runs while a table is locked",
            "A lock lasts until the transaction ends: what comes after the ALTER TABLE makes"
                    + " everybody wait longer.");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public List<Hit> judge(At at) {
        boolean works = at.shape() instanceof Shape.Query
                || at.shape() instanceof Shape.CopyIn
                || (at.shape() instanceof Shape.CreateIndex index && !index.concurrently() && at.busy(index.table()));
        if (!works) {
            return List.of();
        }
        return at.together().stream()
                .filter(Shape::exclusive)
                .flatMap(s -> s.tables().stream())
                .filter(at::busy)
                .findFirst()
                .map(t -> Hit.of(
                        "This runs while " + t + " is locked against everybody.",
                        "Put it before the DDL, or into a migration of its own."))
                .stream()
                .toList();
    }
}
