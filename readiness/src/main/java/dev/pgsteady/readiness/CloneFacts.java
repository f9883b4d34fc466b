package dev.pgsteady.readiness;

import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.schema.Cluster;
import dev.pgsteady.schema.Cluster.Role;
import dev.pgsteady.schema.Cluster.Setting;
import dev.pgsteady.schema.Snapshot;
import dev.pgsteady.schema.Statistics;
import dev.pgsteady.schema.Statistics.IndexUse;
import dev.pgsteady.schema.Statistics.TableUse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The facts of a source as they would be had its clone's changes been made to it: the clone's schema, the
/// source's measures, and of roles and settings what changed on the clone.
///
/// @param source what was read of the source
/// @param first  the clone when it was just made
record CloneFacts(Facts source, Snapshot first) {
    Facts of(Snapshot clone) {
        Snapshot from = source.snapshot();
        Snapshot as = new Snapshot(
                from.server(), clone.schema(), cluster(clone.cluster()), statistics(clone.statistics()), from.unseen());
        boolean counted =
                clone.schema().extensions().stream().anyMatch(e -> e.name().equals("pg_stat_statements"));
        return new Facts(as, source.live().withStatementsInstalled(counted), source.evidence());
    }

    private Statistics statistics(Statistics clone) {
        Statistics from = source.snapshot().statistics();
        Map<QualifiedName, TableUse> tables = new HashMap<>(clone.tables());
        from.tables().forEach((name, use) -> tables.computeIfPresent(name, (n, there) -> maintained(n, use, there)));
        Map<QualifiedName, IndexUse> indexes = new HashMap<>(clone.indexes());
        from.indexes().forEach((name, use) -> indexes.computeIfPresent(name, (n, there) -> use));
        return new Statistics(from.database(), tables, indexes, clone.sequences());
    }

    /// The source's measures; when the clone's table was vacuumed or analyzed since it was made, those without
    /// what vacuum and analyze put right.
    private TableUse maintained(QualifiedName name, TableUse use, TableUse now) {
        TableUse made = first.statistics().table(name);
        boolean vacuumed = !made.lastVacuum().equals(now.lastVacuum());
        boolean analyzed = !made.lastAnalyze().equals(now.lastAnalyze());
        return new TableUse(
                analyzed ? Math.max(use.rows(), use.liveRows()) : use.rows(),
                use.bytes(),
                use.sequentialScans(),
                use.sequentialRows(),
                use.indexScans(),
                use.inserted(),
                use.updated(),
                use.hotUpdated(),
                use.deleted(),
                use.liveRows(),
                vacuumed ? 0 : use.deadRows(),
                analyzed ? 0 : use.modifiedSinceAnalyze(),
                use.frozenAge(),
                vacuumed ? now.lastVacuum() : use.lastVacuum(),
                analyzed ? now.lastAnalyze() : use.lastAnalyze(),
                analyzed ? now.columns() : use.columns());
    }

    private Cluster cluster(Cluster clone) {
        Cluster from = source.snapshot().cluster();
        Map<String, Setting> settings = new TreeMap<>(from.settings());
        clone.settings().forEach((name, setting) -> {
            if (!setting.equals(first.cluster().settings().get(name))) {
                settings.put(name, setting);
            }
        });
        return new Cluster(
                roles(from.roles(), clone.roles()),
                changed(from.memberships(), first.cluster().memberships(), clone.memberships()),
                settings,
                changed(from.roleSettings(), first.cluster().roleSettings(), clone.roleSettings()));
    }

    private List<Role> roles(List<Role> from, List<Role> clone) {
        Map<String, Role> before = new HashMap<>();
        first.cluster().roles().forEach(r -> before.put(r.name(), r));
        Map<String, Role> now = new HashMap<>();
        clone.forEach(r -> now.put(r.name(), r));
        return from.stream()
                .filter(r -> !before.containsKey(r.name()) || now.containsKey(r.name()))
                .map(r -> Optional.ofNullable(now.get(r.name()))
                        .filter(n -> !n.equals(before.get(r.name())))
                        .map(n -> withSecrets(n, r))
                        .orElse(r))
                .toList();
    }

    private static Role withSecrets(Role now, Role from) {
        return new Role(
                now.name(),
                now.login(),
                now.superuser(),
                now.createRole(),
                now.createDatabase(),
                now.replication(),
                now.bypassRowSecurity(),
                now.inherit(),
                now.connectionLimit(),
                from.validUntil(),
                from.verifier(),
                from.comment());
    }

    /// What a list is when it goes through the changes that another one went through.
    private static <T> List<T> changed(List<T> from, List<T> before, List<T> after) {
        List<T> list = new ArrayList<>(from);
        before.stream().filter(t -> !after.contains(t)).forEach(list::remove);
        after.stream().filter(t -> !before.contains(t) && !list.contains(t)).forEach(list::add);
        return list;
    }
}
