package dev.pgsteady.core;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;

/// The one place that quotes. Follows `quote_ident` and `quote_literal` of PostgreSQL
/// (manual, 9.4 String Functions; appendix C, SQL Key Words).
public final class Sql {
    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_]*");

    /// Every key word that PostgreSQL 15 to 18 does not class as unreserved: `quote_ident` quotes these.
    private static final Set<String> KEY_WORDS = Set.of(("""
            all analyse analyze and any array as asc asymmetric authorization between bigint binary bit boolean both \
            case cast char character check coalesce collate collation column concurrently constraint create cross \
            current_catalog current_date current_role current_schema current_time current_timestamp current_user dec \
            decimal default deferrable desc distinct do else end except exists extract false fetch float for foreign \
            freeze from full grant greatest group grouping having ilike in initially inner inout int integer intersect \
            interval into is isnull join json json_array json_arrayagg json_exists json_object json_objectagg \
            json_query json_scalar json_serialize json_table json_value lateral leading least left like limit \
            localtime localtimestamp merge_action national natural nchar none normalize not notnull null nullif \
            numeric offset on only or order out outer overlaps overlay placing position precision primary real \
            references returning right row select session_user setof similar smallint some substring symmetric \
            system_user table tablesample then time timestamp to trailing treat trim true union unique user using \
            values varchar variadic verbose when where window with xmlattributes xmlconcat xmlelement xmlexists \
            xmlforest xmlnamespaces xmlparse xmlpi xmlroot xmlserialize xmltable""").split(" "));

    private static final int LONGEST_NAME = 63;

    private Sql() {}

    /// An identifier as SQL writes it, in double quotes only where they are needed.
    public static String identifier(String name) {
        return PLAIN.matcher(name).matches() && !KEY_WORDS.contains(name)
                ? name
                : '"' + name.replace("\"", "\"\"") + '"';
    }

    /// A name for something new, within the server's 63 bytes: two parts, the first one shortened.
    /// Names in other scripts take up to four bytes a letter.
    public static String name(String first, String rest) {
        String name = first + rest;
        while (name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME && name.length() > 1) {
            int end = name.length() - rest.length();
            name = end > 0 ? name.substring(0, name.offsetByCodePoints(end, -1)) + rest : name.substring(1);
        }
        return name;
    }

    /// A string constant, safe whatever `standard_conforming_strings` is.
    public static String literal(String value) {
        String quoted = "'" + value.replace("'", "''") + "'";
        return value.indexOf('\\') < 0 ? quoted : " E" + quoted.replace("\\", "\\\\");
    }
}
