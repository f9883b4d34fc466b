package dev.pgsteady.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunbookTest {
    private static final Instant NOW = Instant.parse("2026-11-21T05:00:00Z");

    private static Runbook.Setup setup(String store, String database) {
        return new Runbook.Setup(
                database,
                "backup@db:5432/" + database,
                store,
                List.of(),
                true,
                "in the safe",
                "15 2 * * *",
                List.of("Ann"));
    }

    private static String document(Runbook.Setup setup, List<String> withoutPassword) {
        return new Runbook(setup, Optional.empty(), NOW, Optional.empty(), withoutPassword).markdown("pgsteady");
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
        assertThat(Runbook.commands("/mnt/our backups", "shop").getLast().arguments("postgresql://u@h/postgres"))
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
}
