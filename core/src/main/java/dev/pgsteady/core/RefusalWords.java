package dev.pgsteady.core;

import java.util.List;

/// The words for a server that answered and refused (manual, 20.15 and appendix A).
final class RefusalWords {
    private final ConnectionSettings settings;
    private final Host host;
    private final String where;

    RefusalWords(ConnectionSettings settings, Host host, String where) {
        this.settings = settings;
        this.host = host;
        this.where = where;
    }

    Problem of(String state, String message) {
        return switch (state) {
            case "28P01" -> passwordRefused();
            case "28000" -> authorization(message);
            case "3D000" -> databaseMissing();
            case "53300" ->
                refused(
                        "has no free connection: " + message + ".",
                        "Close what is not used (pg_stat_activity shows who holds them), put a pooler in between, or"
                                + " raise max_connections.");
            case "57P03" ->
                refused(
                        "is not ready: " + message + ".",
                        "Wait until it has started or recovered, then try again; the server's log shows how far it is.");
            case "42501" ->
                new Problem(
                        Problem.Kind.PERMISSION,
                        "The role \"" + settings.user() + "\" may not connect to the database \"" + settings.database()
                                + "\".",
                        "Its owner can: GRANT CONNECT ON DATABASE " + Sql.identifier(settings.database()) + " TO "
                                + Sql.identifier(settings.user()) + ";");
            default ->
                refused(
                        "refused the connection: " + message + " (SQLSTATE " + state + ").",
                        "The server's log says more.");
        };
    }

    static Problem noPassword(ConnectionSettings settings, String where) {
        return new Problem(
                Problem.Kind.PASSWORD_REFUSED,
                "The server at " + where + " wants a password for the role \"" + settings.user()
                        + "\", and none was given.",
                "Put it into PGPASSWORD or into ~/.pgpass (mode 0600, host:port:database:role:password).");
    }

    private Problem passwordRefused() {
        if (host.password().isEmpty()) {
            return noPassword(settings, where);
        }
        String origin = host.password().orElseThrow().origin().words();
        return new Problem(
                Problem.Kind.PASSWORD_REFUSED,
                "The password was refused for the role \"" + settings.user() + "\" at " + where + ".",
                "The password is from " + origin + "; the role from "
                        + settings.origin(Keyword.USER).map(Origin::words).orElse("the settings")
                        + ". The server says the same when the role does not exist or its password has expired.");
    }

    private Problem authorization(String message) {
        if (message.contains("pg_hba.conf")) {
            return hba(message);
        }
        if (message.contains("does not exist")) {
            return new Problem(
                    Problem.Kind.PASSWORD_REFUSED,
                    "The role \"" + settings.user() + "\" does not exist at " + where + ".",
                    "The name is from "
                            + settings.origin(Keyword.USER).map(Origin::words).orElse("the settings")
                            + "; a superuser can make it: CREATE ROLE " + Sql.identifier(settings.user()) + " LOGIN;");
        }
        if (message.contains("not permitted to log in")) {
            return new Problem(
                    Problem.Kind.PERMISSION,
                    "The role \"" + settings.user() + "\" may not log in.",
                    "Use a role that may, or let it: ALTER ROLE " + Sql.identifier(settings.user()) + " LOGIN;");
        }
        if (message.contains("Peer") || message.contains("Ident")) {
            return new Problem(
                    Problem.Kind.PASSWORD_REFUSED,
                    "The server at " + where + " lets in a local user only as the role of the same name, and \""
                            + settings.user() + "\" is not that role (" + message + ").",
                    "Run it as that user (sudo -u postgres ...), connect over TCP with a password (host=localhost), or"
                            + " map the names in pg_ident.conf.");
        }
        return new Problem(
                Problem.Kind.PASSWORD_REFUSED,
                "The server at " + where + " refused the role \"" + settings.user() + "\": " + message + ".",
                "The server's log and its pg_hba.conf say which method it wanted.");
    }

    /// The server quotes address, role, database and encryption, which is what a line of pg_hba.conf is matched by.
    private Problem hba(String message) {
        boolean plain = message.contains("no encryption") || message.contains("SSL off");
        boolean rejected = message.contains("rejects");
        boolean willing =
                settings.value(Keyword.SSLMODE).filter("disable"::equals).isEmpty();
        if (plain && !willing && !rejected) {
            return new Problem(
                    Problem.Kind.TLS,
                    "The server at " + where + " has no line in pg_hba.conf that lets this connection in without TLS: "
                            + message + ".",
                    "Take sslmode=disable away ("
                            + settings.origin(Keyword.SSLMODE)
                                    .map(Origin::words)
                                    .orElse("the settings")
                            + "), or add a line for it.");
        }
        return new Problem(
                Problem.Kind.SERVER_REFUSED,
                rejected
                        ? "A line of the server's pg_hba.conf rejects this connection: " + message + "."
                        : "No line of the server's pg_hba.conf lets this connection in: " + message + ".",
                "Lines are tried from the top and the first that fits decides. Put one above it that names this"
                        + " database, role and address with scram-sha-256, then: SELECT pg_reload_conf();");
    }

    private Problem databaseMissing() {
        List<String> similar = SimilarDatabases.to(settings);
        String next = similar.isEmpty()
                ? "Check the name, which is from "
                        + settings.origin(Keyword.DBNAME).map(Origin::words).orElse("the settings") + "."
                : "The server has " + String.join(", ", similar) + ".";
        return new Problem(
                Problem.Kind.DATABASE_MISSING,
                "The server at " + where + " has no database \"" + settings.database() + "\".",
                next + " To make it: CREATE DATABASE " + Sql.identifier(settings.database()) + ";");
    }

    private Problem refused(String what, String next) {
        return new Problem(Problem.Kind.SERVER_REFUSED, "The server at " + where + " " + what, next);
    }
}
