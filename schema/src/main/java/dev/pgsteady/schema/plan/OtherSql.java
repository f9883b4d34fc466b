package dev.pgsteady.schema.plan;

import dev.pgsteady.schema.Schema.OtherObject;
import dev.pgsteady.schema.plan.ObjectId.Kind;
import dev.pgsteady.schema.plan.Part.OtherPart;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Objects of which nothing but the defining statements is known. Where not even those are, the object is
/// refused by name.
final class OtherSql {
    private static final Map<String, Kind> KINDS = Map.ofEntries(
            Map.entry("rule", Kind.RULE),
            Map.entry("statistics object", Kind.STATISTICS),
            Map.entry("collation", Kind.COLLATION),
            Map.entry("operator", Kind.OPERATOR),
            Map.entry("cast", Kind.CAST),
            Map.entry("publication", Kind.PUBLICATION),
            Map.entry("event trigger", Kind.EVENT_TRIGGER),
            Map.entry("language", Kind.LANGUAGE),
            Map.entry("text search configuration", Kind.TEXT_SEARCH),
            Map.entry("text search dictionary", Kind.TEXT_SEARCH),
            Map.entry("text search parser", Kind.TEXT_SEARCH),
            Map.entry("text search template", Kind.TEXT_SEARCH));

    private static final Set<String> OWNED_TEXT_SEARCH = Set.of("text search configuration", "text search dictionary");

    private static final Set<String> OF_FOREIGN_DATA = Set.of("foreign-data wrapper", "server", "user mapping");

    private OtherSql() {}

    static ObjectId id(OtherObject object) {
        return id(object.kind(), object.identity());
    }

    /// @param kind     as `pg_identify_object` names it
    /// @param identity as it spells it
    static ObjectId id(String kind, String identity) {
        Kind known = KINDS.getOrDefault(kind, Kind.OTHER);
        boolean several = known == Kind.TEXT_SEARCH || known == Kind.OTHER;
        return new ObjectId(known, "", identity, several ? kind : "");
    }

    /// Whether `ALTER ... OWNER TO` is known for it.
    static boolean owned(ObjectId id) {
        return switch (id.kind()) {
            case STATISTICS, COLLATION, OPERATOR, PUBLICATION, EVENT_TRIGGER, LANGUAGE -> true;
            case TEXT_SEARCH -> OWNED_TEXT_SEARCH.contains(id.part());
            default -> false;
        };
    }

    /// Without owner and comment, with the statements that make it.
    static OtherObject bare(OtherObject o, Details details) {
        return new OtherObject(
                o.kind(),
                o.identity(),
                "",
                details.definition(o.kind(), o.identity()).or(o::definition),
                Optional.empty(),
                Optional.empty());
    }

    static List<String> create(OtherPart part) {
        String sql = part.object()
                .definition()
                .orElseThrow(
                        () -> new Unplannable(part.id(), unknown(part.object().kind())));
        return sql
                .lines()
                .reduce((a, b) -> a + "\n" + b)
                .map(text -> List.of(text.split(";\\s*\n\\s*--next\\s*\n")))
                .orElse(List.of())
                .stream()
                .map(OtherSql::unterminated)
                .toList();
    }

    private static String unknown(String kind) {
        return OF_FOREIGN_DATA.contains(kind)
                ? "options of foreign data are not read: they may hold secrets"
                : "a " + kind + " cannot be made from what the catalog shows";
    }

    private static String unterminated(String sql) {
        String text = sql.strip();
        return text.endsWith(";") ? text.substring(0, text.length() - 1) : text;
    }

    static String drop(OtherPart part) {
        String identity = part.object().identity();
        return switch (part.object().kind()) {
            case "foreign-data wrapper" -> "DROP FOREIGN DATA WRAPPER " + identity;
            case "statistics object" -> "DROP STATISTICS " + identity;
            case "user mapping" -> "DROP USER MAPPING FOR " + identity.replaceFirst(" on server ", " SERVER ");
            default -> "DROP " + part.object().kind().toUpperCase(Locale.ROOT) + " " + identity;
        };
    }
}
