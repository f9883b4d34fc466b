package dev.pgsteady.core;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// A word that libpq 18 knows for a connection (manual, 34.1.2 Parameter Key Words; 34.15 Environment Variables).
///
/// This list is the source of the reference page of connection settings.
public enum Keyword {
    HOST("PGHOST", Use.HONOURED, "Server's name or address, or the directory of its Unix socket; several by commas."),
    HOSTADDR("PGHOSTADDR", Use.HONOURED, "Address to connect to; `host` is then only the name that TLS checks."),
    PORT("PGPORT", Use.HONOURED, "TCP port, or the number in the socket's name; one for all hosts or one each."),
    DBNAME("PGDATABASE", Use.HONOURED, "Database; the role's name when not given."),
    USER("PGUSER", Use.HONOURED, "Role; the operating system's user when not given."),
    PASSWORD("PGPASSWORD", Use.HONOURED, "Password; kept out of every output."),
    PASSFILE("PGPASSFILE", Use.HONOURED, "File of passwords; `~/.pgpass` when not given."),
    SERVICE("PGSERVICE", Use.HONOURED, "Section of the service file to take settings from."),
    SERVICEFILE("PGSERVICEFILE", Use.HONOURED, "The user's service file; `~/.pg_service.conf` when not given."),
    APPLICATION_NAME("PGAPPNAME", Use.HONOURED, "Name shown in pg_stat_activity; `pgsteady` when not given."),
    FALLBACK_APPLICATION_NAME("", Use.HONOURED, "Name used when application_name is not given."),
    CONNECT_TIMEOUT("PGCONNECT_TIMEOUT", Use.HONOURED, "Seconds for one address, from the first packet to ready."),
    OPTIONS("PGOPTIONS", Use.HONOURED, "Command-line options for the server process; poolers drop or refuse them."),
    TARGET_SESSION_ATTRS("PGTARGETSESSIONATTRS", Use.HONOURED, "Which kind of server is wanted among several hosts."),
    LOAD_BALANCE_HOSTS("PGLOADBALANCEHOSTS", Use.HONOURED, "`random` tries the hosts in random order."),
    SSLMODE("PGSSLMODE", Use.HONOURED, "Whether TLS is used and what is verified; verify-full is the only safe one."),
    SSLROOTCERT("PGSSLROOTCERT", Use.HONOURED, "Certificates to trust: a PEM file, or `system` for the JVM's own."),
    SSLCERT("PGSSLCERT", Use.HONOURED, "Client certificate, PEM."),
    SSLKEY("PGSSLKEY", Use.HONOURED, "Client key: PKCS#8 as PEM or DER, or PKCS#12."),
    SSLPASSWORD("", Use.HONOURED, "Pass phrase of the client key; kept out of every output."),
    SSLNEGOTIATION("PGSSLNEGOTIATION", Use.HONOURED, "`direct` starts TLS without asking first (server 17 and up)."),
    CHANNEL_BINDING("PGCHANNELBINDING", Use.HONOURED, "Whether SCRAM is bound to the TLS connection."),
    REQUIRE_AUTH("PGREQUIREAUTH", Use.HONOURED, "Authentication methods that the client accepts."),
    KEEPALIVES("", Use.HONOURED, "`0` turns TCP keep-alive off."),
    GSSENCMODE("PGGSSENCMODE", Use.HONOURED, "Only `require` asks for GSS encryption; anything else does not."),
    KRBSRVNAME("PGKRBSRVNAME", Use.HONOURED, "Kerberos service name."),
    GSSLIB("PGGSSLIB", Use.HONOURED, "GSS library on Windows."),
    CLIENT_ENCODING("PGCLIENTENCODING", Use.IGNORED, "The driver always speaks UTF-8."),
    KEEPALIVES_IDLE("", Use.IGNORED, "Left to the operating system."),
    KEEPALIVES_INTERVAL("", Use.IGNORED, "Left to the operating system."),
    KEEPALIVES_COUNT("", Use.IGNORED, "Left to the operating system."),
    TCP_USER_TIMEOUT("", Use.IGNORED, "Left to the operating system."),
    SSLCOMPRESSION("PGSSLCOMPRESSION", Use.IGNORED, "TLS compression is never used."),
    SSLSNI("PGSSLSNI", Use.IGNORED, "The host's name is always sent."),
    SSLKEYLOGFILE("", Use.IGNORED, "Keys are never logged."),
    MIN_PROTOCOL_VERSION("PGMINPROTOCOLVERSION", Use.IGNORED, "The driver speaks protocol 3.0."),
    MAX_PROTOCOL_VERSION("PGMAXPROTOCOLVERSION", Use.IGNORED, "The driver speaks protocol 3.0."),
    GSSDELEGATION("PGGSSDELEGATION", Use.IGNORED, "Credentials are never delegated."),
    SSLCERTMODE("PGSSLCERTMODE", Use.REFUSED, "Only `allow`, which is the default."),
    SSLCRL("PGSSLCRL", Use.REFUSED, "Revocation lists are not read."),
    SSLCRLDIR("PGSSLCRLDIR", Use.REFUSED, "Revocation lists are not read."),
    REQUIREPEER("PGREQUIREPEER", Use.REFUSED, "The socket's owner is not checked."),
    SSL_MIN_PROTOCOL_VERSION("PGSSLMINPROTOCOLVERSION", Use.REFUSED, "Only TLSv1.2 and lower: less is never spoken."),
    SSL_MAX_PROTOCOL_VERSION("PGSSLMAXPROTOCOLVERSION", Use.REFUSED, "Only TLSv1.3, the highest there is."),
    REPLICATION("", Use.REFUSED, "Replication connections are not made."),
    SCRAM_CLIENT_KEY("", Use.REFUSED, "Keys in place of a password are not supported."),
    SCRAM_SERVER_KEY("", Use.REFUSED, "Keys in place of a password are not supported."),
    OAUTH_ISSUER("", Use.REFUSED, "OAuth is not supported."),
    OAUTH_CLIENT_ID("", Use.REFUSED, "OAuth is not supported."),
    OAUTH_CLIENT_SECRET("", Use.REFUSED, "OAuth is not supported."),
    OAUTH_SCOPE("", Use.REFUSED, "OAuth is not supported.");

