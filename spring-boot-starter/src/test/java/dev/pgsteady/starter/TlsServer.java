package dev.pgsteady.starter;

import dev.pgsteady.embedded.Address;
import dev.pgsteady.embedded.EmbeddedServer;
import dev.pgsteady.embedded.ServerOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/// A real server that lets a role `app` in by TLS and a password alone, as a managed PostgreSQL does. Its
/// certificate, made by the JDK's keytool, is for 127.0.0.1.
final class TlsServer implements AutoCloseable {
    private static final String STORE_PASSWORD = "throw-away";

    private final EmbeddedServer server;
    private final Address address;
    private final Path folder;

    TlsServer() throws IOException, GeneralSecurityException, SQLException {
        this.folder = Files.createTempDirectory("pgs-tls");
        certificate("server");
        certificate("other");
        Path key = folder.resolve("server.key");
        this.server = EmbeddedServer.at(
                folder.resolve("state"),
                ServerOptions.named("tls")
                        .withSettings(Map.of(
                                "ssl", "on",
                                "ssl_cert_file", trusted().toString(),
                                "ssl_key_file", key.toString()))
                        .withHbaLines(
                                List.of("hostssl all app 127.0.0.1/32 scram-sha-256", "hostnossl all app all reject")));
        this.address = server.start();
        execute("CREATE ROLE app LOGIN PASSWORD 'token-1'; CREATE DATABASE shop OWNER app");
    }

    /// The certificate that its own is to be checked by.
    Path trusted() {
        return folder.resolve("server.crt");
    }

    /// A certificate that has nothing to do with it.
    Path untrusted() {
        return folder.resolve("other.crt");
    }

    /// Where it is, by a name or an address of this machine.
    String url(String host, Path root) {
        return "postgresql://app@%s:%d/shop?sslmode=verify-full&sslrootcert=%s".formatted(host, address.port(), root);
    }

    int port() {
        return address.port();
    }

    /// Runs a statement as the superuser.
    void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(address.jdbcUrl("postgres"), address.credentials());
                Statement statement = connection.createStatement()) {
            for (String each : sql.split(";", -1)) {
                statement.execute(each);
            }
        }
    }

    private void certificate(String name) throws IOException, GeneralSecurityException {
        Path store = folder.resolve(name + ".p12");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "it",
                        "-keyalg",
                        "EC",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        STORE_PASSWORD,
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-J-XX:TieredStopAtLevel=1")
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IllegalStateException(output);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        export(name, store);
    }

    private void export(String name, Path store) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, STORE_PASSWORD.toCharArray());
        }
        Path key = folder.resolve(name + ".key");
        write(
                key,
                "PRIVATE KEY",
                keys.getKey("it", STORE_PASSWORD.toCharArray()).getEncoded());
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        write(
                folder.resolve(name + ".crt"),
                "CERTIFICATE",
                keys.getCertificate("it").getEncoded());
    }

    private static void write(Path file, String kind, byte[] bytes) throws IOException {
        Files.writeString(
                file,
                "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
                        .formatted(
                                kind,
                                Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes)));
    }

    @Override
    public void close() throws IOException {
        server.destroy();
        try (var files = Files.walk(folder)) {
            files.sorted(java.util.Comparator.reverseOrder())
                    .forEach(f -> f.toFile().delete());
        }
    }
}
