package dev.pgsteady.jpa.extract;

import dev.pgsteady.core.Sql;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.hibernate.boot.model.relational.AuxiliaryDatabaseObject;
import org.hibernate.boot.model.relational.Namespace;
import org.hibernate.boot.model.relational.Sequence;
import org.hibernate.boot.model.relational.SqlStringGenerationContext;
import org.hibernate.boot.model.relational.internal.SqlStringGenerationContextImpl;
import org.hibernate.boot.spi.MetadataImplementor;
import org.hibernate.dialect.Dialect;
import org.hibernate.engine.config.spi.ConfigurationService;
import org.hibernate.mapping.Table;

/// The statements that make the schema of Hibernate's model. Written here and not taken from Hibernate's
/// exporter, which writes some of them so that PostgreSQL refuses them, and leaves names, order and actions
/// to chance.
final class SchemaDdl {
    private static final String PUBLIC = "public";

    private final MetadataImplementor metadata;
    private final ColumnTypes types;
    private final Marks marks;
    private final Names names;
    private final Dialect dialect;
    private final SqlStringGenerationContext context;
    private final Set<String> statements = new LinkedHashSet<>();

    SchemaDdl(MetadataImplementor metadata, ColumnTypes types, Marks marks) {
        this.metadata = metadata;
        this.marks = marks;
        this.types = types;
        this.dialect = metadata.getDatabase().getDialect();
        Namespace.Name usual = metadata.getDatabase().getPhysicalImplicitNamespaceName();
        this.names = new Names(usual.schema() == null ? defaultSchema() : Names.text(usual.schema()));
        this.context = SqlStringGenerationContextImpl.fromExplicit(
                metadata.getDatabase().getJdbcEnvironment(), metadata.getDatabase(), null, names.schema());
    }

    private String defaultSchema() {
        Object set = metadata.getMetadataBuildingOptions()
                .getServiceRegistry()
                .requireService(ConfigurationService.class)
                .getSettings()
                .get("hibernate.default_schema");
        return set == null ? PUBLIC : set.toString();
    }

    /// All statements, in an order in which they run.
    List<String> statements() {
        KeptColumns kept = new KeptColumns(marks, metadata, dialect.getVersion().getMajor());
        kept.apply();
        Added added = new Added(names);
        Map<Table, String> divided = new PartitionMarks(marks, added, types).write();
        added.write(marks);
        List<Table> tables = metadata.collectTableMappings().stream()
                .filter(Table::isPhysicalTable)
                .sorted(Comparator.comparing(names::of))
                .toList();
        schemas(tables);
        statements.addAll(added.before());
        EnumTypes enums = EnumTypes.of(tables);
        metadata.getDatabase().getAuxiliaryDatabaseObjects().stream()
                .filter(a -> a.appliesToDialect(dialect))
                .filter(AuxiliaryDatabaseObject::beforeTablesOnCreation)
                .forEach(a -> enums.statements(texts(a)).forEach(statements::add));
        userTypes();
        sequences();
        ColumnOrder order = new ColumnOrder(metadata);
        SubclassColumns subclasses = new SubclassColumns(metadata);
        TableDdl.Surroundings surroundings = new TableDdl.Surroundings(types, names, divided, kept.living());
        List<TableDdl> written = tables.stream()
                .filter(t -> !t.isView())
                .map(t -> new TableDdl(t, order.of(t), subclasses, surroundings))
                .toList();
        written.forEach(t -> statements.addAll(t.create()));
        written.forEach(t -> statements.addAll(t.indexes()));
        ForeignKeys keys = new ForeignKeys(metadata, names);
        tables.forEach(t -> statements.addAll(keys.of(t)));
        statements.addAll(added.after());
        tables.stream().filter(Table::isView).forEach(this::view);
        metadata.getDatabase().getAuxiliaryDatabaseObjects().stream()
                .filter(a -> a.appliesToDialect(dialect))
                .filter(a -> !a.beforeTablesOnCreation())
                .forEach(a -> statements.addAll(texts(a)));
        return List.copyOf(statements);
    }

    private List<String> texts(AuxiliaryDatabaseObject object) {
        return Arrays.asList(object.sqlCreateStrings(context));
    }

    /// Types and check expressions name what they need without a schema, as the application's sessions see
    /// it.
    private void schemas(List<Table> tables) {
        Set<String> schemas = new TreeSet<>();
        schemas.add(names.schema());
        tables.forEach(t -> schemas.add(names.of(t).schema()));
        all().forEach(s -> schemas.add(names.of(s.getName()).schema()));
        schemas.remove(PUBLIC);
        schemas.forEach(s -> statements.add("CREATE SCHEMA IF NOT EXISTS " + Sql.identifier(s)));
        if (!names.schema().equals(PUBLIC)) {
            statements.add("SET search_path TO " + Sql.identifier(names.schema()) + ", " + PUBLIC);
        }
    }

    private List<Sequence> all() {
        List<Sequence> sequences = new ArrayList<>();
        for (Namespace namespace : metadata.getDatabase().getNamespaces()) {
            namespace.getSequences().forEach(sequences::add);
        }
        sequences.sort(Comparator.comparing(s -> names.of(s.getName())));
        return sequences;
    }

    private void sequences() {
        for (Sequence sequence : all()) {
            int step = sequence.getIncrementSize();
            int start = sequence.getInitialValue();
            StringBuilder sql = new StringBuilder("CREATE SEQUENCE ")
                    .append(names.of(sequence.getName()).sql())
                    .append(" INCREMENT BY ")
                    .append(step);
            if (step < 0 && start > -1) {
                sql.append(" MAXVALUE ").append(start);
            } else if (step > 0 && start < 1) {
                sql.append(" MINVALUE ").append(start);
            }
            sql.append(" START WITH ").append(start);
            statements.add(withOptions(sql.toString(), sequence.getOptions()));
        }
    }

    static String withOptions(String sql, @org.jspecify.annotations.Nullable String options) {
        return options == null || options.isBlank() ? sql : sql + " " + options.strip();
    }

    private void userTypes() {
        for (Namespace namespace : metadata.getDatabase().getNamespaces()) {
            namespace
                    .getDependencyOrderedUserDefinedTypes()
                    .forEach(type -> statements.addAll(Arrays.asList(
                            dialect.getUserDefinedTypeExporter().getSqlCreateStrings(type, metadata, context))));
        }
    }

    private void view(Table table) {
        statements.add("CREATE VIEW " + names.of(table).sql() + " AS "
                + table.getViewQuery().strip());
    }

    /// Whether a clause begins with a word, whatever its case.
    static boolean begins(String clause, String word) {
        return clause.strip().toLowerCase(Locale.ROOT).startsWith(word);
    }
}
