package dev.pgsteady.migrate;

import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Pace;
import dev.pgsteady.core.Secret;
import dev.pgsteady.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// A folder of revisions in a line and a database to apply them to.
final class Workshop implements AutoCloseable {
    private final Path folder;
    private final TestDatabase database;
    private final List<RunEvent> events = Collections.synchronizedList(new ArrayList<>());
    private Migrations migrations;
    private RunOptions options = RunOptions.USUAL;
    private String last = RevisionFile.NO_PARENTS;
    private int count;

    Workshop(Path folder, TestDatabase database) {
        this.folder = folder;
        this.database = database;
        this.migrations = open(Pace.real());
    }

    static ConnectionSettings settings(TestDatabase database) {
        var address = database.address();
        return ConnectionSettings.to(address.host(), address.port(), database.name(), address.user())
                .withPassword(Secret.of(address.readPassword()));
    }

    private Migrations open(Pace pace) {
        return new Migrations(new RevisionFolder(folder), settings(database), options, pace);
    }

    /// Other times from here on.
    Workshop times(Duration lock, Duration patience, Pace pace) {
        migrations.close();
        options = RunOptions.USUAL.times(lock, Duration.ZERO, patience);
        migrations = open(pace);
        return this;
    }

    /// Another place for the history from here on.
    Workshop schema(String schema) {
        migrations.close();
        options = options.in(HistoryTable.in(schema));
        migrations = open(Pace.real());
        return this;
    }

    /// The id of a revision by its number.
    static RevisionId id(int number) {
        return new RevisionId("%012x".formatted(0xa00000000000L + number));
    }

    /// Writes the next revision of the line; its upgrade begins at line 7.
    Path next(String upgrade, String downgrade) throws IOException {
        return next("yes", upgrade, downgrade);
    }

    Path nextAlone(String upgrade, String downgrade) throws IOException {
        return next("no", upgrade, downgrade);
    }

    private Path next(String transactional, String upgrade, String downgrade) throws IOException {
        count++;
        Path file = write(count, "%s\n-- transactional: %s".formatted(last, transactional), upgrade, downgrade);
        last = id(count).text();
        return file;
    }

    private Path write(int number, String parents, String upgrade, String downgrade) throws IOException {
        Path file = folder.resolve("%04d_step.sql".formatted(number));
        Files.writeString(file, """
                -- revision: %s
                -- parents: %s
                -- message: step %d

                -- upgrade
                %s
                -- downgrade
                %s
                """.formatted(id(number), parents, number, upgrade, downgrade));
        return file;
    }

    /// Writes a revision behind others.
    Path branch(int number, String parents, String upgrade, String downgrade) throws IOException {
        return write(number, parents, upgrade, downgrade);
    }

    Migrations migrations() {
        return migrations;
    }

    RevisionFolder revisions() {
        return new RevisionFolder(folder);
    }

    List<RevisionId> up(String to) {
        return migrations.up(Address.parse(to), events::add).stream()
                .map(s -> s.revision().id())
                .toList();
    }

    List<RevisionId> down(String to) {
        return migrations.down(Address.parse(to), events::add).stream()
                .map(s -> s.revision().id())
                .toList();
    }

    /// What was told so far of a kind.
    <E extends RunEvent> List<E> events(Class<E> kind) {
        synchronized (events) {
            return events.stream().filter(kind::isInstance).map(kind::cast).toList();
        }
    }

    /// The tables and indexes in schema public, without the history's own.
    List<String> objects() throws SQLException {
        return query("select relname from pg_class where relnamespace = 'public'::regnamespace"
                + " and relkind in ('r', 'i') and relname !~ '^pgsteady' order by 1");
    }

    List<String> query(String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    /// Revision, state, direction and statements done, as the history's table has them.
    List<String> journal() throws SQLException {
        return query("select right(revision, 2) || ' ' || state || ' ' || direction || ' ' || statements_done"
                + " from " + options.table().name().sql() + " order by position");
    }

    TestDatabase database() {
        return database;
    }

    @Override
    public void close() {
        migrations.close();
    }
}
