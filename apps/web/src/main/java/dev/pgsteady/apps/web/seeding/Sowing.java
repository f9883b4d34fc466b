package dev.pgsteady.apps.web.seeding;

import dev.pgsteady.core.Database;
import dev.pgsteady.starter.FoundDatabase;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
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
    private static final int PERCENT = 100;

    private final ObjectProvider<FoundDatabase> found;
    private final Optional<Seed> seed;
    private final int users;
    private final PrintStream out;
    private long shown = -1;

    /// @param found asked when something is to be invented; an application over a data source of its own has none
    Sowing(ObjectProvider<FoundDatabase> found, ObjectProvider<Seed> seed, @Value("${seed.users:0}") int users) {
        this.found = found;
        this.seed = Optional.ofNullable(seed.getIfAvailable());
        this.users = users;
        this.out = System.err;
    }

    @Override
    public void run(ApplicationArguments arguments) throws SQLException {
        if (seed.isEmpty() || users <= 0) {
            return;
        }
        // Not one of the pool's: it is held for as long as it takes.
        try (Connection connection = Database.connect(found.getObject().settings())) {
            connection.setAutoCommit(false);
            if (seed.get().sown(connection)) {
                out.println("There is something already, so nothing is invented.");
                return;
            }
            long work = seed.get().work(users);
            seed.get().sow(connection, users, done -> show(done, work));
            connection.commit();
            connection.setAutoCommit(true);
            analyze(connection);
        }
        seed.get().afterwards();
    }

    /// Neither the planner nor a reader of an index should have to wait until autovacuum comes by.
    private static void analyze(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("VACUUM (ANALYZE)");
        }
    }

    /// A bar where the launcher says that descriptor 2 is a terminal, a line for each tenth otherwise.
    private void show(long done, long work) {
        String terminals = System.getenv().getOrDefault("PGSTEADY_TTY", "");
        boolean terminal = terminals.contains("2");
        long parts = terminal ? WIDTH : STEPS;
        long at = done * parts / work;
        if (at == shown) {
            return;
        }
        shown = at;
        if (terminal) {
            out.printf(
                    "\rInventing %,d users [%s%s] %d%%%s",
                    users,
                    "#".repeat((int) at),
                    " ".repeat(WIDTH - (int) at),
                    done * PERCENT / work,
                    done == work ? "\n" : "");
        } else {
            out.printf("Inventing %,d users: %d%%%n", users, done * PERCENT / work);
        }
        out.flush();
    }
}
