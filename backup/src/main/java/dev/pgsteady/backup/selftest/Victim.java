package dev.pgsteady.backup.selftest;

import dev.pgsteady.backup.BackupOptions;
import dev.pgsteady.backup.Drill;
import dev.pgsteady.backup.DrillOptions;
import dev.pgsteady.backup.KeepPolicy;
import dev.pgsteady.backup.LoadOptions;
import dev.pgsteady.backup.LogicalBackup;
import dev.pgsteady.backup.Pruning;
import dev.pgsteady.backup.Repository;
import dev.pgsteady.backup.Restore;
import dev.pgsteady.backup.RestoreOptions;
import dev.pgsteady.backup.WorkProgress;
import dev.pgsteady.backup.store.FolderStore;
import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.Secret;
import dev.pgsteady.embedded.Machine;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The main class of a process that is to be killed: works on a repository and stops at each point, before each request
/// to the store and wherever progress is told, until it hears that it may go on.
final class Victim {
    /// What it does.
    enum Task {
        BACKUP,
        RESTORE,
        PRUNE,
        DRILL
    }

    static final String POINT = ".";
    static final String DONE = "done";
    static final String FAILED = "failed ";

    private final BufferedReader in;
    private final PrintStream out;

    private Victim(BufferedReader in, PrintStream out) {
        this.in = in;
        this.out = out;
    }

    /// @param arguments the task, the repository's folder, host, port, role and database of the server, a folder for
    ///                  servers; the password is the first line of the standard input
    public static void main(String[] arguments) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        // A pipe to the process that started it; no terminal.
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        List<String> said = List.of(arguments);
        Secret password = Secret.of(Optional.ofNullable(in.readLine()).orElse(""));
        ConnectionSettings server = ConnectionSettings.to(
                        said.get(2), Integer.parseInt(said.get(3)), said.get(5), said.get(4))
                .withPassword(password);
        try {
            new Victim(in, out).work(Task.valueOf(said.get(0)), Path.of(said.get(1)), server, Path.of(said.get(6)));
            out.println(DONE);
        } catch (Problem e) {
            out.println(FAILED + e.getMessage());
        }
    }

    private void work(Task task, Path folder, ConnectionSettings server, Path state) {
        InstantSource clock = InstantSource.system();
        WorkProgress progress = (stage, done, all) -> point();
        try (Repository repository =
                Repository.open(new PointedStore(new FolderStore(folder), this::point), Optional.empty())) {
            switch (task) {
                case BACKUP ->
                    new LogicalBackup(repository, clock, progress)
                            .take(server, BackupOptions.USUAL.of(List.of(server.database())));
                case RESTORE ->
                    new Restore(repository, clock, progress)
                            .run(repository.set("latest"), server.withDatabase("postgres"), replacing());
                case PRUNE -> new Pruning(repository, clock, progress).run(KeepPolicy.of("last=1"), false);
                case DRILL ->
                    new Drill(repository, clock, Machine.here().with("PGSTEADY_STATE", state.toString()), progress)
                            .run(repository.set("latest"), DrillOptions.USUAL);
            }
        }
    }

    private static RestoreOptions replacing() {
        Optional<String> name = Optional.of(Killing.REPLACED);
        return new RestoreOptions(Optional.empty(), name, name, false, false, true, LoadOptions.USUAL);
    }

    /// Who kills it may be dead itself: then there is nobody to go on for.
    private synchronized void point() {
        out.println(POINT);
        try {
            if (in.readLine() == null) {
                Runtime.getRuntime().halt(1);
            }
        } catch (IOException e) {
            Runtime.getRuntime().halt(1);
        }
    }
}
