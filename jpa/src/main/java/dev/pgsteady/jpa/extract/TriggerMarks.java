package dev.pgsteady.jpa.extract;

import dev.pgsteady.core.Sql;
import dev.pgsteady.mapping.AppendOnly;
import dev.pgsteady.mapping.TableTrigger;
import dev.pgsteady.mapping.UpdatedAt;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.annotations.OnDeleteAction;
import org.hibernate.mapping.ForeignKey;

/// Triggers, and the functions that they run, as annotations say them.
///
/// @param added gets the statements
record TriggerMarks(Marks marks, Added added) {
    private static final Set<String> EVENTS = Set.of("INSERT", "UPDATE", "DELETE", "TRUNCATE");
    private static final String UPDATE_OF = "UPDATE OF ";
    private static final String RETURNS = "() RETURNS trigger";

    void write() {
        marks.of(UpdatedAt.class).forEach(m -> touch(m.place()));
        marks.of(AppendOnly.class).forEach(m -> appendOnly(m.place()));
        marks.of(TableTrigger.class).forEach(m -> trigger(m.annotation(), m.place()));
    }

    private void touch(Place place) {
        for (String column : place.own()) {
            String name = Sql.name("touch_" + column, "");
            String function = added.function(name, RETURNS, """
                    BEGIN
                        NEW.%s := now();
                        RETURN NEW;
                    END""".formatted(Sql.identifier(column)));
            added.add("CREATE TRIGGER %s BEFORE UPDATE ON %s FOR EACH ROW EXECUTE FUNCTION %s()"
                    .formatted(Sql.identifier(name), added.sql(place.table()), function));
        }
    }

    /// For each row, so that it holds for the partitions too, and for whole tables at once.
    private void appendOnly(Place place) {
        for (ForeignKey key : place.table().getForeignKeyCollection()) {
            OnDeleteAction action = key.getOnDeleteAction();
            if (action == OnDeleteAction.CASCADE || action == OnDeleteAction.SET_NULL) {
                throw place.refused(
                        "is @AppendOnly, and its foreign key (%s) would change rows when another row is deleted"
                                .formatted(TableDdl.list(key.getColumns())),
                        "Leave the constraint out (@ForeignKey(NO_CONSTRAINT)), or let it refuse the deletion.");
            }
        }
        String function = refusing(added);
        String table = added.sql(place.table());
        added.add("CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON %s FOR EACH ROW EXECUTE FUNCTION %s()"
                .formatted(table, function));
        added.add(noTruncate(table, function));
    }

    /// The function that refuses a change.
    ///
    /// @return its name, as SQL writes it
    static String refusing(Added added) {
        return added.function("refuse_change", RETURNS, """
                BEGIN
                    RAISE EXCEPTION 'rows of % are added and never changed', TG_TABLE_NAME
                        USING ERRCODE = 'restrict_violation';
                END""");
    }

    /// What keeps a table from being truncated; each partition needs its own.
    static String noTruncate(String table, String function) {
        return "CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON %s FOR EACH STATEMENT EXECUTE FUNCTION %s()"
                .formatted(table, function);
    }

    private void trigger(TableTrigger trigger, Place place) {
        if (trigger.function().isEmpty() == trigger.body().isEmpty()) {
            throw place.refused(
                    "has the trigger '" + trigger.name() + "', which does not say what it runs",
                    "Say either function = \"app.noted()\" or body = \"...\".");
        }
        String name = place.name(trigger.name());
        String function = trigger.body().isEmpty()
                ? trigger.function()
                : added.function(
                        Sql.name(added.name(place.table()).name(), "_" + name),
                        RETURNS,
                        "BEGIN\n" + place.sql(trigger.body()).indent(4) + "END");
        added.add("CREATE TRIGGER %s %s %s ON %s FOR EACH %s%s EXECUTE FUNCTION %s"
                .formatted(
                        Sql.identifier(name),
                        trigger.timing(),
                        Arrays.stream(trigger.events())
                                .map(e -> event(e, trigger, place))
                                .collect(Collectors.joining(" OR ")),
                        added.sql(place.table()),
                        trigger.statement() ? "STATEMENT" : "ROW",
                        trigger.when().isEmpty() ? "" : " WHEN (" + place.sql(trigger.when()) + ")",
                        function.endsWith(")") ? function : function + "()"));
    }

    private static String event(String event, TableTrigger trigger, Place place) {
        String upper = event.strip().toUpperCase(Locale.ROOT);
        if (upper.startsWith(UPDATE_OF)) {
            return UPDATE_OF
                    + place.list(
                            event.strip().substring(UPDATE_OF.length()).strip().split("\\s*,\\s*"));
        }
        if (!EVENTS.contains(upper)) {
            throw place.refused(
                    "has the trigger '%s' for '%s', which is no event".formatted(trigger.name(), event),
                    "Use INSERT, UPDATE, UPDATE OF with columns, DELETE or TRUNCATE.");
        }
        return upper;
    }
}
