package dev.pgsteady.backup.physical;

import dev.pgsteady.backup.Repository;
import dev.pgsteady.backup.store.ObjectName;
import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Database;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.StatementWords;
import dev.pgsteady.embedded.Machine;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Receives the write-ahead log as it is written and archives it. pg_receivewal does the receiving, into a
/// spool; this keeps it running, brings every finished segment into the repository and only then removes it
/// from the spool.
///
/// Needs no archive_command. Several hosts may be given with `target_session_attrs=read-write`: it
/// follows the primary.
public final class WalReceiver implements AutoCloseable {
    private static final Duration STEP = Duration.ofMillis(100);
    private static final Duration GUARD = Duration.ofSeconds(10);
    private static final Duration FIRST_WAIT = Duration.ofMillis(250);

    /// Who has received for so long counts as well.
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(16);

    private final WalArchive archive;
    private final ConnectionSettings settings;
    private final ReceiverOptions options;
    private final Consumer<String> listener;
    private final Spool spool;
    private final Tools tools;
    private final String system;
    private final int segmentBytes;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Set<Path> histories = new HashSet<>();
    private final Map<Path, Integer> partials = new HashMap<>();
    private final Map<String, List<ObjectName>> superseded;
    private final Thread worker;
    private volatile ReceiverStatus status;
    private Optional<ToolProcess> process = Optional.empty();
    private int failures;
    private long started = System.nanoTime();
    private long startAfter = System.nanoTime();
    private long partialAfter = System.nanoTime();
    private long guardAfter = System.nanoTime();

    private WalReceiver(
            Repository repository, ConnectionSettings settings, ReceiverOptions options, Consumer<String> l) {
        this.archive = new WalArchive(repository);
        this.settings = settings;
        this.options = options;
        this.listener = l;
        PhysicalFacts facts = facts(settings);
        this.tools = Tools.forServer(facts.major(), Machine.here());
        this.system = facts.system();
        this.segmentBytes = facts.segmentBytes();
        this.spool = Spool.open(options.spool());
        WalListing listing = archive.list();
        this.superseded = new HashMap<>(listing.partial());
        this.status =
                new ReceiverStatus(false, listing.newest(facts.segmentBytes()), spool.bytes(), 0, Optional.empty());
        this.worker = Thread.ofPlatform().daemon().name("pgsteady-wal").unstarted(this::work);
    }

    private static PhysicalFacts facts(ConnectionSettings settings) {
        try (Connection connection = Database.connect(settings)) {
            return PhysicalFacts.read(connection);
        } catch (SQLException e) {
            throw StatementWords.of(e);
        }
    }

    /// Makes the slot when it is not there and begins to receive.
    ///
    /// @param listener hears sentences about what goes wrong and what is done about it
    /// @throws Problem CONFIGURATION when there are no tools; BUSY when another receiver uses the spool;
    ///         PERMISSION or
    ///                 SERVER_REFUSED when the server refuses the slot
    public static WalReceiver start(
            Repository repository, ConnectionSettings settings, ReceiverOptions options, Consumer<String> listener) {
        WalReceiver receiver = new WalReceiver(repository, settings, options, listener);
        try {
            receiver.createSlot();
            receiver.worker.start();
            return receiver;
        } catch (RuntimeException e) {
            receiver.spool.close();
            throw e;
        }
    }

    private void createSlot() {
        try (ToolProcess create = ToolProcess.start(
                settings,
                ToolProcess.command(
                        tools.program("pg_receivewal"),
                        "--create-slot",
                        "--if-not-exists",
                        "--slot=" + options.slot(),
                        "--no-password"),
                Map.of(),
                line -> {})) {
            create.requireSuccess();
        }
    }

    /// How it is.
    public ReceiverStatus status() {
        return status;
    }

