package dev.pgsteady.migrate.lint.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Severity;
import dev.pgsteady.migrate.lint.At;
import dev.pgsteady.migrate.lint.LintRule;
import dev.pgsteady.migrate.lint.ObjectName;
import dev.pgsteady.migrate.lint.Shape;
import java.util.List;
import java.util.stream.Collectors;

/// TRUNCATE.
@AutoService(LintRule.class)
public final class TableTruncated implements LintRule {
    private static final Words WORDS = new Words(
            "table-truncated",
            Severity.HIGH,
            Cost.SAME,
            "A table is emptied",
            "All its rows are gone, under an ACCESS EXCLUSIVE lock; CASCADE empties the tables that"
                    + " point to it too.");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public List<Hit> judge(At at) {
        if (!(at.shape() instanceof Shape.Truncate truncate)
                || truncate.tables().stream().noneMatch(at::busy)) {
            return List.of();
        }
        String tables = truncate.tables().stream().map(ObjectName::sql).collect(Collectors.joining(", "));
        Hit hit = Hit.of(
                tables + " is emptied" + (truncate.cascade() ? ", and all that points to it." : "."),
                "Delete in batches what has to go: DELETE FROM " + tables + " WHERE ...;");
        return List.of(truncate.cascade() ? hit.as(Severity.CRITICAL) : hit);
    }
}
