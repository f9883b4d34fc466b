package dev.pgsteady.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DiagnosisTest {
    private static final Secret WRONG = Secret.of("hunter2-wrong");

    /// A way to fail against the real server.
    record Case(String role, UnaryOperator<ConnectionSettings> change, Problem.Kind kind, String what, String next) {
        @Override
        public String toString() {
            return role + ": " + what;
        }
    }

    static Stream<Case> refusals() {
        return Stream.of(credentials(), rules(), others()).flatMap(cases -> cases);
    }

    private static Stream<Case> credentials() {
        return Stream.of(
                new Case(
                        "app",
                        s -> s.withPassword(WRONG),
                        Problem.Kind.PASSWORD_REFUSED,
                        "The password was refused for the role \"app\" at localhost (127.0.0.1):PORT.",
                        "The password is from the program"),
                new Case(
                        "app",
                        s -> s,
                        Problem.Kind.PASSWORD_REFUSED,
                        "wants a password for the role \"app\", and none was given.",
                        "PGPASSWORD"),
                new Case(
                        "ghost",
                        s -> s,
                        Problem.Kind.SERVER_REFUSED,
                        "No line of the server's pg_hba.conf lets this connection in:",
                        "SELECT pg_reload_conf()"),
                new Case(
                        "missing_role",
                        s -> s,
                        Problem.Kind.PASSWORD_REFUSED,
                        "The role \"missing_role\" does not exist at",
                        "CREATE ROLE missing_role LOGIN;"));
    }

    private static Stream<Case> rules() {
        return Stream.of(
                new Case(
                        "unlisted",
                        s -> s,
                        Problem.Kind.SERVER_REFUSED,
                        "user \"unlisted\", database \"postgres\"",
                        "the first that fits decides"),
                new Case(
                        "rejected",
                        s -> s,
                        Problem.Kind.SERVER_REFUSED,
                        "A line of the server's pg_hba.conf rejects this connection:",
                        "the first that fits decides"),
                new Case(
                        "cannot",
                        s -> s,
                        Problem.Kind.PERMISSION,
                        "The role \"cannot\" may not log in.",
                        "ALTER ROLE cannot LOGIN;"),
                new Case(
                        "few",
                        s -> s,
                        Problem.Kind.SERVER_REFUSED,
                        "has no free connection: too many connections for role \"few\".",
                        "max_connections"));
    }

    private static Stream<Case> others() {
        return Stream.of(
                new Case(
                        "tls_only",
                        s -> s.with(Keyword.SSLMODE, "disable"),
                        Problem.Kind.TLS,
                        "has no line in pg_hba.conf that lets this connection in without TLS:",
                        "Take sslmode=disable away (the program)"),
                new Case(
                        "tls_only",
                        s -> s.withDatabase("shop_prodution"),
                        Problem.Kind.DATABASE_MISSING,
                        "has no database \"shop_prodution\".",
                        "The server has shop_production, shop_staging. To make it: CREATE DATABASE shop_prodution;"),
                new Case(
                        "tls_only",
                        s -> s.with(Keyword.SSLMODE, "verify-full"),
                        Problem.Kind.TLS,
                        "sslmode=verify-full needs a file of certificates to trust,",
                        "sslrootcert=system"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void a_refusal_is_put_into_words(Case wanted) {
        LocalServer server = LocalServer.get();

        Problem problem = fail(wanted.change().apply(server.tcp(wanted.role())));

        assertThat(problem.kind()).isEqualTo(wanted.kind());
        assertThat(String.valueOf(problem.getMessage()).replace(Integer.toString(server.port), "PORT"))
                .contains(wanted.what());
        assertThat(problem.next()).contains(wanted.next());
        assertThat(problem.getMessage() + problem.next()).doesNotContain(WRONG.reveal());
    }

    @Test
    void a_local_user_who_is_not_the_role_is_told_how_peer_works() {
        LocalServer server = LocalServer.get();

        Problem problem = fail(ConnectionSettings.to(server.sockets.toString(), server.port, "postgres", "peer_other"));

        assertThat(problem.kind()).isEqualTo(Problem.Kind.PASSWORD_REFUSED);
        assertThat(problem.getMessage()).contains("lets in a local user only as the role of the same name");
        assertThat(problem.next()).contains("sudo -u postgres");
    }

    @Test
    void a_certificate_of_another_host_an_unknown_authority_and_an_expired_one_are_told_apart() throws Exception {
        LocalServer server = LocalServer.get();
        Certificates certificates = server.certificates;
        ConnectionSettings full = server.tcp("tls_only").with(Keyword.SSLMODE, "verify-full");
        ConnectionSettings byNumber = ConnectionSettings.to("127.0.0.1", server.port, "postgres", "tls_only")
                .with(Keyword.SSLMODE, "verify-full")
                .with(Keyword.SSLROOTCERT, certificates.server().toString());

        assertThat(fail(byNumber))
                .hasMessage("The certificate of the server at 127.0.0.1:" + server.port
                        + " is for another host than \"127.0.0.1\".");
        assertThat(fail(full.with(Keyword.SSLROOTCERT, certificates.client().toString()))
                        .getMessage())
                .endsWith("is not from an authority that is trusted here.");
        assertThat(fail(full.with(Keyword.SSLROOTCERT, "system")).getMessage())
                .endsWith("is not from an authority that is trusted here.");
        try (ScriptedPeer peer = new ScriptedPeer(expired(certificates))) {
            Path trusted = certificates.expired().resolveSibling("authority.crt");
            ConnectionSettings old = ConnectionSettings.to("localhost", peer.port(), "postgres", "any")
                    .with(Keyword.SSLMODE, "verify-full")
                    .with(Keyword.SSLROOTCERT, trusted.toString());
            assertThat(fail(old).getMessage()).endsWith("has expired.");
        }
    }

    private static ScriptedPeer.Script expired(Certificates certificates) throws Exception {
        KeyStore keys = certificates.expiredStore();
        KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
        managers.init(keys, Certificates.password());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return (socket, in, out) -> {
            in.readNBytes(8);
            out.write('S');
            out.flush();
            SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(socket, null, false);
            tls.setUseClientMode(false);
            tls.startHandshake();
        };
    }

    /// A peer that is not a server to talk to.
    record PeerCase(String name, ScriptedPeer.Script script, Problem.Kind kind, String what) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<PeerCase> peers() {
        return Stream.of(
                new PeerCase(
                        "http",
                        ScriptedPeer.http(),
                        Problem.Kind.SERVER_UNSUPPORTED,
                        "is not a PostgreSQL server but an HTTP server."),
                new PeerCase(
                        "mysql",
                        ScriptedPeer.mysql(),
                        Problem.Kind.SERVER_UNSUPPORTED,
                        "is not a PostgreSQL server but MySQL or MariaDB."),
                new PeerCase("no tls", ScriptedPeer.postgres(), Problem.Kind.TIMEOUT, "No answer from"),
                new PeerCase(
                        "starting",
                        ScriptedPeer.postgres(ScriptedPeer.error("57P03", "the database system is starting up")),
                        Problem.Kind.SERVER_REFUSED,
                        "is not ready: the database system is starting up."),
                new PeerCase(
                        "full",
                        ScriptedPeer.postgres(ScriptedPeer.error("53300", "sorry, too many clients already")),
                        Problem.Kind.SERVER_REFUSED,
                        "has no free connection: sorry, too many clients already."),
                new PeerCase(
                        "old",
                        ScriptedPeer.postgres(ScriptedPeer.ready("server_version=13.4")),
                        Problem.Kind.SERVER_UNSUPPORTED,
                        "is PostgreSQL 13.4."),
                new PeerCase(
                        "cockroach",
                        ScriptedPeer.postgres(
                                ScriptedPeer.ready("server_version=13.0.0", "crdb_version=CockroachDB CCL v23.1")),
                        Problem.Kind.SERVER_UNSUPPORTED,
                        "is CockroachDB (13.0.0), not a PostgreSQL server."));
    }

    @ParameterizedTest
    @MethodSource("peers")
    void what_answers_is_named(PeerCase wanted) {
        try (ScriptedPeer peer = new ScriptedPeer(wanted.script())) {
            Problem problem = fail(ConnectionSettings.to("127.0.0.1", peer.port(), "postgres", "any")
                    .with(Keyword.CONNECT_TIMEOUT, "2"));

            assertThat(problem.kind()).isEqualTo(wanted.kind());
            assertThat(problem.getMessage()).contains(wanted.what());
        }
    }

    @Test
    void a_server_without_tls_is_named_when_tls_is_insisted_on() {
        try (ScriptedPeer peer = new ScriptedPeer(ScriptedPeer.postgres())) {
            Problem problem = fail(ConnectionSettings.to("127.0.0.1", peer.port(), "postgres", "any")
                    .with(Keyword.SSLMODE, "require"));

            assertThat(problem.kind()).isEqualTo(Problem.Kind.TLS);
            assertThat(problem)
                    .hasMessage("The server at 127.0.0.1:" + peer.port()
                            + " does not speak TLS, and sslmode=require (the program) insists on it.");
        }
    }

    @Test
    void a_peer_that_says_nothing_is_a_timeout_that_says_so() {
        try (ScriptedPeer peer = new ScriptedPeer(ScriptedPeer.silent())) {
            Problem problem = fail(ConnectionSettings.to("127.0.0.1", peer.port(), "postgres", "any")
                    .with(Keyword.CONNECT_TIMEOUT, "2")
                    .with(Keyword.SSLMODE, "disable"));

            assertThat(problem.kind()).isEqualTo(Problem.Kind.TIMEOUT);
            assertThat(problem)
                    .hasMessage(
                            "Something accepts connections on 127.0.0.1:" + peer.port() + " but said nothing for 2 s.");
        }
    }

    @Test
    void an_address_on_which_nothing_listens_is_named_for_tcp_and_for_sockets() throws Exception {
        LocalServer server = LocalServer.get();
        int port = LocalServer.freePort();

        assertThat(fail(ConnectionSettings.to("127.0.0.1", port, "postgres", "any")))
                .hasMessage("Nothing listens on 127.0.0.1:" + port + ".")
                .returns(Problem.Kind.NOT_LISTENING, Problem::kind);
        Problem socket = fail(ConnectionSettings.to(server.sockets.toString(), 1, "postgres", "any"));
        assertThat(socket)
                .hasMessage("Nothing listens on the socket " + server.sockets + "/.s.PGSQL.1.")
                .returns(Problem.Kind.NOT_LISTENING, Problem::kind);
        assertThat(socket.next()).endsWith("A server does listen on socket .s.PGSQL." + server.port + ".");
    }

    @Test
    void a_host_that_does_not_resolve_is_named_with_its_origin() {
        Environment environment = new Environment(Map.of(), Path.of("/nowhere"), "me", java.util.List.of());
        Problem problem =
                fail(ConnectionSettings.of(Target.commandLine("postgresql://no-such-host.invalid/x"), environment));

        assertThat(problem)
                .hasMessage("The host name \"no-such-host.invalid\" does not resolve to an address.")
                .returns(Problem.Kind.HOST_UNKNOWN, Problem::kind);
        assertThat(problem.next()).contains("host from the command line");
    }

    private static Problem fail(ConnectionSettings settings) {
        return catchThrowableOfType(
                Problem.class, () -> Database.single(settings).close());
    }
}
