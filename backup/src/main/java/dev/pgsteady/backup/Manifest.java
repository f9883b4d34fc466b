package dev.pgsteady.backup;

import dev.pgsteady.core.QualifiedName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a backup holds and where: everything that a restore and a proof need besides the parts.
///
/// @param format     of this record: 1
/// @param set        the backup's id
/// @param started    when it was begun, by the clock of the machine that took it
/// @param tool       the version of pgsteady
/// @param server     what it was taken from
/// @param databases  the logical backups in it; none in a physical one
/// @param globals    roles, memberships and their settings; empty when they could not be read
/// @param physical   the copy of the whole server; empty in a logical one
/// @param warnings   sentences about what a reader must know
public record Manifest(
        int format,
        SetId set,
        Instant started,
        String tool,
        ServerFacts server,
        List<DatabaseContent> databases,
        List<String> globals,
        Optional<PhysicalContent> physical,
        List<String> warnings) {
    /// The layout that this version writes.
    public static final int FORMAT = 1;

    public Manifest {
        databases = List.copyOf(databases);
        globals = List.copyOf(globals);
        warnings = List.copyOf(warnings);
    }

    /// The roles that may log in and whose passwords are not in the backup, as SQL names them.
    public List<String> rolesWithoutPassword() {
        return Globals.withoutPassword(globals);
    }

    /// The server that a backup was taken from.
    ///
    /// @param version          `server_version_num`, as in 150018
    /// @param systemIdentifier of `pg_control`, in decimal; empty where the role may not read it
    /// @param timeline         the timeline; 0 where unknown
    public record ServerFacts(int version, Optional<String> systemIdentifier, int timeline) {
        /// As in 15.
        public int major() {
            return version / 10_000;
        }
    }

    /// One database at one instant.
    ///
    /// @param locale     encoding, collation and what else `CREATE DATABASE` wants, by the columns of
    ///                   `pg_database`
    /// @param settings   its `ALTER DATABASE` and `ALTER ROLE IN DATABASE` statements, comment and rights
    /// @param snapshotAt the server's clock when the snapshot was taken
    /// @param lsn        the write-ahead log's position at that time, as in `0/16B3748`
    /// @param ddl        the part that holds a [Ddl]
    /// @param extensions what must be there to restore, by name with its version
    /// @param tables     large objects are among them as `pg_catalog.pg_largeobject`
    public record DatabaseContent(
            String name,
            Map<String, String> locale,
            List<String> settings,
            Instant snapshotAt,
            String lsn,
            List<PartId> ddl,
            Map<String, String> extensions,
            List<TableContent> tables,
            List<SequenceValue> sequences) {
        public DatabaseContent {
            locale = Map.copyOf(locale);
            settings = List.copyOf(settings);
            ddl = List.copyOf(ddl);
            extensions = Map.copyOf(extensions);
            tables = List.copyOf(tables);
            sequences = List.copyOf(sequences);
        }

        /// How many rows all its tables have.
        public long rows() {
            return tables.stream().mapToLong(TableContent::rows).sum();
        }
    }

    /// The rows of a table.
    ///
    /// @param table    its schema and name
    /// @param filter   the condition under which rows are data rather than part of an extension; empty
    ///                 for every row
    /// @param columns  in the order in which COPY sends them; without generated ones
    /// @param binary   whether COPY's format is binary
    public record TableContent(
            Name table,
            String filter,
            List<String> columns,
            boolean binary,
            long rows,
            Fingerprint fingerprint,
            List<Segment> segments) {
        public TableContent {
            columns = List.copyOf(columns);
            segments = List.copyOf(segments);
        }
    }

    /// The name of a table or sequence.
    public record Name(String schema, String name) {
        /// As the rest of pgsteady names it.
        public QualifiedName qualified() {
            return new QualifiedName(schema, name);
        }

        static Name of(QualifiedName name) {
            return new Name(name.schema(), name.name());
        }
    }

    /// Rows of one table within a part. What COPY sends before the first row and after the last is not
    /// kept.
    ///
    /// @param part   the part
    /// @param offset where the rows begin in the part's content
    /// @param bytes  how long they are
    public record Segment(PartId part, long offset, long bytes, long rows, Fingerprint fingerprint) {}

    /// Where a sequence stands.
    public record SequenceValue(Name sequence, long lastValue, boolean called) {}
}
