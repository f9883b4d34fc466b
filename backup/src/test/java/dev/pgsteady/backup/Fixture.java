package dev.pgsteady.backup;

import dev.pgsteady.backup.store.FolderStore;
import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Secret;
import dev.pgsteady.embedded.Address;
import dev.pgsteady.testkit.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// What the tests of backups begin with.
public final class Fixture {
    private Fixture() {}

    public static ConnectionSettings settings(TestDatabase database) {
        return settings(database.address(), database.name());
    }

    static ConnectionSettings settings(Address address, String database) {
        return ConnectionSettings.to(address.host(), address.port(), database, address.user())
                .withPassword(Secret.of(address.readPassword()));
    }

    /// The script of a database that has a little of everything.
    static String everything() throws IOException {
        try (InputStream in = Fixture.class.getResourceAsStream("/everything.sql")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    public static void execute(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    public static String value(ConnectionSettings settings, String sql) throws SQLException {
        try (Connection connection = dev.pgsteady.core.Database.connect(settings);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }

    public static Repository plain(Path folder) {
        return Repository.create(new FolderStore(folder), Optional.empty()).repository();
    }

    public static BackupSet take(Repository repository, TestDatabase database) {
        return new LogicalBackup(repository, InstantSource.system(), WorkProgress.NONE)
                .take(settings(database), BackupOptions.USUAL.of(List.of(database.name())));
    }
}
