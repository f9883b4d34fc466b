package dev.pgsteady.schema;

import dev.pgsteady.core.QualifiedName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Triggers and policies.
final class AttachmentsQuery {
    private static final String SQL = """
            SELECT 'trigger' AS kind, t.oid, t.tgrelid AS relation, t.tgname AS name, t.tgenabled AS letter,
                   p.pronamespace AS function_namespace, p.proname AS function, t.tgparentid <> 0 AS flag,
                   t.tgconstraint AS constraint, t.tgqual IS NOT NULL AS first, false AS second, NULL AS roles,
                   CASE WHEN t.tgqual IS NULL THEN pg_get_triggerdef(t.oid) END AS definition
              FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
             WHERE NOT t.tgisinternal
            UNION ALL
            SELECT 'policy', oid, polrelid, polname, polcmd, NULL, NULL, polpermissive, 0, polqual IS NOT NULL,
                   polwithcheck IS NOT NULL, polroles::text, NULL
              FROM pg_policy""";

    final Map<Long, List<Table.Trigger>> triggers = new HashMap<>();
    final Map<Long, List<Table.Policy>> policies = new HashMap<>();
    /// Definitions of constraint triggers, by the oid of the constraint.
    final Map<Long, String> constraintTriggers = new HashMap<>();
    private final Lookup lookup;
    private final Texts texts;

    private AttachmentsQuery(Lookup lookup, Texts texts) {
        this.lookup = lookup;
        this.texts = texts;
    }

    static AttachmentsQuery read(CatalogSession session, Lookup lookup, Texts texts) {
        AttachmentsQuery query = new AttachmentsQuery(lookup, texts);
        session.read("triggers and policies", SQL, query::add);
        query.triggers.values().forEach(list -> list.sort(Comparator.comparing(Table.Trigger::name)));
        query.policies.values().forEach(list -> list.sort(Comparator.comparing(Table.Policy::name)));
        return query;
    }

    private void add(Row row) {
        long relation = row.number("relation");
        if (row.text("kind").equals("policy")) {
            policies.computeIfAbsent(relation, r -> new ArrayList<>()).add(policy(row));
        } else {
            Table.Trigger trigger = trigger(row);
            triggers.computeIfAbsent(relation, r -> new ArrayList<>()).add(trigger);
            constraintTriggers.put(row.number("constraint"), trigger.definition());
        }
    }

    private Table.Trigger trigger(Row row) {
        long oid = row.number("oid");
        QualifiedName function = lookup.name(row, "function_namespace", "function");
        return new Table.Trigger(
                row.text("name"),
                row.flag("first") ? texts.of(Texts.Kind.TRIGGER, oid) : row.text("definition"),
                row.letter("letter"),
                function,
                row.flag("flag"),
                lookup.notes().comment(Notes.TRIGGER, oid));
    }

    private Table.Policy policy(Row row) {
        long oid = row.number("oid");
        return new Table.Policy(
                row.text("name"),
                row.flag("flag"),
                command(row.letter("letter")),
                roles(row.numbers("roles")),
                row.flag("first") ? Optional.of(texts.of(Texts.Kind.USING, oid)) : Optional.empty(),
                row.flag("second") ? Optional.of(texts.of(Texts.Kind.WITH_CHECK, oid)) : Optional.empty(),
                lookup.notes().comment(Notes.POLICY, oid));
    }

    private List<String> roles(long[] oids) {
        List<String> names = new ArrayList<>();
        for (long oid : oids) {
            names.add(oid == 0 ? "" : lookup.role(oid));
        }
        names.sort(Comparator.naturalOrder());
        return names;
    }

    private static String command(char letter) {
        return switch (letter) {
            case 'r' -> "SELECT";
            case 'a' -> "INSERT";
            case 'w' -> "UPDATE";
            case 'd' -> "DELETE";
            default -> "ALL";
        };
    }
}
