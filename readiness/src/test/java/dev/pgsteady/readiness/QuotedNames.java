package dev.pgsteady.readiness;

import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.readiness.TrapFile.Case;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Gives everything that a trap case made a name that has to be quoted: a capital, a letter beyond ASCII, a blank and
/// a double quote come first, and so the words by which rules know a column stay. Names too long for that stay too.
final class QuotedNames {
    private static final String BEFORE = "Na\u00efve \"x\" ";
    private static final Pattern WORD = Pattern.compile("[a-z_][a-z0-9_]*");
    private static final Set<String> NAMED = Set.of("rows", "use", "column", "index", "sequence", "sample");

    /// The catalog's names, each with the command that changes it: what it is, its owner first.
    private static final String RENAME = """
            do $do$
            declare
              before constant text := %s;
              own constant oid[] := array(select oid from pg_namespace
                where nspname not like 'pg\\_%%' and nspname <> 'information_schema');
              parts constant oid[] := array(select objid from pg_depend where deptype = 'e');
              r record;
            begin
              for r in select c.oid, relname as name from pg_class c
                  where relnamespace = any(own) and relkind in ('r','p','v','m','S','i','I') and c.oid <> all(parts)
                    and octet_length(relname) < 52 loop
                execute format('alter table %%s rename to %%I', r.oid::regclass, before || r.name);
              end loop;
              for r in select attrelid as oid, attname as name from pg_attribute a join pg_class c on c.oid = attrelid
                  where relnamespace = any(own) and relkind in ('r','p') and attnum > 0 and not attisdropped
                    and attinhcount = 0 and c.oid <> all(parts) loop
                execute format('alter table %%s rename column %%I to %%I', r.oid::regclass, r.name, before || r.name);
              end loop;
              for r in select conrelid as oid, conname as name from pg_constraint
                  where connamespace = any(own) and conrelid <> 0 and coninhcount = 0 and contype in ('c','f') loop
                execute format('alter table %%s rename constraint %%I to %%I', r.oid::regclass, r.name, before || r.name);
              end loop;
              for r in select oid, proname as name from pg_proc
                  where pronamespace = any(own) and oid <> all(parts) loop
                execute format('alter routine %%s rename to %%I', r.oid::regprocedure, before || r.name);
              end loop;
              for r in select oid, typname as name from pg_type
                  where typnamespace = any(own) and typtype in ('d','e') and oid <> all(parts) loop
                execute format('alter type %%s rename to %%I', r.oid::regtype, before || r.name);
              end loop;
              for r in select polrelid as oid, polname as name from pg_policy loop
                execute format('alter policy %%I on %%s rename to %%I', r.name, r.oid::regclass, before || r.name);
              end loop;
              for r in select tgrelid as oid, tgname as name from pg_trigger where not tgisinternal and tgparentid = 0 loop
                execute format('alter trigger %%I on %%s rename to %%I', r.name, r.oid::regclass, before || r.name);
              end loop;
              for r in select nspname as name from pg_namespace
                  where oid = any(own) and nspname <> 'public' and oid <> all(parts) loop
                execute format('alter schema %%I rename to %%I', r.name, before || r.name);
              end loop;
              for r in select rolname as name from pg_roles where rolname like 'trap\\_%%' loop
                execute format('alter role %%I rename to %%I', r.name, 'trap_' || before || substr(r.name, 6));
              end loop;
            end$do$;
            """.formatted("'" + BEFORE + "'");

    private QuotedNames() {}

    /// Renames what the case made. Its functions keep their text, and are not to be called.
    static void give(Connection connection) throws SQLException {
        TrapDatabases.execute(connection, RENAME);
    }

    /// The case whose directives speak of such names.
    static Case of(Case trap) {
        List<Directive> directives =
                trap.directives().stream().map(QuotedNames::renamed).toList();
        return new Case(trap.expectation(), trap.words() + " (quoted)", trap.sql(), directives);
    }

    private static Directive renamed(Directive directive) {
        if (!NAMED.contains(directive.name())) {
            return directive;
        }
        int names = Set.of("column", "sample").contains(directive.name()) ? 2 : 1;
        List<String> words = IntStream.range(0, directive.words().size())
                .mapToObj(i -> i < names ? renamed(directive.word(i)) : directive.word(i))
                .toList();
        return new Directive(directive.name(), words);
    }

    private static String renamed(String word) {
        return word.contains(".")
                ? qualified(QualifiedName.parse(word)).sql()
                : WORD.matcher(word).replaceAll(QuotedNames::renamed);
    }

    private static String renamed(MatchResult name) {
        return BEFORE + name.group();
    }

    private static QualifiedName qualified(QualifiedName name) {
        List<String> parts = Stream.of(name.schema(), name.name())
                .map(p -> p.equals("public") ? p : BEFORE + p)
                .toList();
        return new QualifiedName(parts.getFirst(), parts.getLast());
    }
}
