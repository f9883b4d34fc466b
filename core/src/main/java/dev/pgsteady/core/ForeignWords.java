package dev.pgsteady.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the parameters of a connection string mean: libpq's own words, pgjdbc's, and those that the libraries of other
/// languages put into the same URL.
final class ForeignWords {
    /// pgjdbc's names for what libpq calls otherwise.
    private static final Map<String, Keyword> JDBC = Map.of(
            "ApplicationName", Keyword.APPLICATION_NAME,
            "connectTimeout", Keyword.CONNECT_TIMEOUT,
            "loginTimeout", Keyword.CONNECT_TIMEOUT,
            "channelBinding", Keyword.CHANNEL_BINDING,
            "requireAuth", Keyword.REQUIRE_AUTH,
            "sslNegotiation", Keyword.SSLNEGOTIATION,
            "gssEncMode", Keyword.GSSENCMODE,
            "kerberosServerName", Keyword.KRBSRVNAME,
            "PGDBNAME", Keyword.DBNAME);

    private static final Map<String, String> TARGET_SERVER_TYPES = Map.of(
            "any", "any",
            "primary", "read-write",
            "master", "read-write",
            "secondary", "read-only",
            "slave", "read-only",
            "preferSecondary", "prefer-standby",
            "preferSlave", "prefer-standby",
            "preferPrimary", "any");

    /// The driver's own settings that are passed on. None of them names a class, a file or a log.
    private static final Set<String> DRIVER = Set.of(
            "adaptiveFetch",
            "autosave",
            "binaryTransfer",
            "cancelSignalTimeout",
            "currentSchema",
            "defaultRowFetchSize",
            "logUnclosedConnections",
            "maxResultBuffer",
            "preferQueryMode",
            "prepareThreshold",
            "preparedStatementCacheQueries",
            "preparedStatementCacheSizeMiB",
            "reWriteBatchedInserts",
            "receiveBufferSize",
            "sendBufferSize",
            "socketTimeout",
            "stringtype",
            "tcpNoDelay");

    /// Words about a pool or a mapper, from Prisma, Rails, Django, Ecto, Doctrine, SQLAlchemy and node-postgres.
    private static final Set<String> OTHERS = Set.of(
            "schema",
            "connection_limit",
            "pool_timeout",
            "pgbouncer",
            "socket_timeout",
            "statement_cache_size",
            "sslaccept",
            "pool",
            "pool_size",
            "max_overflow",
            "encoding",
            "charset",
            "prepared_statements",
            "conn_max_age",
            "conn_health_checks",
            "search_path",
            "schema_search_path",
            "serverVersion",
            "max_connections",
            "timezone",
            "reaping_frequency",
            "checkout_timeout",
            "prepared_statement_cache_size",
            "prepared_statement_name_func",
            "uselibpqcompat",
            "client_min_messages",
            "adapter",
            "min_messages",
            "statement_timeout",
            "lock_timeout",
            "idle_timeout",
            "max_idle_connections",
            "async_fallback");

    private static final Set<String> YES = Set.of("true", "1", "on", "yes", "t", "");
    private static final Set<String> NO = Set.of("false", "0", "off", "no", "f");

    private ForeignWords() {}

    /// A word where only libpq's are known: a keyword/value string, a service file.
    static void libpq(String word, String value, Origin origin, FoundWords found) {
        Keyword keyword = Keyword.ofWord(word).orElseThrow(() -> unknown(word, origin, Keyword.words()));
        found.put(keyword, value, origin);
    }

    /// A word of a URL.
    static void url(String word, String value, Origin origin, FoundWords found) {
        Optional<Keyword> keyword = Keyword.ofWord(word);
        if (keyword.isPresent()) {
            found.put(keyword.get(), noVerify(keyword.get(), value), origin);
        } else if (word.equals("ssl") || word.equals("ssl_require")) {
            found.offer(Keyword.SSLMODE, sslMode(value), origin);
        } else if (OTHERS.contains(word)) {
            found.note("The URL from " + origin.words() + " says " + word
                    + ", which is for the application's own library and is not used here.");
        } else {
            throw unknown(word, origin, Keyword.words());
        }
    }

    /// A word of a JDBC URL.
    static void jdbc(String word, String value, Origin origin, FoundWords found) {
        if (JDBC.containsKey(word)) {
            found.put(JDBC.get(word), value, origin);
        } else if (word.equals("targetServerType")) {
            found.put(Keyword.TARGET_SESSION_ATTRS, TARGET_SERVER_TYPES.getOrDefault(value, value), origin);
        } else if (word.equals("tcpKeepAlive")) {
            found.put(Keyword.KEEPALIVES, NO.contains(value) ? "0" : "1", origin);
        } else if (word.equals("loadBalanceHosts")) {
            found.put(Keyword.LOAD_BALANCE_HOSTS, YES.contains(value) ? "random" : "disable", origin);
        } else if (DRIVER.contains(word)) {
            found.driver(word, value);
        } else if (Keyword.ofWord(word).isPresent() || word.equals("ssl")) {
            url(word, value, origin, found);
        } else {
            throw unknown(word, origin, jdbcWords());
        }
    }

    /// The driver's own settings, for the reference page.
    static List<String> driverWords() {
        return DRIVER.stream().sorted().toList();
    }

    private static List<String> jdbcWords() {
        List<String> words = new ArrayList<>(Keyword.words());
        words.addAll(JDBC.keySet());
        words.addAll(DRIVER);
        return words;
    }

    /// node-postgres says `no-verify` for what libpq calls `require`.
    private static String noVerify(Keyword keyword, String value) {
        return keyword == Keyword.SSLMODE && value.equals("no-verify") ? "require" : value;
    }

    private static String sslMode(String value) {
        String folded = value.toLowerCase(Locale.ROOT);
        return YES.contains(folded) ? "require" : NO.contains(folded) ? "disable" : folded;
    }

    private static Problem unknown(String word, Origin origin, List<String> known) {
        boolean showable = word.length() <= 40 && word.matches("[A-Za-z0-9_.-]+");
        return new Problem(
                Problem.Kind.CONFIGURATION,
                "The connection string from " + origin.words() + " has an unknown word"
                        + (showable ? ": \"" + word + "\"." : "."),
                "Correct it or take it out." + (showable ? Nearest.suggestion(word, known) : ""));
    }
}
