package dev.pgsteady.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LsnTest {
    @Test
    void a_place_in_the_log_reads_what_it_writes_and_knows_its_order() {
        assertThat(Lsn.parse("16/B374D848")).hasToString("16/B374D848").isEqualTo(new Lsn(0x16B374D848L));
        assertThat(Lsn.parse("FFFFFFFF/0")).isGreaterThan(Lsn.parse("1/FFFFFFFF"));
        assertThatThrownBy(() -> Lsn.parse("now")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_lag_is_the_age_of_the_newest_mark_that_was_reached_and_none_when_nothing_was_written_since() {
        Instant[] now = {Instant.EPOCH};
        PrimaryLog log = new PrimaryLog(() -> now[0]);
        assertThat(log.lag(new Lsn(5))).isEmpty();
        log.mark(new Lsn(10));
        now[0] = now[0].plusSeconds(60);
        assertThat(log.lag(new Lsn(10))).contains(Duration.ZERO);
        log.mark(new Lsn(20));
        now[0] = now[0].plusSeconds(3);
        log.mark(new Lsn(30));
        now[0] = now[0].plusSeconds(1);

        assertThat(log.lag(new Lsn(30))).contains(Duration.ZERO);
        assertThat(log.lag(new Lsn(25))).contains(Duration.ofSeconds(4));
        assertThat(log.lag(new Lsn(9))).isEmpty();
    }
}
