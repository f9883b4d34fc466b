package dev.pgsteady.readiness;

import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.schema.Cluster.Role;
import dev.pgsteady.schema.Constraint.ForeignKey;
import dev.pgsteady.schema.DataType;
import dev.pgsteady.schema.Schema;
import dev.pgsteady.schema.Sequence;
import dev.pgsteady.schema.Server;
import dev.pgsteady.schema.Snapshot;
import dev.pgsteady.schema.Statistics.TableUse;
import dev.pgsteady.schema.Table;
import dev.pgsteady.schema.UserType.DomainType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;

/// Everything that a rule may look at, with the lookups that many rules need built once.
public final class Facts {
    private final Snapshot snapshot;
    private final Live live;
    private final Evidence evidence;
    private final Map<QualifiedName, Table> byName = new LinkedHashMap<>();
    private final List<Table> own = new ArrayList<>();
    private final List<Table> roots = new ArrayList<>();
    private final Map<QualifiedName, List<Reference>> referencing = new HashMap<>();
    private final Map<QualifiedName, List<Table>> partitions = new HashMap<>();
    private final Map<QualifiedName, DomainType> domains = new HashMap<>();
    private final Map<QualifiedName, Sequence> sequences = new HashMap<>();
    private final Map<String, NameWords> words = new ConcurrentHashMap<>();
    private final Map<Class<?>, List<?>> once = new ConcurrentHashMap<>();
    private Optional<Map<QualifiedName, List<Reference>>> inferred = Optional.empty();

    /// @param snapshot the catalog and what was measured
    /// @param live     what the server is doing
    /// @param evidence what has been recorded
    public Facts(Snapshot snapshot, Live live, Evidence evidence) {
        this.snapshot = snapshot;
        this.live = live;
        this.evidence = evidence;
        for (Table table : snapshot.schema().tables()) {
            byName.put(table.name(), table);
            if (table.extension().isEmpty() && table.kind() != Table.Kind.FOREIGN) {
                own.add(table);
            }
        }
        own.forEach(this::indexReferences);
        own.forEach(this::indexPartition);
        for (var type : snapshot.schema().types()) {
            if (type instanceof DomainType domain) {
                domains.put(domain.name(), domain);
            }
        }
        snapshot.schema().sequences().forEach(s -> sequences.put(s.name(), s));
    }

    private void indexPartition(Table table) {
        table.partitionOf()
                .ifPresentOrElse(
                        of -> partitions
                                .computeIfAbsent(of.parent(), k -> new ArrayList<>())
                                .add(table),
                        () -> roots.add(table));
    }

    private void indexReferences(Table table) {
        for (ForeignKey key : table.foreignKeys()) {
            if (!key.common().inherited()) {
                referencing
                        .computeIfAbsent(key.target(), k -> new ArrayList<>())
                        .add(new Reference(
                                table.name(),
                                key.columns(),
                                key.target(),
                                key.targetColumns(),
                                Optional.of(key.name())));
            }
        }
    }

    /// A reference from the columns of one table to those of another.
    ///
    /// @param constraint the foreign key that declares it; empty when only names and types suggest it
    public record Reference(
            QualifiedName child,
            List<String> columns,
            QualifiedName parent,
            List<String> parentColumns,
            Optional<String> constraint) {
        public Reference {
            columns = List.copyOf(columns);
            parentColumns = List.copyOf(parentColumns);
        }
    }

    /// The catalog and what was measured.
    public Snapshot snapshot() {
        return snapshot;
    }

    /// The catalog.
    public Schema schema() {
        return snapshot.schema();
    }

    /// The server and the session that looked.
    public Server server() {
        return snapshot.server();
    }

    /// What the server is doing.
    public Live live() {
        return live;
    }

    /// What has been recorded.
    public Evidence evidence() {
        return evidence;
    }

    /// The tables that the team owns: ordinary and partitioned ones and partitions, none of an extension's, none
    /// foreign.
    public List<Table> tables() {
        return Collections.unmodifiableList(own);
    }

    /// Those of [#tables()] that are no partition: what a report names, so that one fault of a partitioned table is one
    /// finding.
    public List<Table> roots() {
        return Collections.unmodifiableList(roots);
    }

