package dev.pgsteady.jpa.extract;

import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.Sql;
import dev.pgsteady.mapping.AppendOnly;
import dev.pgsteady.mapping.PartitionedBy;
import dev.pgsteady.mapping.PartitionedBy.Period;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Constraint;
import org.hibernate.mapping.Table;
import org.hibernate.mapping.UniqueKey;

/// Tables that are divided by time, as annotations say it.
///
/// @param added gets the statements
/// @param types the types of columns
record PartitionMarks(Marks marks, Added added, ColumnTypes types) {
    private static final String MENDED =
            "Put the property into the key: mark it with @PartitionKey of Hibernate, and name its column in the"
                    + " unique constraints.";

    /// @return the column that a table is divided by
    Map<Table, String> write() {
        Map<Table, String> columns = new HashMap<>();
        for (Marks.Mark<PartitionedBy> mark : marks.of(PartitionedBy.class)) {
            String column = mark.place().column(mark.annotation().column());
            columns.put(mark.place().table(), column);
            keys(mark.place(), column);
            partitions(mark.annotation(), mark.place(), type(mark.place(), column));
        }
        return columns;
    }

    /// Uniqueness holds within a partition, so the key of the partitions has to be part of what is unique.
    private static void keys(Place place, String column) {
        Table table = place.table();
        if (table.hasPrimaryKey() && !has(table.getPrimaryKey(), column)) {
            String key = TableDdl.list(table.getPrimaryKey().getColumns());
            throw lacking(place, column, "the primary key (" + key + ")");
        }
        for (Column unique : table.getColumns()) {
            if (unique.isUnique() && !Names.of(unique).equals(column)) {
                throw lacking(place, column, "a unique constraint (" + Names.sql(unique) + ")");
            }
        }
        for (UniqueKey key : table.getUniqueKeys().values()) {
            if (!has(key, column)) {
                throw lacking(place, column, "a unique constraint (" + TableDdl.list(key.getColumns()) + ")");
            }
        }
    }

    private static Refusal lacking(Place place, String column, String what) {
        return place.refused("is partitioned by '" + column + "', and " + what + " lacks that column", MENDED);
    }

    private static boolean has(Constraint key, String column) {
        List<Column> columns = key.getColumns();
        return columns.stream().anyMatch(c -> Names.of(c).equals(column));
    }

    private String type(Place place, String column) {
        String type = place.table().getColumns().stream()
                .filter(c -> Names.of(c).equals(column))
                .findFirst()
                .map(types::of)
                .orElse("");
        if (!type.equals("date") && !type.endsWith("with time zone") && !type.startsWith("timestamptz")) {
            throw place.refused(
                    "is partitioned by '" + column + "', which is of type " + type,
                    "Use a column of type date or timestamptz (LocalDate, Instant, OffsetDateTime).");
        }
        return type;
    }

    private void partitions(PartitionedBy by, Place place, String type) {
        QualifiedName table = added.name(place.table());
        String rest = new QualifiedName(table.schema(), Sql.name(table.name(), "_default")).sql();
        added.add("CREATE TABLE %s PARTITION OF %s DEFAULT".formatted(rest, table.sql()));
        String period = by.every().name().toLowerCase(Locale.ROOT);
        String bound = type.equals("date") ? "%s::date" : "%s::timestamp AT TIME ZONE 'UTC'";
        String create = """
                EXECUTE format('CREATE TABLE %%s%%%%I.%%%%I PARTITION OF %%%%I.%%%%I FOR VALUES FROM (%%%%L) TO (%%%%L)',
                    %s, part, %s, %s, %s, %s);""".formatted(
                        Sql.literal(table.schema()),
                        Sql.literal(table.schema()),
                        Sql.literal(table.name()),
                        bound.formatted("first"),
                        bound.formatted("(first + interval '1 " + period + "')"));
        String make = create.formatted("IF NOT EXISTS ");
        if (appendOnly(place.table())) {
            String refusing = TriggerMarks.refusing(added);
            added.add(TriggerMarks.noTruncate(rest, refusing));
            make = guarded(table.schema(), create.formatted(""), refusing);
        }
        added.function(Sql.name(table.name(), "_partition"), "(day date) RETURNS text", """
                DECLARE
                    first date := date_trunc('%s', day);
                    part text := %s || to_char(first, '%s');
                BEGIN
                %s    RETURN part;
                END""".formatted(
                        period,
                        Sql.literal(table.name() + "_"),
                        by.every() == Period.MONTH ? "YYYY_MM" : "YYYY_MM_DD",
                        make.indent(4)));
    }

    private boolean appendOnly(Table table) {
        return marks.of(AppendOnly.class).stream()
                .anyMatch(m -> m.place().table().equals(table));
    }

    /// A partition inherits the triggers for rows, and none for TRUNCATE.
    private static String guarded(String schema, String create, String refusing) {
        String name = Sql.literal(schema);
        return "IF to_regclass(format('%%I.%%I', %s, part)) IS NULL THEN\n".formatted(name)
                + create.indent(4)
                + "    EXECUTE format(%s, %s, part);\nEND IF;"
                        .formatted(Sql.literal(TriggerMarks.noTruncate("%I.%I", refusing)), name);
    }
}
