package dev.pgsteady.backup.store;

import dev.pgsteady.core.Problem;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;

/// What a failed call over SFTP means.
///
/// @param what as in "sftp://host/backups could not be listed"
record SftpJudge(String what) implements Patience.Judge {
    private static final Set<Integer> LOST =
            Set.of(SftpConstants.SSH_FX_NO_CONNECTION, SftpConstants.SSH_FX_CONNECTION_LOST);
    private static final Set<Integer> FULL =
            Set.of(SftpConstants.SSH_FX_NO_SPACE_ON_FILESYSTEM, SftpConstants.SSH_FX_QUOTA_EXCEEDED);

    @Override
    public Optional<Duration> again(Exception failure) {
        return switch (failure) {
            case SftpException e -> LOST.contains(e.getStatus()) ? Optional.of(Duration.ZERO) : Optional.empty();
            case IOException e -> Optional.of(Duration.ZERO);
            default -> Optional.empty();
        };
    }

    @Override
    public Problem problem(Exception failure, int attempts) {
        String times = attempts == 1 ? "" : " (tried %d times)".formatted(attempts);
        if (failure instanceof SftpException e) {
            return new Problem(
                    FULL.contains(e.getStatus()) ? Problem.Kind.DISK_FULL : Problem.Kind.STORE,
                    "%s: %s%s.".formatted(what, said(e), times),
                    next(e.getStatus()),
                    e);
        }
        return new Problem(
                Problem.Kind.STORE,
                "%s: %s%s.".formatted(what, said(failure), times),
                "Look whether the server runs and can be reached from here, then run it again.",
                failure);
    }

    private static String next(int status) {
        return switch (status) {
            case SftpConstants.SSH_FX_PERMISSION_DENIED -> "Give the user of the address the right to it.";
            case SftpConstants.SSH_FX_NO_SUCH_FILE -> "Look at the path in the address.";
            case SftpConstants.SSH_FX_NO_SPACE_ON_FILESYSTEM, SftpConstants.SSH_FX_QUOTA_EXCEEDED ->
                "Make room there or name another store, then run it again.";
            default -> "Look at the path's rights and at the space that is left there.";
        };
    }

    private static String said(Exception e) {
        return Stream.iterate((Throwable) e, t -> t != null, Throwable::getCause)
                .limit(20)
                .map(SftpJudge::words)
                .flatMap(Optional::stream)
                .findFirst()
                .orElse("the connection broke");
    }

    private static Optional<String> words(Throwable t) {
        return switch (t) {
            case UnknownHostException e -> Optional.of("its host is not known");
            case ConnectException e -> Optional.of("the connection was refused");
            case TimeoutException e -> Optional.of("the server fell silent");
            case SftpException e -> Optional.of(SftpConstants.getStatusName(e.getStatus()) + " " + e.getMessage());
            default -> Optional.empty();
        };
    }
}
