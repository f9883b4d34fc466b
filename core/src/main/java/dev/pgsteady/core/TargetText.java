package dev.pgsteady.core;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Tells the forms of a target apart, and says in words why one that is not PostgreSQL cannot be used.
final class TargetText {
    private static final Set<String> POSTGRES =
            Set.of("postgresql", "postgres", "postgis", "psql", "pgsql", "ecto", "pg");

    private static final Map<String, String> OTHERS = Map.ofEntries(
            Map.entry("mysql", "MySQL"),
            Map.entry("mysql2", "MySQL"),
            Map.entry("mysqli", "MySQL"),
            Map.entry("mariadb", "MariaDB"),
            Map.entry("trilogy", "MySQL"),
            Map.entry("sqlite", "SQLite"),
            Map.entry("sqlite3", "SQLite"),
            Map.entry("file", "SQLite"),
            Map.entry("cockroach", "CockroachDB"),
            Map.entry("cockroachdb", "CockroachDB"),
            Map.entry("crdb", "CockroachDB"),
            Map.entry("redshift", "Amazon Redshift"),
            Map.entry("mssql", "SQL Server"),
            Map.entry("sqlserver", "SQL Server"),
            Map.entry("oracle", "Oracle"),
            Map.entry("mongodb", "MongoDB"),
            Map.entry("redis", "Redis"));

    private TargetText() {}

    /// Reads any of the forms.
    static void readInto(Target target, FoundWords found) {
        String text = target.text();
        int colon = text.indexOf(':');
        String scheme = colon < 0 ? "" : text.substring(0, colon).toLowerCase(Locale.ROOT);
        if (scheme.equals("jdbc")) {
            jdbc(text.substring(colon + 1), target.origin(), found);
        } else if (text.startsWith("://", Math.max(colon, 0)) || OTHERS.containsKey(base(scheme))) {
            refuseOthers(scheme, target.origin());
            uri(text.substring(colon + 3), target.origin(), found);
        } else if (text.indexOf('=') >= 0) {
            new KeywordValueString(target).readInto(found);
        } else {
            found.put(Keyword.DBNAME, text, target.origin());
        }
    }

    /// Refuses a name for an engine that is not PostgreSQL: a scheme, or what `DB_ENGINE` says.
    static void refuseOthers(String engine, Origin origin) {
        String base = base(engine.toLowerCase(Locale.ROOT));
        if (POSTGRES.contains(base)) {
            return;
        }
        String name = OTHERS.get(base);
        throw new Problem(
                name == null ? Problem.Kind.CONFIGURATION : Problem.Kind.SERVER_UNSUPPORTED,
                name == null
                        ? "The scheme of the URL from " + origin.words() + " is not one of PostgreSQL's."
                        : "The database that " + origin.words() + " names is " + name
                                + ", and pgsteady works on PostgreSQL only.",
                "Give a target of the form postgresql://role@host:5432/database.");
    }

    /// `postgresql+asyncpg` is `postgresql`; `django.db.backends.mysql` is `mysql`.
    private static String base(String engine) {
        int plus = engine.indexOf('+');
        String head = plus < 0 ? engine : engine.substring(0, plus);
        return head.substring(head.lastIndexOf('.') + 1);
    }

    private static void uri(String rest, Origin origin, FoundWords found) {
        new ConnectionUri(rest, origin).readInto(found, (word, value) -> ForeignWords.url(word, value, origin, found));
    }

    /// `jdbc:postgresql://host/db?a=b`, `jdbc:postgresql:db`; in its parameters a `+` is a space.
    private static void jdbc(String url, Origin origin, FoundWords found) {
        int colon = url.indexOf(':');
        refuseOthers(colon < 0 ? url : url.substring(0, colon), origin);
        String rest = colon < 0 ? "" : url.substring(colon + 1);
        int question = rest.indexOf('?');
        String place = question < 0 ? rest : rest.substring(0, question);
        String parameters = question < 0 ? "" : rest.substring(question).replace("+", "%20");
        String slashed = place.startsWith("//") ? place.substring(2) : "/" + place.replaceFirst("^/", "");
        new ConnectionUri(slashed + parameters, origin)
                .readInto(found, (word, value) -> ForeignWords.jdbc(word, value, origin, found));
    }
}
