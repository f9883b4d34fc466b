package dev.pgsteady.core;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/// Says [ConnectionSettings] in pgjdbc's words, for one address.
final class DriverProperties {
    private static final Map<Keyword, String> SAME = Map.of(
            Keyword.USER, "user",
            Keyword.DBNAME, "PGDBNAME",
            Keyword.APPLICATION_NAME, "ApplicationName",
            Keyword.OPTIONS, "options",
            Keyword.CHANNEL_BINDING, "channelBinding",
            Keyword.REQUIRE_AUTH, "requireAuth",
            Keyword.KRBSRVNAME, "kerberosServerName",
            Keyword.GSSLIB, "gsslib");

    private static final Map<Keyword, String> TLS = Map.of(
            Keyword.SSLCERT, "sslcert",
            Keyword.SSLKEY, "sslkey",
            Keyword.SSLPASSWORD, "sslpassword",
            Keyword.SSLROOTCERT, "sslrootcert",
            Keyword.SSLNEGOTIATION, "sslNegotiation");

    private final ConnectionSettings settings;

    DriverProperties(ConnectionSettings settings) {
        this.settings = settings;
    }

    /// @param role pgjdbc's word for the kind of server that is wanted: `any`, `primary`, `secondary`
    Properties at(Host host, Endpoint endpoint, String role) {
        Properties properties = new Properties();
        settings.driver().forEach(properties::setProperty);
        copy(SAME, properties);
        properties.setProperty("PGHOST", endpoint instanceof Endpoint.Tcp tcp ? tcp.name() : "localhost");
        properties.setProperty("PGPORT", Integer.toString(endpoint.port()));
        // An absent password is an empty one for the driver, or it would read a passfile by rules of its own.
        properties.setProperty(
                "password", host.password().map(p -> p.secret().reveal()).orElse(""));
        properties.setProperty("targetServerType", role);
        properties.setProperty("assumeMinServerVersion", "15");
        properties.setProperty("socketFactory", EndpointSockets.class.getName());
        properties.setProperty("socketFactoryArg", endpoint.factoryArgument());
        properties.setProperty("gssEncMode", gssEncMode());
        properties.setProperty(
                "tcpKeepAlive", settings.value(Keyword.KEEPALIVES).orElse("1").equals("0") ? "false" : "true");
        timeouts(properties);
        tls(endpoint, properties);
        return properties;
    }

    /// Seconds for one address; 0 and less wait for ever, and 1 is raised to 2, as libpq does (manual, 34.1.2).
    int connectTimeout() {
        int seconds = Integer.parseInt(settings.value(Keyword.CONNECT_TIMEOUT).orElse("10"));
        return seconds <= 0 ? 0 : Math.max(2, seconds);
    }

    /// What the driver's socketTimeout shall be once the connection is made, in seconds; 0 is none.
    int socketTimeout() {
        String seconds = settings.driver().getOrDefault("socketTimeout", "0");
        return seconds.matches("[0-9]{1,6}") ? Integer.parseInt(seconds) : 0;
    }

    private void timeouts(Properties properties) {
        String seconds = Integer.toString(connectTimeout());
        properties.setProperty("connectTimeout", seconds);
        // Until the server is ready, silence is a failure; Connector gives it back its own value afterwards.
        properties.setProperty("socketTimeout", seconds);
        properties.setProperty("sslResponseTimeout", connectTimeout() == 0 ? "0" : seconds + "000");
    }

    private void tls(Endpoint endpoint, Properties properties) {
        if (endpoint instanceof Endpoint.UnixSocket) {
            properties.setProperty("sslmode", "disable");
            return;
        }
        copy(TLS, properties);
        settings.value(Keyword.SSLKEY)
                .flatMap(key -> ClientKey.algorithm(Path.of(key)))
                .ifPresent(algorithm -> properties.setProperty("pemKeyAlgorithm", algorithm));
        Optional<String> root = settings.value(Keyword.SSLROOTCERT);
        if (root.equals(Optional.of("system"))) {
            properties.remove("sslrootcert");
            properties.setProperty("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
        }
        String mode = settings.value(Keyword.SSLMODE).orElse("prefer");
        // With a root certificate at hand, require means verify-ca (manual, 34.19.1).
        boolean verifies = mode.equals("require")
                && root.filter(file -> Files.exists(Path.of(file))).isPresent();
        properties.setProperty("sslmode", verifies ? "verify-ca" : mode);
    }

    private String gssEncMode() {
        return settings.value(Keyword.GSSENCMODE).filter("require"::equals).orElse("disable");
    }

    private void copy(Map<Keyword, String> words, Properties properties) {
        words.forEach(
                (keyword, word) -> settings.value(keyword).ifPresent(value -> properties.setProperty(word, value)));
    }
}
