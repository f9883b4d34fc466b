package dev.pgsteady.jpa.extract;

import dev.pgsteady.core.Sql;
import dev.pgsteady.mapping.Exclusion;
import dev.pgsteady.mapping.IndexMethod;
import dev.pgsteady.mapping.RowCheck;
import dev.pgsteady.mapping.SearchColumn;
import dev.pgsteady.mapping.TableIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Indexes, exclusion constraints, checks and columns to search in, as annotations say them.
///
/// @param added gets the statements
record IndexMarks(Marks marks, Added added) {
    private static final String TRIGRAMS = "_trgm_ops";
    private static final String WEIGHTS = "ABCD";

    void write() {
        marks.of(SearchColumn.class).forEach(m -> search(m.annotation(), m.place()));
        marks.of(RowCheck.class).forEach(m -> check(m.annotation(), m.place()));
        marks.of(Exclusion.class).forEach(m -> exclusion(m.annotation(), m.place()));
        marks.of(TableIndex.class).forEach(m -> index(m.annotation(), m.place()));
    }

    private void search(SearchColumn search, Place place) {
        if (place.known().has(search.name())) {
            throw place.refused(
                    "has a column '" + search.name() + "' already, which @SearchColumn would make",
                    "Give the search column another name.");
        }
        List<String> parts = new ArrayList<>();
        for (String name : search.columns()) {
            for (String column : place.columns(name)) {
                char weight = WEIGHTS.charAt(Math.min(parts.size(), WEIGHTS.length() - 1));
                parts.add("setweight(to_tsvector(%s, coalesce(%s, '')), '%s')"
                        .formatted(Sql.literal(search.language()), Sql.identifier(column), weight));
            }
        }
        if (parts.isEmpty()) {
            throw place.refused("has a @SearchColumn of no columns", "Name them: columns = \"title\".");
        }
        place.known().add(search.name());
        String name = Sql.identifier(search.name());
        added.add("ALTER TABLE %s ADD COLUMN %s tsvector GENERATED ALWAYS AS (%s) STORED"
                .formatted(added.sql(place.table()), name, String.join(" || ", parts)));
        added.add("CREATE INDEX ON %s USING gin (%s)".formatted(added.sql(place.table()), name));
    }

    private void check(RowCheck check, Place place) {
        added.add("ALTER TABLE %s ADD %sCHECK (%s)"
                .formatted(
                        added.sql(place.table()),
                        TableDdl.constraint(place.name(check.name())),
                        place.sql(check.value())));
    }

    private void exclusion(Exclusion exclusion, Place place) {
        List<IndexKey> keys = place.keys(exclusion.columns());
        if (!keys.stream().allMatch(IndexKey::compares)) {
            throw place.refused(
                    "has an exclusion constraint without operators", "Say with what: columns = \"during with &&\".");
        }
        if (exclusion.method() == IndexMethod.GIST && keys.stream().anyMatch(IndexKey::equal)) {
            added.extension("btree_gist");
        }
        added.add("ALTER TABLE %s ADD %sEXCLUDE USING %s (%s)%s%s"
                .formatted(
                        added.sql(place.table()),
                        exclusion.name().isEmpty() ? "" : TableDdl.constraint(place.name(exclusion.name())),
                        word(exclusion.method()),
                        list(keys),
                        where(exclusion.where(), place),
                        exclusion.deferred() ? " DEFERRABLE INITIALLY DEFERRED" : ""));
    }

    private void index(TableIndex index, Place place) {
        List<IndexKey> keys = place.keys(index.columns());
        if (keys.stream().anyMatch(k -> k.after().contains(TRIGRAMS))) {
            added.extension("pg_trgm");
        }
        added.add("CREATE %sINDEX %sON %s USING %s (%s)%s%s%s%s"
                .formatted(
                        index.unique() ? "UNIQUE " : "",
                        index.name().isEmpty() ? "" : Sql.identifier(place.name(index.name())) + " ",
                        added.sql(place.table()),
                        word(index.method()),
                        list(keys),
                        index.include().length == 0 ? "" : " INCLUDE (" + place.list(index.include()) + ")",
                        index.nullsNotDistinct() ? " NULLS NOT DISTINCT" : "",
                        index.with().length == 0 ? "" : " WITH (" + String.join(", ", index.with()) + ")",
                        where(index.where(), place)));
    }

    private static String list(List<IndexKey> keys) {
        return keys.stream().map(IndexKey::sql).collect(Collectors.joining(", "));
    }

    private static String where(String condition, Place place) {
        return condition.isEmpty() ? "" : " WHERE (" + place.sql(condition) + ")";
    }

    private static String word(IndexMethod method) {
        return method.name().toLowerCase(Locale.ROOT);
    }
}
