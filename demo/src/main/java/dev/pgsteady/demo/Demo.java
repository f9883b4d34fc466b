package dev.pgsteady.demo;

import dev.pgsteady.core.Problem;
import dev.pgsteady.embedded.EmbeddedServer;
import dev.pgsteady.embedded.ServerOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/// The demo: a badly kept database with believable data, on a server of its own.
///
/// It is shown when it is complete and never before: the database is built under another name and renamed
/// at the end, in one transaction with the note of what it holds. Whatever interrupts the building, the
/// next [#up] mends it.
public final class Demo {
    /// The fewest users it can have: below that, not every kind of dirt would be there.
    public static final int LEAST_USERS = 100;

    /// The most users it can have.
    public static final int MOST_USERS = 5_000_000;

    /// How many users it has when nobody says otherwise.
    public static final int USUAL_USERS = 50_000;

    static final String DATABASE = "instantviz";
    static final String APPLICATION = "instantviz";

    /// The application's role, which is no superuser and owns nothing outside this database, enters it
    /// without a password. The server listens on 127.0.0.1 only, whatever this line says.
    private static final List<String> HBA_LINES = List.of("host instantviz instantviz 0.0.0.0/0 trust");

    private final EmbeddedServer server;
    private final Clock clock;

    private Demo(EmbeddedServer server, Clock clock) {
        this.server = server;
        this.clock = clock;
    }

    /// The demo of a state directory. Nothing is created or started.
    public static Demo at(Path stateDirectory) {
        return at(stateDirectory, Clock.systemUTC());
    }

    /// The demo of a state directory.
    ///
    /// @param clock tells the day (in UTC) before which everything in the demo happened; nothing else is
    ///              taken from it
    public static Demo at(Path stateDirectory, Clock clock) {
        return new Demo(EmbeddedServer.at(stateDirectory, options()), clock);
    }

    /// The settings of a server that nobody looked after, and one that is not such: with commit timestamps
    /// the check can prove what it could only suspect by transaction ids.
    private static ServerOptions options() {
        return ServerOptions.named("demo")
                .withHbaLines(HBA_LINES)
                .withSettings(Map.of(
                        "shared_preload_libraries", "",
                        "log_lock_waits", "off",
                        "log_checkpoints", "off",
                        "log_temp_files", "-1",
                        "log_autovacuum_min_duration", "-1",
                        "log_min_duration_statement", "-1",
                        "track_commit_timestamp", "on"));
    }

    /// Makes the demo run and its database complete. What is complete is used as it is, also with another
    /// number of users or after somebody changed it; what was interrupted is built anew.
    ///
    /// @param users from [#LEAST_USERS] to [#MOST_USERS]
    /// @throws Problem of kind USAGE for another number of users, BUSY when another process is building it,
    ///                 INTERRUPTED when this thread is interrupted, and of other kinds when the server
    ///                 cannot be started or refuses
    public DemoDatabase up(int users, Progress progress) {
        requirePossible(users);
        progress.at("starting the demo's server", 0, Seeder.work(users));
        Build build = new Build(server.start());
        return build.complete(
                new Population(Build.SEED, users, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)), progress);
    }

    /// Throws the demo away, with the server and everything that was changed on it, and builds it anew.
    ///
    /// @throws Problem as [#up] and [#down]
    public DemoDatabase reset(int users, Progress progress) {
        requirePossible(users);
        down();
        return up(users, progress);
    }

    /// Stops the demo's server and removes everything about it. Returns whether there was anything.
    ///
    /// @throws Problem when it does not stop or cannot be removed
    public boolean down() {
        return server.destroy();
    }

    /// How the demo is. Starts nothing.
    ///
    /// @throws Problem when the server runs but does not answer
    public DemoState state() {
        return switch (server.status().state()) {
            case ABSENT -> new DemoState.Absent();
            case STOPPED, CRASHED, STARTING, STOPPING -> new DemoState.Stopped();
            case RUNNING ->
                new Build(server.address())
                        .found()
                        .<DemoState>map(DemoState.Ready::new)
                        .orElseGet(DemoState.Unfinished::new);
        };
    }

    private static void requirePossible(int users) {
        if (users < LEAST_USERS || users > MOST_USERS) {
            throw new Problem(
                    Problem.Kind.USAGE,
                    "The demo cannot have %,d users.".formatted(users),
                    "Choose a number from %,d to %,d.".formatted(LEAST_USERS, MOST_USERS));
        }
    }
}
