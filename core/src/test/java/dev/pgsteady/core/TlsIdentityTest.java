package dev.pgsteady.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a server's certificate tells, on a real server with TLS and on peers that say other things.
class TlsIdentityTest {
    @Test
    void the_certificate_of_a_server_is_seen_with_its_names_and_its_end() {
        LocalServer server = LocalServer.get();

        TlsIdentity seen = TlsIdentity.of(server.tcp("nobody_in_particular"));

        assertThat(seen).isInstanceOfSatisfying(TlsIdentity.Shown.class, shown -> {
            assertThat(shown.host()).isEqualTo("localhost");
            assertThat(shown.port()).isEqualTo(server.port);
            assertThat(shown.names()).containsExactly("localhost");
            assertThat(shown.namesHost()).isTrue();
            assertThat(shown.selfSigned()).isTrue();
            assertThat(Duration.between(shown.from(), shown.until())).isEqualTo(Duration.ofDays(90));
        });
    }

    @Test
    void by_an_address_that_it_does_not_list_the_certificate_is_for_somebody_else() {
        LocalServer server = LocalServer.get();

        TlsIdentity seen = TlsIdentity.of(ConnectionSettings.to("127.0.0.1", server.port, "postgres", "app"));

        assertThat(seen)
                .isInstanceOfSatisfying(
                        TlsIdentity.Shown.class,
                        shown -> assertThat(shown.namesHost()).isFalse());
    }

    @Test
    void a_look_leaves_no_line_in_the_server_s_log_and_no_session() {
        LocalServer server = LocalServer.get();
        long before = server.logged();

        TlsIdentity.of(server.tcp("app"));
        server.sql("select 1");

        assertThat(server.logged()).isEqualTo(before);
    }

    @Test
    void a_unix_socket_shows_no_certificate() {
        assertThat(TlsIdentity.of(LocalServer.get().admin()))
                .isEqualTo(new TlsIdentity.Unseen("the connection is by a Unix socket, where there is no TLS"));
    }

    @Test
    void a_server_without_tls_and_one_that_says_nothing_are_told_in_words() {
        try (ScriptedPeer plain = new ScriptedPeer(ScriptedPeer.postgres());
                ScriptedPeer silent = new ScriptedPeer(ScriptedPeer.silent())) {
            assertThat(at(plain))
                    .isEqualTo(new TlsIdentity.Unseen("127.0.0.1:" + plain.port() + " does not offer TLS"));
            assertThat(at(silent))
                    .isEqualTo(new TlsIdentity.Unseen("the TLS handshake with 127.0.0.1:" + silent.port() + " failed"));
        }
    }

    private static TlsIdentity at(ScriptedPeer peer) {
        return TlsIdentity.of(ConnectionSettings.to("127.0.0.1", peer.port(), "postgres", "app"));
    }

    @ParameterizedTest(name = "{0} means {1}: {2}")
    @CsvSource({
        "db.example.org, db.example.org, true",
        "DB.example.org, db.Example.org, true",
        "*.example.org, db.example.org, true",
        "*.example.org, a.db.example.org, false",
        "*.example.org, example.org, false",
        "db.example.org, other.example.org, false",
        "10.0.0.7, 10.0.0.7, true"
    })
    void a_name_with_a_star_stands_for_one_label(String name, String host, boolean means) {
        TlsIdentity.Shown shown = new TlsIdentity.Shown(host, 5432, Instant.EPOCH, Instant.EPOCH, false, List.of(name));

        assertThat(shown.namesHost()).isEqualTo(means);
    }
}
