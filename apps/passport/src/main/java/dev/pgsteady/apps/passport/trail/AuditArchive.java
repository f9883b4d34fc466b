package dev.pgsteady.apps.passport.trail;

import dev.pgsteady.apps.passport.files.Folders;
import dev.pgsteady.apps.web.problems.Refusal;
import dev.pgsteady.core.QualifiedName;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Takes a month of audits out of the database into a file: a CSV with a line of names, compressed.
@Service
public class AuditArchive {
    private final JdbcTemplate database;
    private final AuditMonths months;
    private final Trail trail;
    private final Folders folders;

    AuditArchive(JdbcTemplate database, AuditMonths months, Trail trail, Folders folders) {
        this.database = database;
        this.months = months;
        this.trail = trail;
        this.folders = folders;
    }

    /// What was taken out.
    public record Archived(YearMonth month, String file, long rows, long bytes) {}

    /// Writes a month that is over to a file, reads the file again, and drops the month when all of it is
    /// there. The file is complete before the transaction commits, so at no time is the month in neither
    /// place; and none is written over, so an archive that was made before stays.
    ///
    /// @throws Refusal when the month is not over, or not there
    @Transactional
    public Archived archive(Asker asker, YearMonth month) {
        if (!month.isBefore(YearMonth.now(ZoneOffset.UTC))) {
            throw new Refusal(HttpStatus.CONFLICT, "The month " + month + " is not over.");
        }
        AuditMonths.Month there = months.list().stream()
                .filter(m -> m.month().equals(month))
                .findFirst()
                .orElseThrow(() -> Refusal.unknown("month of audits"));
        String partition = new QualifiedName("public", there.partition()).sql();
        database.execute("SET LOCAL lock_timeout = '5s'");
        database.execute("LOCK TABLE " + partition + " IN SHARE MODE");
        Path file = folders.archive().resolve(there.partition() + "-" + UUID.randomUUID() + ".csv.gz");
        long rows = written(partition, file);
        database.execute("ALTER TABLE generation_audits DETACH PARTITION " + partition);
        database.execute("DROP TABLE " + partition);
        trail.noteStaff(asker, Action.ARCHIVE, Map.of("month", month.toString(), "rows", rows));
        return new Archived(month, file.getFileName().toString(), rows, size(file));
    }

    private long written(String partition, Path file) {
        try {
            Files.createDirectories(file.getParent());
            Path unfinished = Files.createTempFile(file.getParent(), "month", ".part");
            try {
                long rows = copy(partition, unfinished);
                if (rows != lines(unfinished)) {
                    throw new IOException("it has not the " + rows + " rows that were written");
                }
                try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
                    channel.force(true);
                }
                Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
                return rows;
            } finally {
                Files.deleteIfExists(unfinished);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the archive " + file + " could not be written", e);
        }
    }

    /// Texts keep their line breaks in quotes, so rows are not lines; `details` and `user_agent` are
    /// written as JSON.
    private long copy(String partition, Path file) {
        ConnectionCallback<Long> work = connection -> {
            try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
                return connection.unwrap(PGConnection.class).getCopyAPI().copyOut("""
                    COPY (SELECT id, "timestamp", generation_id, user_id, action, host(ip_address) AS ip_address,
                                 to_json(user_agent) AS user_agent, details::text AS details
                          FROM %s ORDER BY "timestamp", id)
                    TO STDOUT (FORMAT csv, HEADER)\
                    """.formatted(partition), out);
            } catch (IOException e) {
                throw new SQLException("the archive could not be written", e);
            }
        };
        @Nullable Long rows = database.execute(work);
        return rows == null ? 0 : rows;
    }

    private static long lines(Path file) throws IOException {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            return lines.lines().count() - 1;
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
