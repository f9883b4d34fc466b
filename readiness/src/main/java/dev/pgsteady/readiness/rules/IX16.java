package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.readiness.Samples.Comparison;
import dev.pgsteady.readiness.Samples.StatementPlan;
import dev.pgsteady.readiness.rules.MainQueries.Use;
import dev.pgsteady.schema.Index;
import dev.pgsteady.schema.Table;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// LIKE that no index serves.
@AutoService(Rule.class)
public final class IX16 implements Rule {
    private static final Words WORDS = new Words(
            new RuleId("IX16"),
            Severity.MEDIUM,
            "LIKE that no index serves",
            """
            An index in the order of a language cannot find what begins with some letters: only one by plain bytes
            can, and for letters in the middle only one of trigrams. Without it LIKE reads the whole table.""",
            """
            For LIKE 'x%' add an index with text_pattern_ops. For LIKE '%x%' and ILIKE use the extension pg_trgm
            with a GIN index.""",
            "11.10 Operator Classes and Operator Families; F.35 pg_trgm");

    private static final Set<String> BYTES = Set.of("text_pattern_ops", "varchar_pattern_ops", "bpchar_pattern_ops");
    private static final Set<String> TRIGRAMS = Set.of("gin_trgm_ops", "gist_trgm_ops");
    private static final Set<String> PLAIN = Set.of("C", "POSIX", "ucs_basic", "C.UTF-8", "C.utf8", "pg_c_utf8");

    @Override
    public Words words() {
        return WORDS;
    }

    /// A column that a pattern is compared with.
    private record Searched(QualifiedName table, String column, boolean anyCase) {}

    @Override
    public Verdict judge(Facts facts) {
        return MainQueries.judge(
                facts,
                plans -> MainQueries.byTable(facts, plans, p -> searched(facts, p), Searched::table).stream()
                        .map(u -> found(facts, u))
                        .toList());
    }

    private static Stream<Searched> searched(Facts facts, StatementPlan plan) {
        return plan.scans().stream()
                .flatMap(s -> Stream.concat(
                        s.columns(Comparison.PATTERN).stream().map(c -> new Searched(s.table(), c, false)),
                        s.columns(Comparison.PATTERN_ANY_CASE).stream().map(c -> new Searched(s.table(), c, true))))
                .filter(s -> facts.table(s.table()).stream()
                        .noneMatch(t -> t.indexes().stream().anyMatch(i -> serves(facts, i, s))));
    }

    private static boolean serves(Facts facts, Index index, Searched searched) {
        boolean trigrams = index.keys().stream()
                .anyMatch(k -> k.column().stream().anyMatch(searched.column()::equals)
                        && TRIGRAMS.contains(k.operatorClass().name()));
        Index.Key first = index.keys().getFirst();
        boolean leads =
                index.method().equals("btree") && first.column().stream().anyMatch(searched.column()::equals);
        return index.valid()
                && (trigrams
                        || (leads
                                && !searched.anyCase()
                                && (BYTES.contains(first.operatorClass().name()) || byBytes(facts, first))));
    }

    private static boolean byBytes(Facts facts, Index.Key key) {
        return key.collation()
                .map(c -> PLAIN.contains(
                        c.name().equals("default") ? facts.server().collation() : c.name()))
                .orElse(false);
    }

    private Finding found(Facts facts, Use<Searched> use) {
        Table table = use.table();
        List<Searched> searched = use.of().stream()
                .distinct()
                .sorted(Comparator.comparing(Searched::column).thenComparing(Searched::anyCase))
                .toList();
        return finding(
                About.table(table),
                "(%s) is compared with a pattern that no index serves by %s"
                        .formatted(
                                About.columns(searched.stream()
                                        .map(Searched::column)
                                        .distinct()
                                        .toList()),
                                use.words()),
                Mend.review(searched.stream()
                        .map(s -> index(facts, table, s))
                        .distinct()
                        .toArray(String[]::new)),
                facts.rows(table));
    }

    private static String index(Facts facts, Table table, Searched searched) {
        String column = Sql.identifier(searched.column());
        boolean padded = table.column(searched.column()).stream()
                .anyMatch(c -> facts.plain(c.type()).is("bpchar"));
        return searched.anyCase()
                ? "-- needs the extension pg_trgm:\n-- CREATE INDEX CONCURRENTLY ON %s USING gin (%s gin_trgm_ops);"
                        .formatted(table.name().sql(), column)
                : "-- for patterns that begin with letters:\n"
                        + MainQueries.index(
                                facts, table, List.of(column + (padded ? " bpchar_pattern_ops" : " text_pattern_ops")));
    }
}
