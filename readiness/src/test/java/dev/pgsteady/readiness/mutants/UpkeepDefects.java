package dev.pgsteady.readiness.mutants;

import static dev.pgsteady.readiness.mutants.Original.alter;

import dev.pgsteady.core.Finding.Subject;
import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.Sql;
import dev.pgsteady.schema.Column;
import dev.pgsteady.schema.Sequence;
import dev.pgsteady.schema.Table;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What was switched off, let loose or taken out of the backup.
final class UpkeepDefects {
    /// What may go at a crash; its tables are unlogged on purpose.
    private static final Pattern PASSING = Pattern.compile(
            "(?i).*(cache|session|tmp|temp|stag|scratch|import|buffer|work|lock|queue|heartbeat|rate_?limit).*");

    private UpkeepDefects() {}

    static List<Defect> all() {
        return List.of(
                Defect.of("TX11", "disable a trigger", UpkeepDefects::disabled),
                Defect.of("MO11", "switch autovacuum off for a table", UpkeepDefects::neglected),
                Defect.of("BK16", "make a table unlogged", UpkeepDefects::unlogged),
                Defect.of("CN25", "detach a sequence from its column", UpkeepDefects::detached),
                Defect.of("MG10", "index by a function without a search_path", UpkeepDefects::loose));
    }

    private static Stream<Mutant> disabled(Original original) {
        return original.tables()
                .flatMap(t -> t.triggers().stream()
                        .filter(g -> g.enabled() == 'O' && !g.inherited())
                        .map(g -> Mutant.of(
                                t,
                                new Subject("trigger", t.name().sql() + "." + Sql.identifier(g.name())),
                                alter(t, "DISABLE TRIGGER " + Sql.identifier(g.name())))));
    }

    private static Stream<Mutant> neglected(Original original) {
        return original.tables()
                .filter(t -> original.lacks("MO11", Mutant.table(t)))
                .map(t -> Mutant.of(t, Mutant.table(t), alter(t, "SET (autovacuum_enabled = false)")));
    }

    /// No logged table may refer to one that is not.
    private static Stream<Mutant> unlogged(Original original) {
        return original.tables()
                .filter(t -> t.persistence() == Table.Persistence.PERMANENT && !original.referred(t))
                .filter(t -> !PASSING.matcher(t.name().name()).matches())
                .map(t -> Mutant.of(t, Mutant.table(t), alter(t, "SET UNLOGGED")));
    }

    /// A sequence that feeds the one column that owns it.
    private static Stream<Mutant> detached(Original original) {
        Set<QualifiedName> alone = Set.copyOf(original.tables().map(Table::name).toList());
        return original.schema().sequences().stream()
                .filter(s -> s.extension().isEmpty() && !s.identity())
                .filter(s -> s.ownedBy().filter(c -> alone.contains(c.table())).isPresent())
                .filter(s -> feeds(original, s) == 1)
                .map(s -> Mutant.of(
                        new Subject("sequence", s.name().sql()),
                        "ALTER SEQUENCE %s OWNED BY NONE;".formatted(s.name().sql())));
    }

    private static long feeds(Original original, Sequence sequence) {
        String call =
                "nextval(%s::regclass)".formatted(Sql.literal(sequence.name().sql()));
        return original.schema().tables().stream()
                .flatMap(t -> t.columns().stream())
                .flatMap(c -> c.defaultExpression().stream())
                .filter(call::equals)
                .count();
    }

    private static Stream<Mutant> loose(Original original) {
        return original.tables()
                .flatMap(t ->
                        t.columns().stream().filter(Original::text).limit(1).map(c -> loose(t, c)));
    }

    private static Mutant loose(Table table, Column column) {
        QualifiedName function = new QualifiedName(table.name().schema(), "zzz_mutant_folded");
        return Mutant.of(table, new Subject("function", function.sql() + "(word text)"), """
                CREATE FUNCTION %s(word text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
                BEGIN RETURN lower(trim(word)); END $$;
                CREATE INDEX %s ON %s (%1$s(%s));""".formatted(
                        function.sql(),
                        Sql.identifier(Mutant.newIndex(table).name()),
                        table.name().sql(),
                        Sql.identifier(column.name())));
    }
}
