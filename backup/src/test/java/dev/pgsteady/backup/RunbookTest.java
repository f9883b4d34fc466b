package dev.pgsteady.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunbookTest {
    private static final Instant NOW = Instant.parse("2026-11-21T05:00:00Z");

    private static final Holdings DATABASES = new Holdings(true, false, false);

    private static Runbook.Setup setup(String store, String database) {
        return setup(store, database, DATABASES);
    }

    private static Runbook.Setup setup(String store, String database, Holdings holdings) {
        return new Runbook.Setup(
                database,
                "backup@db:5432/" + database,
                store,
                List.of(),
                true,
                "in the safe",
                "15 2 * * *",
                List.of("Ann"),
                holdings);
    }

    private static String document(Runbook.Setup setup, List<String> withoutPassword) {
        return new Runbook(
                        setup,
                        new Runbook.Measured(Optional.empty(), Optional.empty()),
                        NOW,
                        Optional.empty(),
                        withoutPassword)
                .markdown("pgsteady");
    }

    @Test
    void the_document_prints_the_commands_as_a_shell_takes_them() {
        assertThat(document(setup("s3://bucket/shop", "shop"), List.of()))
                .contains(
                        "pgsteady backup list --store s3://bucket/shop\n",
                        "pgsteady restore \"$SERVER\" --store s3://bucket/shop --database shop --as shop_restored\n",
                        "pgsteady restore \"$SERVER\" --store s3://bucket/shop --database shop --replace shop\n");
        assertThat(document(setup("/mnt/our backups", "Ann's shop"), List.of()))
                .contains("--store '/mnt/our backups' --database 'Ann'\\''s shop' --replace 'Ann'\\''s shop'\n");
    }

    @Test
    void what_is_carried_out_is_what_is_printed() {
        assertThat(Runbook.commands("/mnt/our backups", "shop")
                        .getLast()
                        .arguments(Map.of(RunbookCommand.SERVER, "postgresql://u@h/postgres")))
                .containsExactly(
                        "restore",
                        "postgresql://u@h/postgres",
                        "--store",
                        "/mnt/our backups",
                        "--database",
                        "shop",
                        "--replace",
                        "shop");
    }

    @Test
    void roles_whose_passwords_are_missing_are_listed() {
        Runbook.Setup setup = setup("/backups", "shop");
        assertThat(document(setup, List.of("app", "\"Read Only\""))).contains("has none of them: app, \"Read Only\".");
        assertThat(document(setup, List.of())).contains("have the passwords that they had");
    }

    @Test
    void a_runbook_goes_stale_when_the_setup_changes() {
        Runbook.Setup setup = setup("/backups", "shop");
        String text = document(setup, List.of());
        assertThat(Runbook.find(text, setup).orElseThrow().current()).isTrue();
        assertThat(Runbook.find(text, setup("/elsewhere", "shop")).orElseThrow().current())
                .isFalse();
        assertThat(Runbook.find("# Restoring", setup)).isEmpty();
    }

    @Test
    void the_commands_that_recover_a_server_are_there_when_it_can_be_recovered() {
        String to = "pgsteady recover --store /backups --to \"$FOLDER\"\n";
        String time = "pgsteady recover --store /backups --to \"$FOLDER\" --to-time \"$TIME\"\n";
        assertThat(document(setup("/backups", "shop"), List.of())).doesNotContain("recover --store");
        assertThat(document(setup("/backups", "shop", new Holdings(true, false, true)), List.of()))
                .doesNotContain("recover --store")
                .contains("without a physical backup nothing can be recovered");
        assertThat(document(setup("/backups", "shop", new Holdings(true, true, false)), List.of()))
                .contains("--replace shop\n", to)
                .doesNotContain("--to-time");
        assertThat(document(setup("/backups", "shop", new Holdings(true, true, true)), List.of()))
                .contains("(step 4); if something wrong was written before, to a time before that (step 5)", to, time);
        assertThat(document(setup("/backups", "shop", new Holdings(false, true, true)), List.of()))
                .contains("(step 2); if something wrong was written before, to a time before that (step 3)", to, time)
                .doesNotContain("--replace", "$SERVER");
    }

    @Test
    void the_drill_of_a_physical_backup_gives_recovery_time_and_point() {
        Instant last = NOW.minusMillis(2_500);
        DrillResult drill = new DrillResult(
                new SetId("20261121T040000Z-00001-bf1de2"),
                NOW,
                true,
                DrillOptions.Level.CHECK,
                150018,
                0,
                3,
                Map.of(DrillResult.RECOVERY, 4.2),
                4.2,
                List.of(),
                List.of(),
                "1",
                "host",
                Optional.of(new DrillResult.Reached(Optional.of(last), Optional.empty(), Optional.empty(), List.of())));
        Runbook runbook = new Runbook(
                setup("/backups", "shop", new Holdings(false, true, true)),
                new Runbook.Measured(Optional.empty(), Optional.of(drill)),
                NOW,
                Optional.empty(),
                List.of());
        assertThat(runbook.markdown("pgsteady"))
                .contains("came back from 20261121T040000Z-00001-bf1de2 in 4.2 s (recovery time, RTO)")
                .contains("The last commit in it was of %s: at most the commits of the 2.5 s after it".formatted(last))
                .doesNotContain("No drill");
    }

    @Test
    void a_runbook_goes_stale_when_a_server_can_be_recovered_for_the_first_time() {
        String text = document(setup("/backups", "shop"), List.of());
        Runbook.Setup both = setup("/backups", "shop", new Holdings(true, true, true));
        assertThat(Runbook.find(text, both).orElseThrow().current()).isFalse();
        assertThat(Runbook.facts(Optional.of(text), both))
                .singleElement()
                .satisfies(f -> assertThat(f.passed()).isFalse())
                .satisfies(f -> assertThat(f.summary()).contains("of what kinds the backups are"));
    }
}
