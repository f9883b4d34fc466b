package dev.pgsteady.backup.store;

import dev.pgsteady.core.Environment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.sftp.SftpModuleProperties;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/// An SFTP server in this process, which speaks the version that OpenSSH does, and a person who is let in.
final class SftpServer implements AutoCloseable {
    static final String USER = "keeper";
    static final String PASSWORD = "let-me-in";

    private final Path folder;
    private final Path home;
    private final KeyPair hostKey;
    private final SshServer server;

    SftpServer(Path folder) throws IOException, GeneralSecurityException {
        this.folder = Files.createDirectories(folder.resolve("server"));
        this.home = Files.createDirectories(folder.resolve("home"));
        this.hostKey = key("ssh-ed25519");
        KeyPair person = key("ssh-ed25519");
        writeKey(person);
        server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        server.setKeyPairProvider(KeyPairProvider.wrap(hostKey, key("ecdsa-sha2-nistp256")));
        server.setPublickeyAuthenticator(
                (user, key, session) -> user.equals(USER) && KeyUtils.compareKeys(key, person.getPublic()));
        server.setPasswordAuthenticator((user, password, session) -> user.equals(USER) && password.equals(PASSWORD));
        server.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
        server.setFileSystemFactory(new VirtualFileSystemFactory(this.folder));
        SftpModuleProperties.SFTP_VERSION.set(server, 3);
        server.start();
    }

    static KeyPair key(String type) throws GeneralSecurityException {
        KeyPairGenerator generator;
        if (type.equals("ssh-ed25519")) {
            return SecurityUtils.getKeyPairGenerator("Ed25519").generateKeyPair();
        }
        generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        return generator.generateKeyPair();
    }

    private void writeKey(KeyPair person) throws IOException, GeneralSecurityException {
        Files.createDirectories(home.resolve(".ssh"));
        try (var out = Files.newOutputStream(home.resolve(".ssh/id_ed25519"))) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(person, "test", null, out);
        }
    }

    SshServer sshd() {
        return server;
    }

    int port() {
        return server.getPort();
    }

    Path home() {
        return home;
    }

    /// The file in which the server keeps an object.
    Path file(String name) {
        return folder.resolve("srv/backups").resolve(name);
    }

    /// Writes the line for this server that ssh-keyscan would.
    void makeKnown(int port) throws IOException {
        makeKnown(port, hostKey);
    }

    void makeKnown(int port, KeyPair key) throws IOException {
        Files.writeString(
                home.resolve(".ssh/known_hosts"),
                "[127.0.0.1]:%d %s\n".formatted(port, PublicKeyEntry.toString(key.getPublic())),
                StandardCharsets.UTF_8);
    }

    SftpStore store(int port, Map<String, String> variables) {
        return store(port, variables, Duration.ofSeconds(10));
    }

    /// @param limit how long the server may be silent
    SftpStore store(int port, Map<String, String> variables, Duration limit) {
        Environment environment = new Environment(new HashMap<>(variables), home, "nobody", List.of());
        StoreAddress.Sftp address = new StoreAddress.Sftp(Optional.of(USER), "127.0.0.1", port, "/srv/backups");
        Patience patience = new Patience(5, Duration.ofMinutes(15), new FakeTime(), new SplittableRandom(1));
        return new SftpStore(new SftpConnection(address, environment, patience, limit));
    }

    @Override
    public void close() {
        try {
            server.stop(true);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
