package dev.pgsteady.schema;

import dev.pgsteady.core.QualifiedName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Constraints of tables and domains.
final class ConstraintsQuery {
    private static final String SQL = """
            SELECT c.oid, c.conname, c.conrelid, c.contypid, c.contype, c.condeferrable, c.condeferred, c.convalidated,
                   NOT c.conislocal AS inherited, c.connoinherit, c.conkey::text AS key, c.confrelid,
                   c.confkey::text AS target_key, c.confdeltype, c.confupdtype, c.confmatchtype, i.relname AS index,
                   x.indnullsnotdistinct, %s AS enforced, tn.nspname AS target_namespace, t.relname AS target,
                   CASE WHEN (c.contype IN ('p', 'u', 'f', 'n') OR c.conrelid = 0)
                         AND (c.conindid = 0 OR pg_table_is_visible(c.conindid) IS NOT NULL)
                         AND (c.conrelid = 0 OR pg_table_is_visible(c.conrelid) IS NOT NULL)
                        THEN pg_get_constraintdef(c.oid) END AS definition
              FROM pg_constraint c
              JOIN pg_namespace n ON n.oid = c.connamespace
              LEFT JOIN pg_class i ON i.oid = c.conindid AND c.contype IN ('p', 'u', 'x')
              LEFT JOIN pg_index x ON x.indexrelid = i.oid
              LEFT JOIN pg_class t ON t.oid = c.confrelid
              LEFT JOIN pg_namespace tn ON tn.oid = t.relnamespace
             WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'""";

    final Map<Long, List<Constraint>> ofRelations = new HashMap<>();
    final Map<Long, List<UserType.DomainCheck>> ofDomains = new HashMap<>();
    private final Lookup lookup;
    private final Texts texts;
    private final Map<Long, Map<Long, String>> columnNames;
    private final Map<Long, String> triggers;

    private ConstraintsQuery(
            Lookup lookup, Texts texts, Map<Long, List<Column>> columns, Map<Long, String> constraintTriggers) {
        this.lookup = lookup;
        this.texts = texts;
        this.triggers = constraintTriggers;
        this.columnNames = new HashMap<>();
        columns.forEach((relation, list) -> columnNames.put(relation, byPosition(list)));
    }

    private static Map<Long, String> byPosition(List<Column> columns) {
        Map<Long, String> names = new HashMap<>();
        columns.forEach(c -> names.put((long) c.position(), c.name()));
        return names;
    }

    /// @param context            what turns oids into names
    /// @param columns            by relation
    /// @param constraintTriggers definitions of constraint triggers, by the constraint's oid
    static ConstraintsQuery read(
            CatalogSession session,
            Context context,
            Map<Long, List<Column>> columns,
            Map<Long, String> constraintTriggers) {
        ConstraintsQuery query = new ConstraintsQuery(context.lookup(), context.texts(), columns, constraintTriggers);
        String sql = SQL.replace("%s", context.major() >= 18 ? "c.conenforced" : "true");
        session.read("constraints", sql, query::add);
        query.ofRelations.values().forEach(list -> list.sort(Comparator.comparing(Constraint::name)));
        query.ofDomains.values().forEach(list -> list.sort(Comparator.comparing(UserType.DomainCheck::name)));
        return query;
    }

    private void add(Row row) {
        long relation = row.number("conrelid");
        if (relation != 0) {
            constraint(row)
                    .ifPresent(c -> ofRelations
                            .computeIfAbsent(relation, r -> new ArrayList<>())
                            .add(c));
        } else if (row.letter("contype") == 'c') {
            ofDomains
                    .computeIfAbsent(row.number("contypid"), t -> new ArrayList<>())
                    .add(new UserType.DomainCheck(
                            row.text("conname"),
                            row.text("definition"),
                            row.flag("convalidated"),
                            lookup.notes().comment(Notes.CONSTRAINT, row.number("oid"))));
        }
    }

    private Optional<Constraint> constraint(Row row) {
        String name = row.text("conname");
        String definition = row.text("definition");
        List<String> columns = names(row.number("conrelid"), row.numbers("key"));
        String index = row.text("index");
        Constraint.Common common = common(row);
        String text = texts.of(Texts.Kind.CONSTRAINT, row.number("oid"));
        return switch (row.letter("contype")) {
            case 'p' -> Optional.of(new Constraint.PrimaryKey(name, definition, columns, index, common));
            case 'u' ->
                Optional.of(new Constraint.Unique(
                        name, definition, columns, index, row.flag("indnullsnotdistinct"), common));
            case 'c' ->
                Optional.of(
                        new Constraint.Check(name, text, condition(text), columns, row.flag("connoinherit"), common));
            case 'f' -> Optional.of(foreignKey(row, columns, common));
            case 'x' -> Optional.of(new Constraint.Exclusion(name, text, columns, index, common));
            case 'n' ->
                Optional.of(new Constraint.NotNull(
                        name,
                        definition,
                        columns.isEmpty() ? "" : columns.getFirst(),
                        row.flag("connoinherit"),
                        common));
            case 't' ->
                Optional.of(
                        new Constraint.ConstraintTrigger(name, triggers.getOrDefault(row.number("oid"), ""), common));
            default -> Optional.empty();
        };
    }

    private Constraint.Common common(Row row) {
        return new Constraint.Common(
                row.flag("convalidated"),
                row.flag("condeferrable"),
                row.flag("condeferred"),
                row.flag("inherited"),
                row.flag("enforced"),
                lookup.notes().comment(Notes.CONSTRAINT, row.number("oid")));
    }

    private Constraint foreignKey(Row row, List<String> columns, Constraint.Common common) {
        return new Constraint.ForeignKey(
                row.text("conname"),
                row.text("definition"),
                columns,
                new QualifiedName(row.text("target_namespace"), row.text("target")),
                names(row.number("confrelid"), row.numbers("target_key")),
                action(row.letter("confdeltype")),
                action(row.letter("confupdtype")),
                match(row.letter("confmatchtype")),
                common);
    }

    private List<String> names(long relation, long[] positions) {
        Map<Long, String> names = columnNames.getOrDefault(relation, Map.of());
        List<String> found = new ArrayList<>(positions.length);
        for (long position : positions) {
            String name = names.get(position);
            if (name != null) {
                found.add(name);
            }
        }
        return found;
    }

    /// What stands between `CHECK (` and the parenthesis that closes it.
    static String condition(String definition) {
        int from = definition.indexOf('(');
        int to = definition.lastIndexOf(')');
        return from < 0 || to <= from ? "" : definition.substring(from + 1, to);
    }

    private static Constraint.ForeignKey.Action action(char letter) {
        return switch (letter) {
            case 'r' -> Constraint.ForeignKey.Action.RESTRICT;
            case 'c' -> Constraint.ForeignKey.Action.CASCADE;
            case 'n' -> Constraint.ForeignKey.Action.SET_NULL;
            case 'd' -> Constraint.ForeignKey.Action.SET_DEFAULT;
            default -> Constraint.ForeignKey.Action.NO_ACTION;
        };
    }

    private static Constraint.ForeignKey.Match match(char letter) {
        return switch (letter) {
            case 'f' -> Constraint.ForeignKey.Match.FULL;
            case 'p' -> Constraint.ForeignKey.Match.PARTIAL;
            default -> Constraint.ForeignKey.Match.SIMPLE;
        };
    }
}
