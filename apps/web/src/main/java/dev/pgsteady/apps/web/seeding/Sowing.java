package dev.pgsteady.apps.web.seeding;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/// Invents data when the application starts with `--seed.users=N` and there is none yet: all of it or nothing.
@Component
class Sowing implements ApplicationRunner {
    private static final int WIDTH = 30;
    private static final int STEPS = 10;

    private final DataSource database;
    private final Optional<Seed> seed;
    private final int users;
    private final PrintStream out;
    private long shown = -1;

    Sowing(DataSource database, ObjectProvider<Seed> seed, @Value("${seed.users:0}") int users) {
        this.database = database;
        this.seed = Optional.ofNullable(seed.getIfAvailable());
        this.users = users;
        this.out = System.err;
    }

    @Override
    public void run(ApplicationArguments arguments) throws SQLException {
        if (seed.isEmpty() || users <= 0) {
            return;
        }
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            if (!seed.get().sown(connection)) {
                seed.get().sow(connection, users, this::show);
                connection.commit();
                analyze(connection);
            }
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    /// The planner should not have to guess until autovacuum comes by. Of what the transaction itself has written, it
    /// would count nothing as analyzed.
    private static void analyze(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("ANALYZE");
        }
        connection.commit();
    }

    /// A bar where the launcher says that descriptor 2 is a terminal, a line for each tenth otherwise.
    private void show(long done) {
        String terminals = System.getenv().getOrDefault("PGSTEADY_TTY", "");
        boolean terminal = terminals.contains("2");
        long parts = terminal ? WIDTH : STEPS;
        long at = done * parts / users;
        if (at == shown) {
            return;
        }
        shown = at;
        if (terminal) {
            out.printf(
                    "\rInventing users [%s%s] %,d of %,d%s",
                    "#".repeat((int) at), " ".repeat(WIDTH - (int) at), done, users, done == users ? "\n" : "");
        } else {
            out.printf("Inventing users: %,d of %,d%n", done, users);
        }
        out.flush();
    }
}