    private void work() {
        try {
            do {
                step();
            } while (!closing.await(STEP.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        stopProcess();
        attempt(() -> {
            archiveAll();
            archivePartials();
        });
    }

    private void step() {
        attempt(this::archiveAll);
        attempt(this::supervise);
        long now = System.nanoTime();
        if (now - partialAfter >= 0) {
            partialAfter = now + options.partialEvery().toNanos();
            attempt(this::archivePartials);
        }
        if (now - guardAfter >= 0) {
            guardAfter = now + GUARD.toNanos();
            attempt(this::guard);
        }
        status = new ReceiverStatus(
                process.filter(ToolProcess::running).isPresent(),
                status.archived(),
                spool.bytes(),
                status.starts(),
                status.trouble());
    }

    /// Runs a piece of the work; what goes wrong is said, and tried again with the next step.
    private void attempt(Runnable piece) {
        try {
            piece.run();
        } catch (Problem problem) {
            trouble(problem.getMessage() + " " + problem.next());
        } catch (RuntimeException bug) {
            trouble("The receiver met a bug, and goes on: " + bug);
        }
    }

    private void trouble(String words) {
        if (!status.trouble().equals(Optional.of(words))) {
            listener.accept(words);
        }
        status = new ReceiverStatus(
                status.receiving(), status.archived(), status.spooled(), status.starts(), Optional.of(words));
    }

    private void archived(Lsn end) {
        Lsn newest = status.archived().filter(l -> l.compareTo(end) > 0).orElse(end);
        status = new ReceiverStatus(
                status.receiving(), Optional.of(newest), status.spooled(), status.starts(), Optional.empty());
    }

    /// Histories go first: a segment of a timeline means nothing without.
    private void archiveAll() {
        for (Path file : spool.histories()) {
            if (histories.add(file)) {
                archive.addHistory(Integer.parseInt(name(file).substring(0, 8), 16), Spool.read(file));
            }
        }
        List<Path> complete = spool.complete();
        for (Path file : complete) {
            byte[] content = Spool.read(file);
            archive.add(name(file), content, Optional.of(system));
            archived(WalSegment.of(name(file), content.length).end());
        }
        if (!complete.isEmpty()) {
            archive.repository().store().flush();
            complete.forEach(file -> {
                Spool.remove(file);
                supersede(name(file), List.of());
                superseded.remove(name(file));
            });
        }
    }

    private void archivePartials() {
        for (Path file : spool.partial()) {
            byte[] content = Spool.read(file);
            int used = content.length == segmentBytes ? WalPage.used(content) : 0;
            if (used > 0 && partials.getOrDefault(file, 0) != used) {
                String segment = name(file).substring(0, 24);
                WalArchive.Partial partial = archive.addPartial(segment, content);
                archived(partial.end());
                partials.put(file, used);
                supersede(segment, List.of(partial.object()));
            }
        }
    }

    /// Removes what was archived of a segment before there was more of it.
    ///
    /// @param now what is there of the segment in work; nothing when it is complete
    private void supersede(String segment, List<ObjectName> now) {
        superseded.getOrDefault(segment, List.of()).stream()
                .filter(o -> !now.contains(o))
                .forEach(archive.repository().store()::delete);
        superseded.put(segment, now);
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    private void supervise() {
        boolean full = spool.bytes() > options.spoolLimit();
        if (process.isPresent() && full) {
            stopProcess();
            throw new Problem(
                    Problem.Kind.DISK_FULL,
                    "The spool %s is full at %d MB; the server keeps the log meanwhile."
                            .formatted(options.spool(), options.spoolLimit() >> 20),
                    "See why nothing can be archived in %s."
                            .formatted(archive.repository().words()));
        }
        if (process.filter(ToolProcess::running).isPresent()) {
            return;
        }
        if (process.isPresent()) {
            ended(process.get());
        } else if (!full && System.nanoTime() - startAfter >= 0) {
            startProcess();
        }
    }

    private void startProcess() {
        spool.mend(segmentBytes);
        List<String> command = ToolProcess.command(
                tools.program("pg_receivewal"),
                "--directory=" + spool.folder(),
                "--slot=" + options.slot(),
                "--no-loop",
                "--no-password",
                "--status-interval=1");
        if (options.synchronous()) {
            command.add("--synchronous");
        }
        ToolProcess receiving = ToolProcess.start(settings, command, Map.of("PGAPPNAME", options.slot()), line -> {});
        spool.owned(receiving.pid());
        process = Optional.of(receiving);
        started = System.nanoTime();
        status = new ReceiverStatus(true, status.archived(), status.spooled(), status.starts() + 1, status.trouble());
    }

    /// The server is gone, or does not want us: what has come in is archived, and it is tried again, ever
    /// less often.
    private void ended(ToolProcess ended) {
        int exit = ended.await();
        String said = ended.said();
        stopProcess();
        failures = System.nanoTime() - started > LONGEST_WAIT.toNanos() ? 0 : failures + 1;
        startAfter = System.nanoTime()
                + FIRST_WAIT.multipliedBy(1L << Math.min(failures, 6)).toNanos();
        attempt(this::archivePartials);
        if (said.contains("requested WAL segment")) {
            giveUpPartials();
        }
        throw ToolWords.of("pg_receivewal", exit, said);
    }

    /// The server has no more of what would complete a segment in work. It is archived as it is, and
    /// receiving goes on where the slot stands.
    private void giveUpPartials() {
        for (Path file : spool.partial()) {
            listener.accept("The point-in-time window is broken after %s: the server removed log that was not received."
                    .formatted(name(file).substring(0, 24)));
            Spool.remove(file);
        }
    }

    private void stopProcess() {
        process.ifPresent(ToolProcess::close);
        process = Optional.empty();
    }

    private void guard() {
        if (options.guard().isEmpty()) {
            return;
        }
        SlotGuard.State state =
                new SlotGuard(settings, options.slot(), options.guard().get()).guard();
        switch (state) {
            case SlotGuard.State.Fine fine -> {}
            case SlotGuard.State.Absent absent -> createSlot();
            case SlotGuard.State.Behind behind -> trouble(behind.words());
            case SlotGuard.State.Dropped dropped -> listener.accept(dropped.words());
            case SlotGuard.State.Lost lost -> trouble(lost.words());
        }
    }

    /// Stops receiving; what has come in is archived, the segment in work included. The slot stays, and the
    /// server keeps the log for it until a receiver comes back.
    @Override
    public void close() {
        closing.countDown();
        try {
            worker.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            spool.close();
        }
    }
}