    /// The direct partitions of a partitioned table, foreign ones left out.
    public List<Table> partitions(QualifiedName parent) {
        return Collections.unmodifiableList(partitions.getOrDefault(parent, List.of()));
    }

    /// The tables that hold the rows: the table itself, or all partitions at the bottom of a partitioned one.
    public Stream<Table> leaves(Table table) {
        return table.kind() == Table.Kind.PARTITIONED
                ? partitions(table.name()).stream().flatMap(this::leaves)
                : Stream.of(table);
    }

    /// The partitioned table that a partition hangs under, over however many levels; the table itself for any other.
    public Table top(Table table) {
        Table top = table;
        for (var of = top.partitionOf(); of.isPresent(); of = top.partitionOf()) {
            Optional<Table> above = table(of.get().parent());
            if (above.isEmpty()) {
                return top;
            }
            top = above.get();
        }
        return top;
    }

    /// What several rules need and is dear to work out: worked out the first time, by its type.
    /// One may be worked out from another.
    public <T> List<T> once(Class<T> type, Function<Facts, List<T>> read) {
        if (!once.containsKey(type)) {
            once.putIfAbsent(type, List.copyOf(read.apply(this)));
        }
        return once.getOrDefault(type, List.of()).stream().map(type::cast).toList();
    }

    /// The domain that a type is, arrays of it left out.
    public Optional<DomainType> domain(DataType type) {
        return type.array() ? Optional.empty() : Optional.ofNullable(domains.get(type.base()));
    }

    /// The type without the domains that may be wrapped around it.
    public DataType plain(DataType type) {
        DataType plain = type;
        for (var domain = domain(plain); domain.isPresent(); domain = domain(plain)) {
            plain = domain.get().base();
        }
        return plain;
    }

    /// A sequence by its name.
    public Optional<Sequence> sequence(QualifiedName name) {
        return Optional.ofNullable(sequences.get(name));
    }

    /// The words that a name is made of; split once for each name.
    public NameWords words(String name) {
        return words.computeIfAbsent(name, NameWords::of);
    }

    /// Any table by its name.
    public Optional<Table> table(QualifiedName name) {
        return Optional.ofNullable(byName.get(name));
    }

    /// The declared foreign keys that point at this table.
    public List<Reference> referencing(QualifiedName parent) {
        return Collections.unmodifiableList(referencing.getOrDefault(parent, List.of()));
    }

    /// The references that no foreign key declares but names and types suggest ([References]), of this child table.
    public synchronized List<Reference> inferred(QualifiedName child) {
        if (inferred.isEmpty()) {
            Map<QualifiedName, List<Reference>> byChild = new LinkedHashMap<>();
            References.inferred(this)
                    .forEach(r -> byChild.computeIfAbsent(r.child(), k -> new ArrayList<>())
                            .add(r));
            inferred = Optional.of(byChild);
        }
        return Collections.unmodifiableList(inferred.get().getOrDefault(child, List.of()));
    }

    /// What was measured of a table.
    public TableUse use(Table table) {
        return snapshot.statistics().table(table.name());
    }

    /// How many rows a table is thought to have: the planner's estimate or the live counter, whichever is larger; 0
    /// when neither knows. Of a partitioned table, the rows of all its partitions.
    public long rows(Table table) {
        TableUse use = use(table);
        long itself = Math.max(0, Math.max(use.rows(), use.liveRows()));
        return table.kind() == Table.Kind.PARTITIONED
                ? Math.max(
                        itself,
                        partitions(table.name()).stream().mapToLong(this::rows).sum())
                : itself;
    }

    /// The value of a setting, in the setting's own unit.
    public Optional<String> setting(String name) {
        return snapshot.cluster().setting(name);
    }

    /// Whether a setting has this value, compared without regard to case; false when it is hidden.
    public boolean settingIs(String name, String value) {
        return setting(name).filter(value::equalsIgnoreCase).isPresent();
    }

    /// The roles that people and programs log in with, built-in `pg_` roles left out.
    public List<Role> loginRoles() {
        return snapshot.cluster().roles().stream()
                .filter(r -> r.login() && !r.name().startsWith("pg_"))
                .toList();
    }
}
