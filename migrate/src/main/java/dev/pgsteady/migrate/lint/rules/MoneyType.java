package dev.pgsteady.migrate.lint.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Sql;
import dev.pgsteady.migrate.lint.At;
import dev.pgsteady.migrate.lint.LintRule;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// money, or a float for amounts.
@AutoService(LintRule.class)
public final class MoneyType implements LintRule {
    private static final Words WORDS = new Words(
            "money-type",
            Severity.MEDIUM,
            Cost.SAME,
            "Amounts of money are kept in a type that is wrong for them",
            "money takes its currency and its digits from a setting of the server; a float cannot" + " hold a tenth.");

    private static final Set<String> AMOUNTS =
            Set.of("price", "amount", "total", "balance", "cost", "fee", "salary", "payment", "subtotal", "tax");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public List<Hit> judge(At at) {
        return at.columns().stream()
                .filter(c -> c.type().is("money") || (c.type().is("float4", "float8") && amount(c.name())))
                .map(c -> Hit.of(
                        "The column " + c.name() + " is " + c.type().sql() + ".",
                        Sql.identifier(c.name()) + " numeric(19,4)"))
                .toList();
    }

    private static boolean amount(String column) {
        return Arrays.stream(column.toLowerCase(Locale.ROOT).split("_")).anyMatch(AMOUNTS::contains);
    }
}
