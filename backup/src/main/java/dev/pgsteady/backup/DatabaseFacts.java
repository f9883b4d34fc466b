package dev.pgsteady.backup;

import dev.pgsteady.backup.Manifest.Name;
import dev.pgsteady.backup.Manifest.SequenceValue;
import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What a backup says of a database besides its schema and its rows.
final class DatabaseFacts {
    private static final int SEQUENCES_AT_ONCE = 200;

    /// The columns that 15 to 18 call differently, read by their newest names.
    private static final String LOCALE = """
            SELECT pg_encoding_to_char(d.encoding), d.datcollate, d.datctype, d.datlocprovider,
                   coalesce(to_jsonb(d) ->> 'datlocale', to_jsonb(d) ->> 'daticulocale'),
                   to_jsonb(d) ->> 'daticurules'
              FROM pg_database d WHERE d.datname = current_database()""";

    private static final String SETTINGS = """
            SELECT 0 AS turn, format('ALTER DATABASE %I OWNER TO %I', '{name}', r.rolname) AS sql
              FROM pg_database d JOIN pg_roles r ON r.oid = d.datdba WHERE d.datname = current_database()
            UNION ALL
            SELECT 1, format('COMMENT ON DATABASE %I IS %L', '{name}', c.description)
              FROM pg_database d JOIN pg_shdescription c ON c.objoid = d.oid AND c.classoid = 'pg_database'::regclass
             WHERE d.datname = current_database()
            UNION ALL
            SELECT 2, format('ALTER DATABASE %I CONNECTION LIMIT %s', '{name}', d.datconnlimit)
              FROM pg_database d WHERE d.datname = current_database() AND d.datconnlimit >= 0
            UNION ALL
            SELECT 3, format('REVOKE ALL ON DATABASE %I FROM PUBLIC', '{name}')
              FROM pg_database d WHERE d.datname = current_database() AND d.datacl IS NOT NULL
            UNION ALL
            SELECT 4, format('GRANT %s ON DATABASE %I TO %s%s', a.privilege_type, '{name}',
                             CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(r.rolname) END,
                             CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
              FROM pg_database d CROSS JOIN LATERAL aclexplode(d.datacl) a LEFT JOIN pg_roles r ON r.oid = a.grantee
             WHERE d.datname = current_database()
            UNION ALL
            SELECT 5, CASE WHEN s.setrole = 0 THEN format('ALTER DATABASE %I', '{name}')
                           ELSE format('ALTER ROLE %I IN DATABASE %I', r.rolname, '{name}') END
                      || format(' SET %s = ', quote_ident(split_part(i.item, '=', 1)))
                      || CASE WHEN lower(split_part(i.item, '=', 1)) IN
                                   ('search_path', 'local_preload_libraries', 'session_preload_libraries',
                                    'shared_preload_libraries', 'temp_tablespaces', 'unix_socket_directories')
                              THEN substr(i.item, strpos(i.item, '=') + 1)
                              ELSE quote_literal(substr(i.item, strpos(i.item, '=') + 1)) END
              FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase
              LEFT JOIN pg_roles r ON r.oid = s.setrole CROSS JOIN LATERAL unnest(s.setconfig) i(item)
             WHERE d.datname = current_database()
            UNION ALL
            SELECT 6, format('ALTER LARGE OBJECT %s OWNER TO %I', l.oid, r.rolname)
              FROM pg_largeobject_metadata l JOIN pg_roles r ON r.oid = l.lomowner
            UNION ALL
            SELECT 7, format('GRANT %s ON LARGE OBJECT %s TO %s%s', a.privilege_type, l.oid,
                             CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(r.rolname) END,
                             CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
              FROM pg_largeobject_metadata l CROSS JOIN LATERAL aclexplode(l.lomacl) a
              LEFT JOIN pg_roles r ON r.oid = a.grantee
             WHERE a.grantee <> l.lomowner
            UNION ALL
            SELECT 8, format('COMMENT ON LARGE OBJECT %s IS %L', c.objoid, c.description)
              FROM pg_description c WHERE c.classoid = 'pg_largeobject'::regclass
             ORDER BY 1, 2""";

    private DatabaseFacts() {}

    static Map<String, String> locale(Connection connection) throws SQLException {
        Map<String, String> locale = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(LOCALE)) {
            row.next();
            String[] names = {"encoding", "collate", "ctype", "provider", "locale", "rules"};
            for (int i = 0; i < names.length; i++) {
                String name = names[i];
                Optional.ofNullable(row.getString(i + 1)).ifPresent(value -> locale.put(name, value));
            }
        }
        return locale;
    }

    /// Statements with `{name}` where the database's name goes, since it may come back under another.
    static List<String> settings(Connection connection) throws SQLException {
        return texts(connection, SETTINGS, 2);
    }

    private static List<String> texts(Connection connection, String sql, int column) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                texts.add(rows.getString(column));
            }
        }
        return texts;
    }

    static Map<String, String> extensions(Connection connection) throws SQLException {
        Map<String, String> extensions = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT extname, extversion FROM pg_extension")) {
            while (rows.next()) {
                extensions.put(rows.getString(1), rows.getString(2));
            }
        }
        return extensions;
    }

    /// Where sequences stand now. Read after the snapshot, so that none is behind a row.
    static List<SequenceValue> sequences(Connection connection, List<QualifiedName> names) throws SQLException {
        List<SequenceValue> values = new ArrayList<>();
        for (int from = 0; from < names.size(); from += SEQUENCES_AT_ONCE) {
            List<QualifiedName> some = names.subList(from, Math.min(names.size(), from + SEQUENCES_AT_ONCE));
            String sql = some.stream()
                    .map(n -> String.format(
                            Locale.ROOT,
                            "SELECT %s, %s, last_value, is_called FROM %s",
                            Sql.literal(n.schema()),
                            Sql.literal(n.name()),
                            n.sql()))
                    .collect(Collectors.joining(" UNION ALL "));
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    Name name = new Name(rows.getString(1), rows.getString(2));
                    values.add(new SequenceValue(name, rows.getLong(3), rows.getBoolean(4)));
                }
            }
        }
        return values;
    }
}
