package dev.pgsteady.backup;

import dev.pgsteady.backup.Ddl.Step;
import dev.pgsteady.backup.Manifest.DatabaseContent;
import dev.pgsteady.backup.Manifest.TableContent;
import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Database;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.Secret;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.StatementWords;
import dev.pgsteady.embedded.Address;
import dev.pgsteady.embedded.Machine;
import dev.pgsteady.embedded.Progress;
import dev.pgsteady.embedded.ThrowAwayServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Writes a database of a backup for programs that are not pgsteady: as one SQL script for psql, or as a
/// directory for pg_restore. The backup is restored into a throw-away server, compared, and written from
/// there, so that what is written was proved.
public final class Export {
    private static final String SESSION = """
            SET statement_timeout = 0;
            SET lock_timeout = 0;
            SET standard_conforming_strings = on;
            SET check_function_bodies = off;
            SET search_path = pg_catalog, pg_temp;
            SET client_min_messages = warning;
            SET row_security = off;
            SET DateStyle = 'ISO, MDY';
            SET IntervalStyle = postgres;
            SET TimeZone = 'UTC';
            SET xmloption = content;
            """;

    private final Repository repository;
    private final InstantSource clock;
    private final Machine machine;
    private final WorkProgress progress;

    /// @param machine where the throw-away server runs
    public Export(Repository repository, InstantSource clock, Machine machine, WorkProgress progress) {
        this.repository = repository;
        this.clock = clock;
        this.machine = machine;
        this.progress = progress;
    }

    /// What is done with a restored database.
    @FunctionalInterface
    private interface Writing {
        void write(Place restored, DatabaseContent content) throws SQLException, IOException;
    }

    private record Place(Address server, String database) {
        ConnectionSettings settings() {
            return ConnectionSettings.to(server.host(), server.port(), database, server.user())
                    .withPassword(Secret.of(server.readPassword()));
        }
    }

    /// Writes one SQL script: what rows need, rows as text, sequences, what needs rows, settings. Roles are
    /// not in it.
    ///
    /// @param database which of the backup's databases; empty for the only one
    /// @param out      gets the script; it is flushed and left open
    /// @throws Problem DAMAGED when the backup is; FILE when it cannot be written; those of the throw-away
    ///                 server
    public Exported toSql(BackupSet set, Optional<String> database, OutputStream out) {
        return restored(set, database, (place, content) -> {
            script(place.settings(), content, out);
            out.flush();
        });
    }

    /// Writes a directory as `pg_dump --format=directory` does.
    ///
    /// @param folder must not exist
    /// @throws Problem CONFIGURATION when there is no pg_dump that fits; FILE when the folder is there
    public Exported toDirectory(BackupSet set, Optional<String> database, Path folder) {
        DumpProgram.requireNew(folder);
        return restored(set, database, (place, content) -> {
            progress.at("Writing " + folder, 0, 0);
            DumpProgram.fitting(place.settings()).write(place.server(), place.database(), folder);
        });
    }

    /// Lets somebody read the restored and compared database, for as long as that takes.
    public Exported read(BackupSet set, Optional<String> database, Consumer<ConnectionSettings> reader) {
        return restored(set, database, (place, content) -> reader.accept(place.settings()));
    }

    private Exported restored(BackupSet set, Optional<String> database, Writing writing) {
        Manifest manifest = repository.manifest(set);
        DatabaseContent content = Restore.content(manifest, database);
        List<String> notes = new ArrayList<>();
        try (Lease lease = Lease.read(repository.store(), clock, "export");
                ThrowAwayServer server = ThrowAwayServer.start(machine, Progress.NONE);
                ServerWork work = new ServerWork(new Place(server.address(), "postgres").settings())) {
            work.roles(manifest.globals());
            String name = work.exists(content.name()) ? content.name() + "_export" : content.name();
            notes.addAll(work.create(name, content.locale()));
            work.finished(name);
            Place place = new Place(server.address(), name);
            new Loading(repository, place.settings(), LoadOptions.USUAL, progress).run(content);
            Compared compared = new Comparison(repository, place.settings(), LoadOptions.USUAL, progress)
                    .across(content, manifest.server().major());
            Restore.requireSame(set, compared.differences());
            notes.addAll(compared.notes());
            lease.requireHeld();
            writing.write(place, content);
        } catch (SQLException e) {
            throw StatementWords.of(e);
        } catch (IOException e) {
            throw new Problem(
                    Problem.Kind.FILE,
                    "The export cannot be written: %s.".formatted(e.getMessage()),
                    "Write it to a place with room; what is there is not whole.",
                    e);
        }
        return new Exported(set.id(), content.name(), content.rows(), notes);
    }

    private void script(ConnectionSettings settings, DatabaseContent content, OutputStream out)
            throws SQLException, IOException {
        Ddl ddl = Ddl.read(repository, content);
        boolean bytes = "SQL_ASCII".equals(content.locale().get("encoding"));
        String encoding = bytes ? "SQL_ASCII" : "UTF8";
        write(
                out,
                "-- Database %s, of a backup of %s. For psql, in an empty database whose roles are there.\n"
                        .formatted(Sql.identifier(content.name()), content.snapshotAt()));
        write(out, "\\set ON_ERROR_STOP on\n");
        write(out, "SET client_encoding = '%s';\n".formatted(encoding) + SESSION);
        statements(out, ddl.before());
        tables(settings, content, encoding, out);
        for (Manifest.SequenceValue value : content.sequences()) {
            write(
                    out,
                    "SELECT setval(%s, %d, %s) \\gset pgsteady_\n"
                            .formatted(
                                    Sql.literal(value.sequence().qualified().sql()),
                                    value.lastValue(),
                                    value.called()));
        }
        statements(out, ddl.after());
        for (String setting : content.settings()) {
            write(out, setting.replace("\"{name}\"", ":\"DBNAME\"") + ";\n");
        }
        write(out, "ANALYZE;\n");
    }

    private void tables(ConnectionSettings settings, DatabaseContent content, String encoding, OutputStream out)
            throws SQLException, IOException {
        try (Connection connection = Database.connect(settings)) {
            SourceSession.canonical(connection, "SET LOCAL lock_timeout = 0");
            long done = 0;
            for (TableContent table : content.tables()) {
                progress.at("Writing rows", done, content.rows());
                rows(connection, table, encoding, out);
                done += table.rows();
            }
        }
    }

    private static void statements(OutputStream out, List<Step> steps) throws IOException {
        for (Step step : steps) {
            for (String sql : step.statements()) {
                write(out, sql + ";\n");
            }
        }
    }

    private static void rows(Connection connection, TableContent table, String encoding, OutputStream out)
            throws SQLException, IOException {
        boolean large = table.table().qualified().equals(LogicalBackup.LARGE_OBJECTS);
        CopyText copy = new CopyText(table.table().qualified(), table.filter(), table.columns(), false, encoding);
        if (large) {
            write(out, LargeObjects.CREATE + ";\n");
        }
        write(out, copy.in(large ? new QualifiedName("pg_temp", LargeObjects.TABLE) : copy.table(), false) + ";\n");
        try {
            RowStream.read(connection, copy.out(""), false, (row, offset, length) -> {
                try {
                    out.write(row, offset, length);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw new IOException(e);
        }
        write(out, "\\.\n");
        if (large) {
            write(out, LargeObjects.script());
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
