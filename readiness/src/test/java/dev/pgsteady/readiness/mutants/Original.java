package dev.pgsteady.readiness.mutants;

import dev.pgsteady.core.Finding.Subject;
import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Sql;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.schema.Column;
import dev.pgsteady.schema.Constraint.ForeignKey;
import dev.pgsteady.schema.DataType;
import dev.pgsteady.schema.Index;
import dev.pgsteady.schema.Routine;
import dev.pgsteady.schema.Schema;
import dev.pgsteady.schema.Table;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A schema before anything was spoilt, with what defects ask of it. The questions are put to the catalog alone, not to
/// the rules' own code, so that a rule and its mutant cannot share a mistake.
///
/// @param name  the product
/// @param found what the rules find as it is
record Original(String name, Facts facts, Set<Found> found) {
    /// What a tool (of migrations, of partitions) keeps for itself; several rules leave it alone on purpose.
    private static final Pattern TOOLS = Pattern.compile(
            "(?i)partman\\..*|.*(schema_migrations|ar_internal_metadata|_prisma_migrations|data_migrations).*");

    /// Records of what happened; several rules leave those alone on purpose.
    private static final Pattern JOURNALS =
            Pattern.compile("(?i).*(log|history|audit|trail|archive|journal|tombstone|deleted|backup).*");

    private static final Set<String> PLAIN =
            Set.of("int2", "int4", "int8", "text", "varchar", "bool", "date", "timestamp", "timestamptz", "uuid");

    Original {
        found = Set.copyOf(found);
    }

    /// A foreign key and the table that declares it.
    record Reference(Table table, ForeignKey key) {
        Subject subject() {
            return Mutant.constraint(table, key.name());
        }
    }

    Schema schema() {
        return facts.schema();
    }

    /// The ordinary tables that stand alone: no partitions, no parents or children, no tool's own.
    Stream<Table> tables() {
        Set<QualifiedName> parents =
                schema().tables().stream().flatMap(t -> t.inherits().stream()).collect(Collectors.toSet());
        return schema().tables().stream()
                .filter(t -> t.kind() == Table.Kind.ORDINARY && t.extension().isEmpty())
                .filter(t -> !t.isPartition() && t.inherits().isEmpty() && !parents.contains(t.name()))
                .filter(t -> !TOOLS.matcher(t.name().sql()).matches());
    }

    /// Those of [#tables()] whose rows are what they are about, rather than a record of what happened.
    Stream<Table> subjects() {
        return tables().filter(t -> !JOURNALS.matcher(t.name().name()).matches());
    }

    /// The foreign keys of [#tables()] of which nothing is found.
    Stream<Reference> references() {
        return tables().flatMap(t -> t.foreignKeys().stream()
                        .filter(k -> !k.common().inherited() && k.common().validated())
                        .map(k -> new Reference(t, k)))
                .filter(r -> clean(r.subject()));
    }

    /// The functions and procedures whose names are looked up when they run, and by the caller's search_path.
    Stream<Routine> loose() {
        return schema().routines().stream()
                .filter(r -> r.extension().isEmpty() && !r.securityDefiner())
                .filter(r -> r.kind() == Routine.Kind.FUNCTION || r.kind() == Routine.Kind.PROCEDURE)
                .filter(r -> r.language().equals("plpgsql")
                        || (r.language().equals("sql") && r.definition().contains("AS $")))
                .filter(r -> r.settings().isEmpty());
    }

    /// Whether the rule has nothing to say of this yet.
    boolean lacks(String rule, Subject subject) {
        return !found.contains(new Found(new RuleId(rule), subject));
    }

    /// How many findings the rule has.
    long count(String rule) {
        return found.stream().filter(f -> f.rule().equals(new RuleId(rule))).count();
    }

    /// Whether no rule has anything to say of this.
    boolean clean(Subject subject) {
        return found.stream().noneMatch(f -> f.subject().equals(subject));
    }

    /// Whether a foreign key points at the table.
    boolean referred(Table table) {
        return schema().tables().stream()
                .flatMap(t -> t.foreignKeys().stream())
                .anyMatch(k -> k.target().equals(table.name()));
    }

    /// Whether a foreign key points at the column.
    boolean referred(Table table, String column) {
        return schema().tables().stream()
                .flatMap(t -> t.foreignKeys().stream())
                .anyMatch(k ->
                        k.target().equals(table.name()) && k.targetColumns().contains(column));
    }

    /// Whether a view reads the table.
    boolean viewed(Table table) {
        return schema().views().stream().anyMatch(v -> v.dependsOn().contains(table.name()));
    }

    /// Whether any key, check, index or trigger of the table says the column's name.
    static boolean alone(Table table, String column) {
        Pattern name = Pattern.compile("(?<![\\w\"])\"?" + Pattern.quote(column) + "\"?(?![\\w\"])");
        Stream<String> texts = Stream.of(
                        table.indexes().stream().map(Index::definition),
                        table.constraints().stream().map(c -> c.definition()),
                        table.triggers().stream().map(Table.Trigger::definition))
                .flatMap(s -> s);
        return texts.noneMatch(t -> name.matcher(t).find());
    }

    /// The words of a name that is written with underscores, in lower case.
    static List<String> words(String name) {
        return Arrays.asList(name.toLowerCase(Locale.ROOT).split("_", -1));
    }

    static String last(String name) {
        return words(name).getLast();
    }

    /// Whether the type is one of the plainest that a btree sorts, not in a domain.
    static boolean plain(DataType type) {
        return PLAIN.stream().anyMatch(type::is);
    }

    static boolean text(Column column) {
        return column.type().is("text") || column.type().is("varchar");
    }

    static String list(List<String> columns) {
        return columns.stream().map(Sql::identifier).collect(Collectors.joining(", "));
    }

    /// `ALTER TABLE` of this table.
    static String alter(Table table, String how) {
        return "ALTER TABLE %s %s;".formatted(table.name().sql(), how);
    }
}
