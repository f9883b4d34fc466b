package dev.pgsteady.schema;

import dev.pgsteady.core.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Sends the queries in the order in which they need each other, and puts their answers together.
final class SnapshotAssembly {
    private final CatalogSession session;
    private final boolean lenient;

    /// @param lenient whether to go on without texts that others' changes keep from being read
    SnapshotAssembly(CatalogSession session, boolean lenient) {
        this.session = session;
        this.lenient = lenient;
    }

    Snapshot read() {
        ServerQuery.Result server = ServerQuery.read(session);
        ClusterQueries.Roles roles = ClusterQueries.roles(session, server.verifiers());
        FrameQuery frame = FrameQuery.read(session);
        Notes notes = Notes.read(session, frame.namespaceNames);
        TypesQuery types = TypesQuery.read(session, frame.namespaceNames);
        Lookup lookup = new Lookup(server.access(), roles.names(), frame.namespaceNames, notes, types.entries);
        RelationsQuery relations = RelationsQuery.read(session, lookup, server.blockSize());
        Texts texts = Texts.read(session, lenient);
        Context context = new Context(lookup, texts, relations, server.server().major());
        Map<Long, List<Column>> columns = ColumnsQuery.read(session, lookup, texts);
        AttachmentsQuery attachments = AttachmentsQuery.read(session, lookup, texts);
        ConstraintsQuery constraints = ConstraintsQuery.read(session, context, columns, attachments.constraintTriggers);
        IndexesQuery indexes = IndexesQuery.read(session, context, columns, server.blockSize());
        TableAssembly tables = new TableAssembly(context, columns, constraints, indexes, attachments);
        Schema schema = new Schema(
                frame.namespaces(lookup),
                tables.tables(),
                tables.views(),
                tables.sequences(),
                RoutinesQuery.read(session, lookup, texts),
                types.declared(lookup, columns, constraints.ofDomains),
                frame.extensions(lookup),
                frame.defaultPrivileges(lookup),
                OthersQuery.read(session, lookup, texts));
        Cluster cluster = ClusterQueries.cluster(session, roles.roles());
        return measured(server, context, indexes, new Described(schema, cluster));
    }

    private record Described(Schema schema, Cluster cluster) {}

    private Snapshot measured(ServerQuery.Result server, Context context, IndexesQuery indexes, Described described) {
        Map<Long, Map<String, Statistics.ColumnUse>> columns = ValuesQueries.columns(session);
        ValuesQueries.Sequences sequences = ValuesQueries.sequences(session, context.major());
        Map<QualifiedName, Statistics.TableUse> tables = new TreeMap<>();
        Map<QualifiedName, Statistics.SequenceUse> values = new TreeMap<>();
        for (RelationsQuery.Relation relation : context.relations().relations.values()) {
            if (relation.kind() == 'S') {
                values.put(
                        relation.name(),
                        sequences.uses().getOrDefault(relation.oid(), new Statistics.SequenceUse(Optional.empty())));
            } else if (relation.kind() != 'v') {
                tables.put(
                        relation.name(),
                        complete(
                                relation.use().table(),
                                indexes.scans.getOrDefault(relation.oid(), 0L),
                                columns.getOrDefault(relation.oid(), Map.of())));
            }
        }
        List<Snapshot.Unseen> unseen = new ArrayList<>(new Hidden(server, context.relations(), sequences).list());
        unseen.addAll(context.texts().unseen());
        return new Snapshot(
                server.server(),
                described.schema,
                described.cluster,
                new Statistics(server.use(), tables, indexes.uses, values),
                unseen);
    }

    private static Statistics.TableUse complete(
            Statistics.TableUse use, long indexScans, Map<String, Statistics.ColumnUse> columns) {
        return new Statistics.TableUse(
                use.rows(),
                use.bytes(),
                use.sequentialScans(),
                use.sequentialRows(),
                indexScans,
                use.inserted(),
                use.updated(),
                use.hotUpdated(),
                use.deleted(),
                use.liveRows(),
                use.deadRows(),
                use.modifiedSinceAnalyze(),
                use.frozenAge(),
                use.lastVacuum(),
                use.lastAnalyze(),
                columns);
    }
}
