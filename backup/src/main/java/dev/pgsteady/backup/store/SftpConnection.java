package dev.pgsteady.backup.store;

import dev.pgsteady.core.Environment;
import dev.pgsteady.core.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.sftp.SftpModuleProperties;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.apache.sshd.sftp.common.SftpException;

/// One SSH session with a few channels, made again when it broke.
final class SftpConnection implements AutoCloseable {
    private static final int CHANNELS = 4;

    private final StoreAddress.Sftp address;
    private final String user;
    private final KnownHosts known;
    private final Patience patience;
    private final Duration limit;
    private final SshClient ssh;
    private final Semaphore free = new Semaphore(CHANNELS);
    private final Deque<SftpClient> idle = new ArrayDeque<>();
    private Optional<ClientSession> session = Optional.empty();

    /// @param limit how long the server may be silent
    SftpConnection(StoreAddress.Sftp address, Environment environment, Patience patience, Duration limit) {
        this.address = address;
        this.user = address.user().orElse(environment.userName());
        this.known = KnownHosts.of(address, environment.home());
        this.patience = patience;
        this.limit = limit;
        this.ssh = client(environment);
    }

    /// What is done over a channel.
    interface Call<T> {
        T on(SftpClient client) throws IOException;
    }

    String words() {
        return address.words();
    }

    String root() {
        return address.path();
    }

    /// @param done what could not be done, as in `read`
    <T> T call(String what, String done, Call<T> call) {
        return patience.call(() -> once(call), new SftpJudge("%s could not be %s".formatted(what, done)));
    }

    private <T> T once(Call<T> call) throws Exception {
        free.acquire();
        try {
            SftpClient client = take();
            try {
                T result = call.on(client);
                giveBack(client);
                return result;
            } catch (SftpException answered) {
                giveBack(client);
                throw answered;
            } catch (IOException | RuntimeException broken) {
                leave(client.getClientSession());
                throw broken instanceof UncheckedIOException e
                        ? Optional.ofNullable(e.getCause()).orElseThrow(() -> e)
                        : broken;
            }
        } finally {
            free.release();
        }
    }

    private synchronized SftpClient take() throws IOException {
        while (!idle.isEmpty()) {
            SftpClient client = idle.pop();
            if (client.isOpen() && !client.isClosing()) {
                return client;
            }
        }
        ClientSession open = session.filter(s -> s.isOpen() && !s.isClosing()).orElse(null);
        if (open == null) {
            open = connect();
            session = Optional.of(open);
        }
        return SftpClientFactory.instance().createSftpClient(open);
    }

    private synchronized void giveBack(SftpClient client) {
        idle.push(client);
    }

    /// Nobody waits for a session that broke to notice it.
    private synchronized void leave(ClientSession broken) {
        broken.close(true);
        idle.removeIf(c -> c.getClientSession() == broken);
        session = session.filter(s -> s != broken);
    }

    private ClientSession connect() throws IOException {
        ClientSession made;
        try {
            made = ssh.connect(user, address.host(), address.port())
                    .verify(limit)
                    .getSession();
        } catch (UnresolvedAddressException e) {
            throw new UnknownHostException(address.host());
        }
        try {
            made.auth().verify(limit);
            return made;
        } catch (IOException e) {
            made.close(true);
            known.refusal().ifPresent(refused -> {
                throw refused;
            });
            if (e instanceof SshException refused
                    && refused.getDisconnectCode() == SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE) {
                throw notLetIn(refused);
            }
            throw e;
        }
    }

    private Problem notLetIn(SshException e) {
        return new Problem(
                Problem.Kind.STORE,
                "%s does not let %s in.".formatted(address.host(), user),
                "Put the public key of this user into ~/.ssh/authorized_keys there; a key with a passphrase goes into the"
                        + " ssh-agent first. Or set PGSTEADY_SFTP_PASSWORD.",
                e);
    }

    private SshClient client(Environment environment) {
        SshClient client = SshClient.setUpDefaultClient();
        client.setServerKeyVerifier(known);
        client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        client.setKeyIdentityProvider(KeyIdentityProvider.wrapKeyPairs(keys(environment.home())));
        environment.variable("PGSTEADY_SFTP_PASSWORD").ifPresent(client::addPasswordIdentity);
        environment
                .variable("SSH_AUTH_SOCK")
                .map(Path::of)
                .filter(SshAgentSocket::answers)
                .ifPresent(socket -> client.setAgentFactory(SshAgentSocket.factory(socket)));
        client.setSignatureFactories(client.getSignatureFactories().stream()
                .sorted(Comparator.comparing(f -> !isKnown(f)))
                .toList());
        SftpModuleProperties.SFTP_CHANNEL_OPEN_TIMEOUT.set(client, limit);
        CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, limit.dividedBy(2));
        CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(client, 2);
        client.start();
        return client;
    }

    private boolean isKnown(NamedFactory<Signature> signature) {
        return known.keyTypes().contains(signature.getName())
                || signature.getName().startsWith("rsa-") && known.keyTypes().contains("ssh-rsa");
    }

    /// The usual keys of `~/.ssh`. What has a passphrase is passed over: that is the agent's work.
    private static List<KeyPair> keys(Path home) {
        List<KeyPair> keys = new ArrayList<>();
        for (String name : List.of("id_ed25519", "id_ecdsa", "id_rsa")) {
            Path file = home.resolve(".ssh").resolve(name);
            if (Files.isReadable(file)) {
                try {
                    new FileKeyPairProvider(file).loadKeys(null).forEach(keys::add);
                } catch (RuntimeException unusable) {
                    // Whether any key fits is for the server to say.
                }
            }
        }
        return List.copyOf(keys);
    }

    @Override
    public void close() {
        ssh.stop();
    }
}
