package dev.pgsteady.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.testkit.StandbyPair;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandbyTest {
    @TempDir
    private Path folder;

    @Test
    void a_hot_standby_is_checked_as_its_primary_is() throws Exception {
        Optional<Path> programs = StandbyPair.programs();
        Assumptions.assumeTrue(programs.isPresent(), "no pg_basebackup is installed in /usr/lib/postgresql");
        String script = """
                create table users (id bigint primary key);
                create table workspaces (id bigint primary key, user_id bigint references users);
                create unlogged table cache (a int);
                insert into users select generate_series(1, 200);
                insert into workspaces select i, i from generate_series(1, 200) i;
                analyze""";
        try (StandbyPair pair = StandbyPair.start(programs.get(), folder, script);
                Connection primary = pair.primary();
                Connection standby = pair.standby()) {
            Report there = new Readiness().check(standby, CheckOptions.usual());
            Report here = new Readiness().check(primary, CheckOptions.usual());

            assertThat(there.server().standby()).isTrue();
            assertThat(there.broken()).isEmpty();
            assertThat(there.judgements()).noneMatch(StandbyTest::unread);
            assertThat(there.findings())
                    .filteredOn(f -> f.subject().kind().equals("table"))
                    .isEqualTo(here.findings().stream()
                            .filter(f -> f.subject().kind().equals("table"))
                            .toList());
            assertThat(here.judgement(new RuleId("MO15")).verdict()).isNotInstanceOf(Verdict.Skipped.class);
            assertThat(there.judgement(new RuleId("TX01")).verdict()).isNotInstanceOf(Verdict.Unknown.class);
        }
    }

    private static boolean unread(Judgement judgement) {
        return judgement.verdict() instanceof Verdict.Unknown(String reason) && reason.contains("could not be read");
    }
}
