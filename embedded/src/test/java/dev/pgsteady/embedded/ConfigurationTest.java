package dev.pgsteady.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationTest {
    @Test
    void only_this_machine_gets_in_and_the_options_stand_first() {
        assertThat(Configuration.hba(List.of("host shop app 10.0.0.0/8 scram-sha-256")))
                .isEqualTo("""
                        # Written by pgsteady: this machine only, with a password.
                        host shop app 10.0.0.0/8 scram-sha-256
                        local all all scram-sha-256
                        host all all 127.0.0.1/32 scram-sha-256
                        host all all ::1/128 scram-sha-256
                        local replication all scram-sha-256
                        host replication all 127.0.0.1/32 scram-sha-256
                        host replication all ::1/128 scram-sha-256
                        """);
    }

    @Test
    void a_value_cannot_leave_its_quotes() {
        assertThat(Configuration.options(Map.of("application_name", "a'b\\c\nfsync = off")))
                .isEqualTo("""
                        # Written by pgsteady from its options.
                        application_name = 'a''b\\\\c\\nfsync = off'
                        """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "fsync = off\nport", "1a", "a."})
    void what_is_no_name_of_a_setting_is_refused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerOptions.standard().withSettings(Map.of(name, "1")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Main", "../main", "a b", "-a"})
    void what_is_no_name_of_a_server_is_refused(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> ServerOptions.named(name));
    }

    @Test
    void a_postmasters_file_is_read() {
        assertThat(PostmasterPid.parse(
                        List.of("4711", "/data", "1795204944", "15432", "/run", "127.0.0.1", "  123  456", "ready   ")))
                .contains(new PostmasterPid(
                        4711,
                        Instant.ofEpochSecond(1_795_204_944),
                        15_432,
                        Optional.of(java.nio.file.Path.of("/run")),
                        "ready"));
    }

    @Test
    void a_postmasters_file_that_is_being_written_is_not_read() {
        assertThat(List.of(
                        PostmasterPid.parse(List.of()),
                        PostmasterPid.parse(List.of("4711", "/data")),
                        PostmasterPid.parse(List.of("4711", "/data", "later", "15432", "/run"))))
                .isEqualTo(List.of(Optional.empty(), Optional.empty(), Optional.empty()));
    }
}
