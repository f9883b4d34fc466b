package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Routine;
import dev.pgsteady.schema.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Tables and columns that nobody has described.
@AutoService(Rule.class)
public final class CN39 implements Rule {
    private static final Words WORDS = new Words(
            new RuleId("CN39"), Severity.INFO, "Tables and columns that nobody has described", """
            What a column means, its unit and who writes it are known to the person who made it. COMMENT keeps
            that with the schema, where psql, editors and every tool that draws the schema show it.""", """
            COMMENT ON TABLE for each table, and ON COLUMN for those whose name does not say it. It locks nothing
            that anybody notices.""", "COMMENT");

    private static final int WORST = 3;

    /// Names that say it all.
    private static final Set<String> PLAIN =
            Set.of("id", "name", "title", "email", "created_at", "updated_at", "created", "updated", "deleted_at");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        Map<String, List<Routine>> routines = new TreeMap<>();
        for (Routine routine : facts.schema().routines()) {
            if (routine.extension().isEmpty()) {
                routines.computeIfAbsent(routine.name().schema(), s -> new ArrayList<>())
                        .add(routine);
            }
        }
        List<Finding> findings = new ArrayList<>();
        SchemaTables.all(facts)
                .forEach(s ->
                        found(s, routines.getOrDefault(s.schema(), List.of())).ifPresent(findings::add));
        return Verdict.of(findings);
    }

    /// How many columns of a table nobody has described.
    private record Bare(Table table, long columns) {}

    private Optional<Finding> found(SchemaTables schema, List<Routine> routines) {
        List<Bare> bare =
                schema.tables().stream().map(t -> new Bare(t, bare(t))).toList();
        long tables = bare.stream().filter(b -> b.table().comment().isEmpty()).count();
        long columns = bare.stream().mapToLong(Bare::columns).sum();
        long functions = routines.stream().filter(r -> r.comment().isEmpty()).count();
        String worst = bare.stream()
                .filter(b -> b.columns() > 0)
                .sorted(Comparator.comparingLong(Bare::columns).reversed())
                .limit(WORST)
                .map(b -> "%s (%,d)".formatted(b.table().name().sql(), b.columns()))
                .collect(Collectors.joining(", "));
        return tables + columns + functions == 0
                ? Optional.empty()
                : Optional.of(finding(
                        schema.subject(),
                        "without a comment: tables %,d of %,d, columns %,d, functions %,d of %,d%s"
                                .formatted(
                                        tables,
                                        bare.size(),
                                        columns,
                                        functions,
                                        routines.size(),
                                        worst.isEmpty() ? "" : "; most columns in " + worst),
                        Optional.empty(),
                        columns));
    }

    /// The columns without a comment whose name, key or reference does not say what they are.
    private static long bare(Table table) {
        Set<String> keys = new HashSet<>();
        table.primaryKey().ifPresent(k -> keys.addAll(k.columns()));
        table.foreignKeys().forEach(k -> keys.addAll(k.columns()));
        return table.columns().stream()
                .filter(c -> c.comment().isEmpty() && !PLAIN.contains(c.name()) && !keys.contains(c.name()))
                .count();
    }
}