    /// What becomes of a word.
    public enum Use {
        /// It does what libpq does with it.
        HONOURED,
        /// Accepted, and without effect; nothing is less safe for it.
        IGNORED,
        /// Set to anything but a harmless value it is a problem: leaving it out silently would be unsafe or surprising.
        REFUSED
    }

    private static final Set<String> NO = Set.of("", "0", "off", "no", "false");

    private final String variable;
    private final Use use;
    private final String meaning;

    Keyword(String variable, Use use, String meaning) {
        this.variable = variable;
        this.use = use;
        this.meaning = meaning;
    }

    /// The word itself, as it stands in a connection string.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The environment variable that libpq reads for it, where there is one.
    public Optional<String> variable() {
        return variable.isEmpty() ? Optional.empty() : Optional.of(variable);
    }

    /// What becomes of it here.
    public Use use() {
        return use;
    }

    /// One sentence for the reference page.
    public String meaning() {
        return meaning;
    }

    /// Whether its value is never shown.
    public boolean secret() {
        return this == PASSWORD || this == SSLPASSWORD || this == OAUTH_CLIENT_SECRET;
    }

    /// The keyword of this word; empty when libpq knows none.
    public static Optional<Keyword> ofWord(String word) {
        return Arrays.stream(values()).filter(k -> k.word().equals(word)).findFirst();
    }

    static List<String> words() {
        return Arrays.stream(values()).map(Keyword::word).toList();
    }

    /// Whether this value of a refused word asks for nothing that is not so anyway.
    boolean harmless(String value) {
        return switch (use) {
            case HONOURED, IGNORED -> true;
            case REFUSED -> harmlessOfRefused(value);
        };
    }

    private boolean harmlessOfRefused(String value) {
        if (this == SSLCERTMODE) {
            return value.equals("allow");
        }
        if (this == SSL_MIN_PROTOCOL_VERSION) {
            return Set.of("TLSv1", "TLSv1.1", "TLSv1.2").contains(value);
        }
        if (this == SSL_MAX_PROTOCOL_VERSION) {
            return value.equals("TLSv1.3");
        }
        return this == REPLICATION ? NO.contains(value) : value.isEmpty();
    }
}
