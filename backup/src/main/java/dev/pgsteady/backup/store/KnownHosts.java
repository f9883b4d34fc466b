package dev.pgsteady.backup.store;

import dev.pgsteady.core.Problem;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.sshd.client.config.hosts.KnownHostEntry;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;

/// Lets a server pass that `known_hosts` has with the key that it shows. No other one: who is accepted
/// unseen may be anybody.
final class KnownHosts implements ServerKeyVerifier {
    private final StoreAddress.Sftp address;
    private final Path file;
    private final List<KnownHostEntry> entries;
    private volatile Optional<Problem> refusal = Optional.empty();

    private KnownHosts(StoreAddress.Sftp address, Path file, List<KnownHostEntry> entries) {
        this.address = address;
        this.file = file;
        this.entries = entries;
    }

    static KnownHosts of(StoreAddress.Sftp address, Path home) {
        Path file = home.resolve(".ssh/known_hosts");
        List<KnownHostEntry> entries = new ArrayList<>();
        for (Path one : List.of(file, Path.of("/etc/ssh/ssh_known_hosts"))) {
            try {
                if (Files.isReadable(one)) {
                    entries.addAll(KnownHostEntry.readKnownHostEntries(one));
                }
            } catch (IOException | RuntimeException e) {
                throw new Problem(
                        Problem.Kind.CONFIGURATION, "%s cannot be read: %s".formatted(one, e), "Correct the file.", e);
            }
        }
        entries.removeIf(e -> !e.isHostMatch(address.host(), address.port()));
        return new KnownHosts(address, file, List.copyOf(entries));
    }

    /// Why the server did not pass.
    Optional<Problem> refusal() {
        return refusal;
    }

    /// The types of the keys under which the server is known: those are to be asked for.
    Set<String> keyTypes() {
        return entries.stream().map(e -> e.getKeyEntry().getKeyType()).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public boolean verifyServerKey(ClientSession session, SocketAddress remote, PublicKey shown) {
        List<KnownHostEntry> same = entries.stream().filter(e -> has(e, shown)).toList();
        if (same.stream().anyMatch(e -> "revoked".equals(e.getMarker()))) {
            refusal = Optional.of(problem("The key of %s was revoked", shown, "Ask its operator."));
        } else if (same.stream().anyMatch(e -> e.getMarker() == null)) {
            refusal = Optional.empty();
        } else if (entries.isEmpty()) {
            refusal = Optional.of(problem(
                    "%s is not among the known hosts; it shows the key",
                    shown,
                    "Compare the key with what its operator says, then run: ssh-keyscan -p %d %s >> %s"
                            .formatted(address.port(), address.host(), file)));
        } else {
            refusal = Optional.of(problem(
                    "%s shows another key than the known one",
                    shown,
                    "Somebody may stand in between. When the operator says that the key was changed, take the old line out"
                            + " of %s.".formatted(file)));
        }
        return refusal.isEmpty();
    }

    private static boolean has(KnownHostEntry entry, PublicKey shown) {
        try {
            return KeyUtils.compareKeys(
                    entry.getKeyEntry().resolvePublicKey(null, PublicKeyEntryResolver.IGNORING), shown);
        } catch (IOException | GeneralSecurityException | RuntimeException unreadable) {
            return false;
        }
    }

    private Problem problem(String what, PublicKey shown, String next) {
        return new Problem(
                Problem.Kind.STORE,
                "%s: %s %s."
                        .formatted(
                                what.formatted(address.host()),
                                KeyUtils.getKeyType(shown),
                                KeyUtils.getFingerPrint(shown)),
                next);
    }
}
