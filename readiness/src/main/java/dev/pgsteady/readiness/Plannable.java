package dev.pgsteady.readiness;

import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.schema.Cluster.Role;
import dev.pgsteady.schema.Constraint;
import dev.pgsteady.schema.Routine;
import dev.pgsteady.schema.Schema.OtherObject;
import dev.pgsteady.schema.Table;
import dev.pgsteady.schema.View;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which statements of others may be planned with our rights.
///
/// Planning runs functions: immutable ones with constant arguments, stable ones to guess how many rows
/// they leave, and whatever is inlined. A statement that a plain role has left in `pg_stat_statements`
/// must not run that role's functions as the superuser who checks. So a statement is left out when it
/// names a function that is neither an extension's nor owned by a superuser or by ourselves, or a
/// relation that such a function is part of.
final class Plannable {
    private static final Set<String> WIRED = Set.of("operator", "operator class", "cast", "rule");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_$]+");

    private final Facts facts;
    private final Set<String> trusted;

    /// Lower case. The server's own that are here run a query over whatever relation they are given.
    private final Set<String> names = new HashSet<>(Set.of(
            "table_to_xml",
            "table_to_xml_and_xmlschema",
            "query_to_xml",
            "query_to_xml_and_xmlschema",
            "schema_to_xml",
            "schema_to_xml_and_xmlschema",
            "database_to_xml",
            "database_to_xml_and_xmlschema",
            "cursor_to_xml"));

    private final boolean none;

    Plannable(Facts facts) {
        this.facts = facts;
        this.trusted = facts.snapshot().cluster().roles().stream()
                .filter(Role::superuser)
                .map(Role::name)
                .collect(Collectors.toSet());
        trusted.add(facts.server().role());
        List<OtherObject> foreign = facts.schema().others().stream()
                .filter(o -> o.extension().isEmpty())
                .toList();
        functions();
        boolean wired = foreign.stream().anyMatch(o -> WIRED.contains(o.kind()) && !trusted.contains(o.owner()));
        relations();
        this.none =
                wired || foreign.stream().flatMap(o -> o.definition().stream()).anyMatch(this::names);
    }

    /// Whether the statement may be planned.
    boolean allows(String statement) {
        return !none
                && statement.indexOf(';') < 0
                && !statement.toLowerCase(Locale.ROOT).contains("u&")
                && !names(statement);
    }

    /// Functions of others that planning may run, and those that call them.
    private void functions() {
        List<Routine> all = facts.schema().routines().stream()
                .filter(r -> r.extension().isEmpty())
                .filter(r -> r.volatility() != 'v' || r.language().equals("sql"))
                .toList();
        all.stream().filter(r -> !trusted.contains(r.owner())).forEach(r -> add(r.name()));
        int before;
        do {
            before = names.size();
            all.stream().filter(r -> names(r.definition())).forEach(r -> add(r.name()));
        } while (names.size() > before);
    }

    /// Tables and views that they are part of.
    private void relations() {
        facts.tables().stream().filter(t -> texts(t).anyMatch(this::names)).forEach(t -> {
            add(t.name());
            add(facts.top(t).name());
            t.inherits().forEach(this::add);
        });
        int before;
        do {
            before = names.size();
            facts.schema().views().stream()
                    .filter(v -> names(v.query()))
                    .map(View::name)
                    .forEach(this::add);
        } while (names.size() > before);
    }

    private Stream<String> texts(Table table) {
        return Stream.of(
                        table.columns().stream().flatMap(c -> c.defaultExpression().stream()),
                        table.indexes().stream().map(i -> i.definition()),
                        table.constraints().stream().map(Constraint::definition),
                        table.partitionKey().stream(),
                        table.policies().stream()
                                .flatMap(p -> Stream.concat(p.using().stream(), p.withCheck().stream())))
                .flatMap(s -> s);
    }

    private void add(QualifiedName name) {
        names.add(name.name().toLowerCase(Locale.ROOT).replace("\"", "\"\""));
    }

    private boolean names(String sql) {
        String text = sql.toLowerCase(Locale.ROOT);
        Set<String> words = WORD.matcher(text).results().map(r -> r.group()).collect(Collectors.toSet());
        return names.stream().anyMatch(n -> WORD.matcher(n).matches() ? words.contains(n) : text.contains(n));
    }
}
