package dev.pgsteady.core;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import javax.net.ssl.SSLException;

/// The words for an encrypted connection that could not be made as asked (manual, 34.19 SSL Support).
final class TlsWords {
    private TlsWords() {}

    /// Empty when it is not TLS that failed.
    static Optional<Problem> of(ConnectFailure failure, ConnectionSettings settings, String where) {
        String message = failure.reason();
        String mode = settings.value(Keyword.SSLMODE).orElse("prefer");
        if (message.contains("does not support SSL")) {
            return tls(
                    "The server at " + where + " does not speak TLS, and sslmode=" + mode + " ("
                            + origin(settings, Keyword.SSLMODE) + ") insists on it.",
                    "Turn ssl on in the server's postgresql.conf, or use sslmode=prefer on a network that you trust.");
        }
        if (message.contains("could not be verified by hostnameverifier")) {
            return tls(
                    "The certificate of the server at " + where + " is for another host than \""
                            + failure.host().name() + "\".",
                    "Connect by the name that the certificate is for, or give the server one for this name;"
                            + " sslmode=verify-ca leaves the name unchecked.");
        }
        if (message.contains("SSL root certificate")) {
            return tls(
                    "sslmode=" + mode + " needs a file of certificates to trust, and "
                            + settings.value(Keyword.SSLROOTCERT).orElse("~/.postgresql/root.crt") + " cannot be read.",
                    "Put the authority's certificate there, name it with sslrootcert, or use sslrootcert=system.");
        }
        if (message.contains("SSL key")
                || message.contains("SSL certificate file")
                || message.contains("KeyManager")
                || message.contains("private key")) {
            return clientKey(message);
        }
        return Diagnosis.tls(failure) ? Optional.of(handshake(failure, where)) : Optional.empty();
    }

    private static Problem handshake(ConnectFailure failure, String where) {
        if (Diagnosis.under(failure, CertificateExpiredException.class).isPresent()) {
            return problem(
                    "The certificate of the server at " + where + " has expired.",
                    "Give the server a new one (ssl_cert_file), then: SELECT pg_reload_conf();");
        }
        if (Diagnosis.under(failure, CertificateNotYetValidException.class).isPresent()) {
            return problem(
                    "The certificate of the server at " + where + " is not valid yet.",
                    "Compare the clocks of the two machines.");
        }
        String detail = Diagnosis.under(failure, SSLException.class)
                .map(e -> String.valueOf(e.getMessage()))
                .orElse("");
        boolean unknown =
                Diagnosis.under(failure, CertPathBuilderException.class).isPresent() || detail.contains("PKIX path");
        if (unknown) {
            return problem(
                    "The certificate of the server at " + where + " is not from an authority that is trusted here.",
                    "Name the authority's certificate with sslrootcert, or use sslrootcert=system for a public one.");
        }
        return problem(
                "The encrypted connection to " + where + " could not be made: " + detail + ".",
                "The server's log says what it did not accept; a client certificate may be wanted or refused.");
    }

    private static Optional<Problem> clientKey(String message) {
        return tls(
                "The client's certificate or key cannot be used: " + message.replaceAll("\\.?$", "."),
                "sslkey is a PKCS#8 key (openssl pkcs8 -topk8 -nocrypt -in key.pem -out key.pk8.pem), or a .p12 file;"
                        + " sslcert is a PEM certificate.");
    }

    private static String origin(ConnectionSettings settings, Keyword keyword) {
        return settings.origin(keyword).map(Origin::words).orElse("the settings");
    }

    private static Optional<Problem> tls(String what, String next) {
        return Optional.of(problem(what, next));
    }

    private static Problem problem(String what, String next) {
        return new Problem(Problem.Kind.TLS, what, next);
    }
}
