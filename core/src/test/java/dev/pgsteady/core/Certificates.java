package dev.pgsteady.core;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// Certificates made by the JDK's keytool: the server's for `localhost`, a client's for the role `cert_role`, and one
/// that has expired.
record Certificates(Path server, Path serverKey, Path client, Path clientKey, Path expired) {
    private static final String PASSWORD = "throw-away";

    static Certificates in(Path directory) throws IOException {
        Path server = make(directory, "server", "CN=localhost", List.of("-ext", "san=dns:localhost"));
        Path client = make(directory, "client", "CN=cert_role", List.of());
        Path authority = make(directory, "authority", "CN=authority", List.of("-ext", "bc:c"));
        Files.copy(authority.resolveSibling("authority.p12"), directory.resolve("expired.p12"));
        keytool(
                directory.resolve("expired.p12"),
                "late",
                "CN=localhost",
                List.of("-ext", "san=dns:localhost", "-signer", "it", "-startdate", "-10d", "-validity", "1"));
        return new Certificates(
                server,
                directory.resolve("server.key"),
                client,
                directory.resolve("client.key"),
                directory.resolve("expired.p12"));
    }

    /// The expired certificate with its key.
    KeyStore expiredStore() throws IOException, GeneralSecurityException {
        KeyStore both = load(expired);
        both.deleteEntry("it");
        return both;
    }

    static char[] password() {
        return PASSWORD.toCharArray();
    }

    private static Path make(Path directory, String name, String subject, List<String> more) throws IOException {
        Path store = directory.resolve(name + ".p12");
        keytool(store, "it", subject, more);
        try {
            return export(directory, name, store);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void keytool(Path store, String alias, String subject, List<String> more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "EC",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD,
                "-dname",
                subject,
                "-J-XX:TieredStopAtLevel=1"));
        command.addAll(more);
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(output);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path export(Path directory, String name, Path store) throws IOException, GeneralSecurityException {
        KeyStore keys = load(store);
        Path key = directory.resolve(name + ".key");
        Files.writeString(key, pem("PRIVATE KEY", keys.getKey("it", password()).getEncoded()));
        LocalServer.keepPrivate(key);
        return Files.writeString(
                directory.resolve(name + ".crt"),
                pem("CERTIFICATE", keys.getCertificate("it").getEncoded()));
    }

    private static KeyStore load(Path store) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, password());
        }
        return keys;
    }

    private static String pem(String kind, byte[] bytes) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes) + "\n-----END " + kind + "-----\n";
    }
}
