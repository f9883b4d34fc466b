package dev.pgsteady.jpa.extract;

import dev.pgsteady.core.Sql;
import dev.pgsteady.mapping.Audited;
import dev.pgsteady.mapping.CreatedAt;
import dev.pgsteady.mapping.SoftDeletes;
import dev.pgsteady.mapping.UpdatedAt;
import dev.pgsteady.mapping.UuidKey;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.hibernate.boot.spi.MetadataImplementor;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.ForeignKey;
import org.hibernate.mapping.Table;

/// What annotations change in columns and tables that are there: defaults, comments, what counts as unique.
///
/// @param server the major version of PostgreSQL
record KeptColumns(Marks marks, MetadataImplementor metadata, int server) {
    /// The first release that has `uuidv7()`.
    private static final int ORDERED_SINCE = 18;

    void apply() {
        Stream.concat(
                        marks.of(CreatedAt.class).stream().map(Marks.Mark::place),
                        marks.of(UpdatedAt.class).stream().map(Marks.Mark::place))
                .flatMap(KeptColumns::own)
                .forEach(c -> {
                    standard(c, "now()");
                    c.setNullable(false);
                });
        marks.of(UuidKey.class).forEach(m -> own(m.place()).forEach(c -> standard(c, uuid(m.annotation()))));
        marks.of(Audited.class).forEach(m -> audited(m.place().table()));
    }

    private static Stream<Column> own(Place place) {
        return place.table().getColumns().stream().filter(c -> place.own().contains(Names.of(c)));
    }

    private static void standard(Column column, String sql) {
        if (column.getDefaultValue() == null) {
            column.setDefaultValue(sql);
        }
    }

    private String uuid(UuidKey key) {
        return switch (key.value()) {
            case RANDOM -> "gen_random_uuid()";
            case ORDERED -> server >= ORDERED_SINCE ? "uuidv7()" : "gen_random_uuid()";
        };
    }

    private static void audited(Table table) {
        String said = table.getComment();
        table.setComment(said == null || said.isEmpty() ? "@audited" : said + "\n@audited");
    }

    /// Which rows of a table are not deleted, where rows are only marked: a condition in SQL.
    Map<Table, String> living() {
        Map<Table, String> living = new HashMap<>();
        for (Marks.Mark<SoftDeletes> mark : marks.of(SoftDeletes.class)) {
            Place place = mark.place();
            String name = place.column(mark.annotation().column());
            boolean flag = place.table().getColumns().stream()
                    .anyMatch(c ->
                            Names.of(c).equals(name) && c.getSqlType(metadata).equals("boolean"));
            String column = Sql.identifier(name);
            living.put(place.table(), flag ? "NOT " + column : column + " IS NULL");
            metadata.collectTableMappings().stream()
                    .flatMap(t -> t.getForeignKeyCollection().stream())
                    .filter(k -> refers(k, place.table()))
                    .findFirst()
                    .ifPresent(k -> {
                        throw place.refused(
                                "has @SoftDeletes, and a foreign key of the table %s refers to what is unique in it"
                                        .formatted(k.getTable().getName()),
                                "Let it refer to the primary key: what is unique among some rows cannot be referred to.");
                    });
        }
        return living;
    }

    private static boolean refers(ForeignKey key, Table table) {
        return table.equals(key.getReferencedTable()) && !key.isReferenceToPrimaryKey();
    }
}
