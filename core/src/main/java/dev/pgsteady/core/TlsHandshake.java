package dev.pgsteady.core;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/// Asks a server for TLS as PostgreSQL's clients do (manual, Message Flow, SSL Session Encryption), looks at the
/// certificate
/// and goes away before anything is said that would need a login.
final class TlsHandshake {
    private static final int WAIT_MILLIS = 2_000;
    private static final int MOST_ADDRESSES = 4;

    /// The two kinds of subject alternative names that say where a server is (RFC 5280, 4.2.1.6).
    private static final List<Integer> PLACES = List.of(2, 7);

    private static final int DNS_NAME = 2;
    private static final Pattern COMMON_NAME = Pattern.compile("(?:^|,)CN=((?:[^,\\\\]|\\\\.)+)");

    private final ConnectionSettings settings;

    TlsHandshake(ConnectionSettings settings) {
        this.settings = settings;
    }

    TlsIdentity identity() {
        List<Endpoint.Tcp> endpoints = endpoints();
        TlsIdentity last = new TlsIdentity.Unseen("the connection is by a Unix socket, where there is no TLS");
        for (Endpoint.Tcp endpoint : endpoints) {
            last = ask(endpoint);
            if (last instanceof TlsIdentity.Shown) {
                return last;
            }
        }
        return last;
    }

    private List<Endpoint.Tcp> endpoints() {
        List<Endpoint.Tcp> endpoints = new ArrayList<>();
        for (Host host : settings.hosts()) {
            try {
                Endpoint.of(host).stream()
                        .filter(Endpoint.Tcp.class::isInstance)
                        .map(Endpoint.Tcp.class::cast)
                        .forEach(endpoints::add);
            } catch (UnknownHostException e) {
                System.getLogger(TlsHandshake.class.getName())
                        .log(System.Logger.Level.DEBUG, "a host is left out of the look at certificates", e);
            }
        }
        return endpoints.subList(0, Math.min(endpoints.size(), MOST_ADDRESSES));
    }

    private static TlsIdentity ask(Endpoint.Tcp endpoint) {
        try (Socket plain = new Socket(Proxy.NO_PROXY)) {
            plain.connect(new InetSocketAddress(endpoint.address(), endpoint.port()), WAIT_MILLIS);
            plain.setSoTimeout(WAIT_MILLIS);
            plain.getOutputStream().write(Peer.sslRequest());
            plain.getOutputStream().flush();
            return plain.getInputStream().read() == 'S'
                    ? shake(plain, endpoint)
                    : new TlsIdentity.Unseen(endpoint + " does not offer TLS");
        } catch (IOException | GeneralSecurityException e) {
            return new TlsIdentity.Unseen("the TLS handshake with " + endpoint + " failed");
        }
    }

    private static TlsIdentity shake(Socket plain, Endpoint.Tcp endpoint) throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Anybody()}, null);
        try (SSLSocket tls =
                (SSLSocket) context.getSocketFactory().createSocket(plain, endpoint.name(), endpoint.port(), true)) {
            tls.startHandshake();
            X509Certificate certificate = (X509Certificate) tls.getSession().getPeerCertificates()[0];
            return new TlsIdentity.Shown(
                    endpoint.name(),
                    endpoint.port(),
                    certificate.getNotBefore().toInstant(),
                    certificate.getNotAfter().toInstant(),
                    selfSigned(certificate),
                    names(certificate));
        }
    }

    private static boolean selfSigned(X509Certificate certificate) {
        if (!certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
            return false;
        }
        try {
            certificate.verify(certificate.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /// Its host names and addresses, and where it has no host name its common name, as libpq takes them.
    private static List<String> names(X509Certificate certificate) throws GeneralSecurityException {
        List<String> names = new ArrayList<>();
        boolean hostNamed = false;
        Collection<List<?>> all = certificate.getSubjectAlternativeNames();
        for (List<?> name : all == null ? List.<List<?>>of() : all) {
            if (name.get(0) instanceof Integer kind && PLACES.contains(kind)) {
                names.add(String.valueOf(name.get(1)));
                hostNamed |= kind == DNS_NAME;
            }
        }
        if (!hostNamed) {
            commonName(certificate.getSubjectX500Principal()).ifPresent(names::add);
        }
        return names;
    }

    private static Optional<String> commonName(Principal subject) {
        Matcher name = COMMON_NAME.matcher(subject.getName());
        return name.find() ? Optional.of(name.group(1).replace("\\", "")) : Optional.empty();
    }

    /// Believes everybody, so that a bad certificate is seen too. Nothing is ever sent over such a connection.
    private static final class Anybody extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
