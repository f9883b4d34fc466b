package dev.pgsteady.schema;

import dev.pgsteady.core.QualifiedName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Functions, procedures, aggregates and window functions; not the constructors that a range type
/// brings along.
final class RoutinesQuery {
    private static final String SQL = """
            SELECT p.oid, p.proname, p.pronamespace, p.prokind, pg_get_function_identity_arguments(p.oid) AS arguments,
                   CASE WHEN p.prokind <> 'p' THEN pg_get_function_result(p.oid) END AS result,
                   p.proowner, l.lanname, p.prosecdef, p.provolatile, p.proconfig::text AS settings,
                   p.proacl::text AS acl, p.prosqlbody IS NOT NULL AS parsed_body,
                   CASE WHEN p.prokind <> 'a' AND p.prosqlbody IS NULL THEN pg_get_functiondef(p.oid) END AS definition,
                   a.aggtransfn::text AS transition, format_type(a.aggtranstype, NULL) AS state,
                   nullif(a.aggfinalfn::oid, 0)::regproc::text AS final,
                   nullif(a.aggcombinefn::oid, 0)::regproc::text AS combine, quote_literal(a.agginitval) AS initial,
                   nullif(a.aggsortop, 0)::regoperator::text AS sort, p.proparallel,
                   concat_ws(E',\\n    ',
                       'SSPACE = ' || nullif(a.aggtransspace, 0),
                       CASE WHEN a.aggfinalextra THEN 'FINALFUNC_EXTRA' END,
                       'FINALFUNC_MODIFY = ' || CASE WHEN a.aggfinalmodify <> CASE a.aggkind WHEN 'n' THEN 'r' ELSE 'w' END
                           THEN CASE a.aggfinalmodify WHEN 'r' THEN 'READ_ONLY' WHEN 's' THEN 'SHAREABLE' ELSE 'READ_WRITE' END END,
                       'SERIALFUNC = ' || nullif(a.aggserialfn::oid, 0)::regproc,
                       'DESERIALFUNC = ' || nullif(a.aggdeserialfn::oid, 0)::regproc,
                       'MSFUNC = ' || nullif(a.aggmtransfn::oid, 0)::regproc,
                       'MINVFUNC = ' || nullif(a.aggminvtransfn::oid, 0)::regproc,
                       'MSTYPE = ' || format_type(nullif(a.aggmtranstype, 0), NULL),
                       'MSSPACE = ' || nullif(a.aggmtransspace, 0),
                       'MFINALFUNC = ' || nullif(a.aggmfinalfn::oid, 0)::regproc,
                       CASE WHEN a.aggmfinalextra THEN 'MFINALFUNC_EXTRA' END,
                       'MFINALFUNC_MODIFY = ' || CASE WHEN a.aggmtransfn::oid <> 0
                             AND a.aggmfinalmodify <> CASE a.aggkind WHEN 'n' THEN 'r' ELSE 'w' END
                           THEN CASE a.aggmfinalmodify WHEN 'r' THEN 'READ_ONLY' WHEN 's' THEN 'SHAREABLE' ELSE 'READ_WRITE' END END,
                       'MINITCOND = ' || quote_literal(a.aggminitval),
                       CASE WHEN a.aggkind = 'h' THEN 'HYPOTHETICAL' END) AS more
              FROM pg_proc p
              JOIN pg_namespace n ON n.oid = p.pronamespace
              JOIN pg_language l ON l.oid = p.prolang
              LEFT JOIN pg_aggregate a ON a.aggfnoid = p.oid
             WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
               AND NOT EXISTS (SELECT FROM pg_depend d
                                WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'i')""";

    private RoutinesQuery() {}

    /// Sorted by name and arguments.
    static List<Routine> read(CatalogSession session, Lookup lookup, Texts texts) {
        List<Routine> routines = new ArrayList<>();
        session.read("routines", SQL, row -> routines.add(routine(row, lookup, texts)));
        routines.sort(Comparator.comparing(Routine::name).thenComparing(Routine::arguments));
        return routines;
    }

    private static Routine routine(Row row, Lookup lookup, Texts texts) {
        long oid = row.number("oid");
        QualifiedName name = lookup.name(row, "pronamespace", "proname");
        String owner = lookup.role(row.number("proowner"));
        return new Routine(
                name,
                kind(row.letter("prokind")),
                row.text("arguments"),
                row.maybe("result"),
                owner,
                row.text("lanname"),
                row.flag("prosecdef"),
                row.letter("provolatile"),
                row.elements("settings"),
                definition(row, name, texts),
                lookup.access().of(AccessLists.Kind.ROUTINE, owner, row.maybe("acl")),
                lookup.notes().comment(Notes.ROUTINE, oid),
                lookup.notes().extension(Notes.ROUTINE, oid));
    }

    private static Routine.Kind kind(char letter) {
        return switch (letter) {
            case 'p' -> Routine.Kind.PROCEDURE;
            case 'a' -> Routine.Kind.AGGREGATE;
            case 'w' -> Routine.Kind.WINDOW;
            default -> Routine.Kind.FUNCTION;
        };
    }

    private static String definition(Row row, QualifiedName name, Texts texts) {
        if (row.letter("prokind") == 'a') {
            return aggregate(row, name);
        }
        return row.flag("parsed_body") ? texts.of(Texts.Kind.ROUTINE, row.number("oid")) : row.text("definition");
    }

    private static String aggregate(Row row, QualifiedName name) {
        StringBuilder sql = new StringBuilder("CREATE AGGREGATE " + name.sql() + "("
                + (row.text("arguments").isEmpty() ? "*" : row.text("arguments")) + ") (\n");
        sql.append("    SFUNC = ").append(row.text("transition"));
        sql.append(",\n    STYPE = ").append(row.text("state"));
        append(sql, "FINALFUNC", row.maybe("final"));
        append(sql, "COMBINEFUNC", row.maybe("combine"));
        append(sql, "INITCOND", row.maybe("initial"));
        append(sql, "SORTOP", row.maybe("sort").map(RoutinesQuery::operator));
        append(sql, "PARALLEL", parallel(row.letter("proparallel")));
        row.maybe("more")
                .filter(more -> !more.isEmpty())
                .ifPresent(more -> sql.append(",\n    ").append(more));
        return sql.append("\n)\n").toString();
    }

    private static void append(StringBuilder sql, String word, Optional<String> value) {
        value.ifPresent(v -> sql.append(",\n    ").append(word).append(" = ").append(v));
    }

    private static String operator(String withArguments) {
        return "OPERATOR(" + withArguments.substring(0, withArguments.indexOf('(')) + ")";
    }

    private static Optional<String> parallel(char letter) {
        return switch (letter) {
            case 's' -> Optional.of("SAFE");
            case 'r' -> Optional.of("RESTRICTED");
            default -> Optional.empty();
        };
    }
}
