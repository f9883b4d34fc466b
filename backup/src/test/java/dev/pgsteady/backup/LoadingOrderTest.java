package dev.pgsteady.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.backup.Ddl.Step;
import dev.pgsteady.backup.Manifest.Name;
import dev.pgsteady.backup.Manifest.Segment;
import dev.pgsteady.backup.Manifest.TableContent;
import dev.pgsteady.schema.plan.KeyByIndex;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LoadingOrderTest {
    private static final long MB = 1_000_000;

    private static Name name(String table) {
        return new Name("public", table);
    }

    private static TableContent table(String name, long rows, long bytes) {
        Segment segment = new Segment(PartId.of(new byte[0]), 0, bytes, rows, Fingerprint.NONE);
        return new TableContent(name(name), "", List.of("id"), true, rows, Fingerprint.NONE, List.of(segment));
    }

    private static Step step(String kind, String sql, String... tables) {
        return new Step(
                kind,
                sql,
                Optional.empty(),
                List.of(sql),
                Stream.of(tables).map(LoadingOrderTest::name).toList(),
                Optional.empty());
    }

    private static Step key(String table) {
        return new Step(
                "CONSTRAINT",
                "key of " + table,
                Optional.of(name(table)),
                List.of("ADD " + table),
                List.of(name(table)),
                Optional.of(new KeyByIndex("index of " + table, List.of("attach " + table, "set " + table))));
    }

    private static List<String> sql(LoadingOrder order) {
        return order.steps().stream().flatMap(s -> s.statements().stream()).toList();
    }

    @Test
    void the_longest_index_is_made_first_and_keys_are_attached_when_the_indexes_are_there() {
        LoadingOrder order = new LoadingOrder(
                List.of(table("large", 100_000, 300 * MB), table("heavy", 1_000_000, 200 * MB)),
                List.of(
                        key("large"),
                        key("heavy"),
                        step("FOREIGN_KEY", "refer", "large", "heavy"),
                        step("INDEX", "CREATE INDEX g ON heavy USING gin (a)", "heavy")),
                2);
        assertThat(order.tables()).extracting(t -> t.table().name()).containsExactly("heavy", "large");
        assertThat(sql(order))
                .containsExactly(
                        "CREATE INDEX g ON heavy USING gin (a)",
                        "index of heavy",
                        "index of large",
                        "attach large",
                        "set large",
                        "attach heavy",
                        "set heavy",
                        "refer",
                        "ANALYZE public.large",
                        "ANALYZE public.heavy");
    }

    @Test
    void what_is_made_alone_parts_those_before_it_from_those_after_it() {
        LoadingOrder order = new LoadingOrder(
                List.of(table("small", 10, 100), table("large", 1_000_000, MB)),
                List.of(
                        step("INDEX", "first", "small"),
                        step("VIEW", "alone"),
                        step("TRIGGER", "trigger", "small"),
                        step("INDEX", "third", "small"),
                        step("INDEX", "second", "large")),
                2);
        assertThat(sql(order)).containsExactly("first", "alone", "second", "third", "trigger");
    }

    @Test
    void a_table_without_indexes_comes_last_and_one_without_rows_costs_nothing() {
        LoadingOrder order = new LoadingOrder(
                List.of(table("bare", 10, 900 * MB), table("indexed", 10, MB)),
                List.of(step("INDEX", "unknown", "empty"), step("INDEX", "known", "indexed")),
                2);
        assertThat(order.tables()).extracting(t -> t.table().name()).containsExactly("indexed", "bare");
        assertThat(sql(order)).containsExactly("known", "unknown", "ANALYZE public.bare");
    }

    @Test
    void the_keys_of_a_backup_of_an_older_version_are_made_in_one_step_behind_the_indexes() {
        String json = """
                {"before": [], "after": [
                 {"kind": "CONSTRAINT", "words": "the key", "table": {"schema": "public", "name": "t"},
                  "statements": ["ADD PRIMARY KEY"], "locks": [{"schema": "public", "name": "t"}]},
                 {"kind": "INDEX", "words": "an index", "statements": ["CREATE INDEX"],
                  "locks": [{"schema": "public", "name": "t"}]}]}""";
        Ddl ddl = BackupJson.read(json.getBytes(StandardCharsets.UTF_8), Ddl.class);
        assertThat(sql(new LoadingOrder(List.of(table("t", 1, 1)), ddl.after(), 2)))
                .containsExactly("CREATE INDEX", "ADD PRIMARY KEY");
    }

    private static List<String> whole(int workers, TableContent... tables) {
        LoadingOrder order = new LoadingOrder(List.of(tables), List.of(), workers);
        return Stream.of(tables).filter(order::whole).map(t -> t.table().name()).toList();
    }

    @Test
    void one_connection_fills_a_table_alone_while_the_others_have_enough_to_do() {
        TableContent one = table("one", 1000, 100 * MB);
        TableContent other = table("other", 1000, 100 * MB);
        assertThat(whole(2, one, other)).containsExactly("one", "other");
        assertThat(whole(1, one)).containsExactly("one");
        assertThat(whole(2, one)).isEmpty();
        assertThat(whole(8, one, table("small", 1000, 10 * MB))).containsExactly("small");
        assertThat(whole(2, table("tiny", 10, 1000))).isEmpty();
        assertThat(whole(
                        1,
                        new TableContent(
                                new Name("pg_catalog", "pg_largeobject"),
                                "",
                                List.of("data"),
                                true,
                                1,
                                Fingerprint.NONE,
                                one.segments())))
                .isEmpty();
    }

    @Test
    void a_large_table_is_analyzed_when_it_has_its_indexes_and_no_statistics_object_is_to_come() {
        List<TableContent> tables = List.of(table("large", 1000, 100 * MB), table("small", 10, 1000));
        Step index = step("INDEX", "an index", "large");
        Step view = step("VIEW", "a view");
        LoadingOrder order = new LoadingOrder(tables, List.of(index, view), 2);
        assertThat(sql(order)).containsExactly("an index", "ANALYZE public.large", "a view");
        assertThat(order.analyzed()).containsExactly(name("large"));

        Step statistics = step("STATISTICS", "statistics");
        assertThat(sql(new LoadingOrder(tables, List.of(index, statistics), 2)))
                .containsExactly("an index", "statistics");
        assertThat(sql(new LoadingOrder(tables, List.of(view, index), 2))).containsExactly("a view", "an index");
    }
}
