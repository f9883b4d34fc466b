package dev.pgsteady.core;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/// Turns a failed connection into words: what happened, and what to do next.
///
/// Decides by what the server's SQLSTATE says (manual, appendix A) and by the exception underneath; looks again at the
/// address only where that makes the words better (what else listens, which databases there are).
final class Diagnosis {
    private static final Set<Peer> FOREIGN = EnumSet.of(Peer.HTTP, Peer.MYSQL, Peer.SSH, Peer.REDIS, Peer.OTHER);

    private final ConnectionSettings settings;
    private final Host host;
    private final String where;

    private Diagnosis(ConnectionSettings settings, ConnectFailure failure) {
        this.settings = settings;
        this.host = failure.host();
        this.where = failure.endpoint().map(Endpoint::toString).orElse(host.toString());
    }

    /// The words for the failure, with it as the cause.
    static Problem of(ConnectFailure failure, ConnectionSettings settings) {
        Diagnosis diagnosis = new Diagnosis(settings, failure);
        Problem words = diagnosis.words(failure);
        Throwable[] others = failure.getSuppressed();
        if (others.length == 0) {
            return new Problem(words.kind(), String.valueOf(words.getMessage()), words.next(), failure);
        }
        String earlier = Arrays.stream(others)
                .map(other -> other instanceof ConnectFailure f ? new Diagnosis(settings, f).words(f) : other)
                .map(Throwable::getMessage)
                .distinct()
                .filter(message -> !String.valueOf(words.getMessage()).equals(message))
                .collect(Collectors.joining(" "));
        String all = (words.getMessage() + " " + earlier).strip();
        return new Problem(words.kind(), all, words.next(), failure);
    }

    private Problem words(ConnectFailure failure) {
        Throwable cause = failure.getCause();
        if (cause != null && cause.getCause() instanceof Problem unfetched) {
            return unfetched;
        }
        Optional<ServerErrorMessage> server =
                cause instanceof PSQLException e ? Optional.ofNullable(e.getServerErrorMessage()) : Optional.empty();
        if (server.isPresent()) {
            return new RefusalWords(settings, host, where)
                    .of(
                            String.valueOf(failure.getSQLState()),
                            String.valueOf(server.get().getMessage()));
        }
        if (cause instanceof SQLException && failure.getSQLState() != null) {
            Optional<Problem> tls = TlsWords.of(failure, settings, where);
            if (tls.isPresent()) {
                return tls.get();
            }
        }
        return network(failure);
    }

    private Problem network(ConnectFailure failure) {
        if (under(failure, UnknownHostException.class).isPresent()) {
            return hostUnknown();
        }
        if (under(failure, SocketTimeoutException.class).isPresent()) {
            return timeout(failure);
        }
        if (under(failure, NoRouteToHostException.class).isPresent()) {
            return new Problem(
                    Problem.Kind.NOT_LISTENING,
                    "There is no route to " + where + ".",
                    "Check the address, the VPN and the firewall between here and the server.");
        }
        boolean socket =
                failure.endpoint().filter(e -> e instanceof Endpoint.UnixSocket).isPresent();
        boolean refused = under(failure, ConnectException.class).isPresent()
                || under(failure, NoSuchFileException.class).isPresent()
                || (socket && under(failure, SocketException.class).isPresent());
        return refused ? nothingListens(failure) : unclear(failure);
    }

    private Problem hostUnknown() {
        String typed = host.address().orElse(host.name());
        return new Problem(
                Problem.Kind.HOST_UNKNOWN,
                "The host name \"" + typed + "\" does not resolve to an address.",
                "Check its spelling (" + origin(Keyword.HOST) + ") and this machine's name resolution. A name of a"
                        + " container network is known only inside that network.");
    }

    private Problem nothingListens(ConnectFailure failure) {
        String others = Neighbours.of(failure.endpoint().orElseThrow());
        return new Problem(
                Problem.Kind.NOT_LISTENING,
                "Nothing listens on " + where + ".",
                "The server may be down or on another port (" + origin(Keyword.PORT) + ")." + others);
    }

    private Problem timeout(ConnectFailure failure) {
        Optional<Endpoint> endpoint = failure.endpoint();
        Optional<Peer> peer = endpoint.map(Peer::at);
        if (peer.filter(FOREIGN::contains).isPresent()) {
            return notPostgres(peer.orElseThrow());
        }
        int seconds = new DriverProperties(settings).connectTimeout();
        boolean silent = peer.filter(Peer.SILENT::equals).isPresent();
        return new Problem(
                Problem.Kind.TIMEOUT,
                silent
                        ? "Something accepts connections on " + where + " but said nothing for " + seconds + " s."
                        : "No answer from " + where + " within " + seconds + " s.",
                silent
                        ? "It may be a load balancer without a server behind it, a frozen server, or not PostgreSQL."
                        : "A firewall or security group may drop the packets, or the address is wrong. connect_timeout"
                                + " sets how long to wait.");
    }

    private Problem unclear(ConnectFailure failure) {
        if (failure.reason().contains("targetServerType")) {
            return new Problem(
                    Problem.Kind.SERVER_REFUSED,
                    "The server at " + where + " is not of the kind that target_session_attrs="
                            + settings.value(Keyword.TARGET_SESSION_ATTRS).orElse("any") + " asks for.",
                    "Name the other servers as well, or ask for any.");
        }
        Optional<Problem> password = passwordWanted(failure);
        if (password.isPresent()) {
            return password.get();
        }
        Peer peer = failure.endpoint().map(Peer::at).orElse(Peer.UNREACHABLE);
        return switch (peer) {
            case HTTP, MYSQL, SSH, REDIS, OTHER -> notPostgres(peer);
            case SILENT, UNREACHABLE, POSTGRES ->
                new Problem(
                        Problem.Kind.CONNECTION_LOST,
                        "The connection to " + where + " broke while it was being made: "
                                + failure.reason().replaceAll("\\.$", "") + ".",
                        "The server's log says why; it may have been stopping, or a proxy closed the connection.");
        };
    }

    /// pgjdbc finds out by itself that a password is wanted that it has not got.
    private Optional<Problem> passwordWanted(ConnectFailure failure) {
        String message = failure.reason();
        if (host.password().isEmpty() && message.contains("password")) {
            return Optional.of(RefusalWords.noPassword(settings, where));
        }
        if (message.contains("Channel binding") || message.contains("require")) {
            return Optional.of(new Problem(
                    Problem.Kind.TLS,
                    "The server at " + where + " cannot be used as asked: " + message.replaceAll("\\.?$", "."),
                    "channel_binding and require_auth set what the client insists on."));
        }
        return Optional.empty();
    }

    private Problem notPostgres(Peer peer) {
        return new Problem(
                Problem.Kind.SERVER_UNSUPPORTED,
                "What listens on " + where + " is not a PostgreSQL server but " + peer.words() + ".",
                "Check the port (" + origin(Keyword.PORT) + "); PostgreSQL's own is 5432.");
    }

    private String origin(Keyword keyword) {
        return keyword.word() + " from "
                + settings.origin(keyword).map(Origin::words).orElse("the settings");
    }

    /// The first exception of a type in a chain of causes.
    static <T extends Throwable> Optional<T> under(Throwable top, Class<T> type) {
        return Stream.<Throwable>iterate(top, t -> t != null, Throwable::getCause)
                .limit(20)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }

    /// Whether TLS is what failed.
    static boolean tls(Throwable top) {
        return under(top, SSLException.class).isPresent();
    }
}
