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
                        step("INDEX", "CREATE INDEX g ON heavy USING gin (a)", "heavy")));
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
                        "refer");
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
                        step("INDEX", "second", "large")));
        assertThat(sql(order)).containsExactly("first", "alone", "second", "third", "trigger");
    }

    @Test
    void a_table_without_indexes_comes_last_and_one_without_rows_costs_nothing() {
        LoadingOrder order = new LoadingOrder(
                List.of(table("bare", 10, 900 * MB), table("indexed", 10, MB)),
                List.of(step("INDEX", "unknown", "empty"), step("INDEX", "known", "indexed")));
        assertThat(order.tables()).extracting(t -> t.table().name()).containsExactly("indexed", "bare");
        assertThat(sql(order)).containsExactly("known", "unknown");
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
        assertThat(sql(new LoadingOrder(List.of(table("t", 1, 1)), ddl.after())))
                .containsExactly("CREATE INDEX", "ADD PRIMARY KEY");
    }
}
