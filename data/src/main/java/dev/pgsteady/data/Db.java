package dev.pgsteady.data;

import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Database;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.TransactionOptions;
import dev.pgsteady.core.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;

/// A database that an application writes to and reads from: the primary, and the replicas that reads go to.
///
/// ```java
/// try (Db db = Db.open(primary, DbOptions.usual().replicas(List.of(replica)))) {
///     db.tx(c -> transfer(c, from, to, amount));
///     List<Order> orders = db.read(c -> orders(c, customer));
/// }
/// ```
///
/// A thread always sees what it has written itself. Whoever hands a session from one process to another hands on
/// [#written()] and takes it up with [#continueAfter]. Safe for many threads.
public final class Db implements AutoCloseable {
    private final Database primary;
    private final Routes routes;
    private final DbOptions options;
    private final Semaphore gate;
    private final ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();

    private Db(Database primary, DbOptions options) {
        this.primary = primary;
        this.options = options;
        this.routes = new Routes(primary, options);
        this.gate = new Semaphore(options.pool().limit(), true);
    }

    /// Opens the primary, and looks at the replicas. A replica that is away is no obstacle.
    ///
    /// @throws Problem when the primary cannot be reached or refuses
    public static Db open(ConnectionSettings primary, DbOptions options) {
        return new Db(Database.open(primary, options.pool(), options.session()), options);
    }

    /// A database over a data source that somebody else made and closes, without replicas.
    ///
    /// @param settings what is said about it in messages
    public static Db over(DataSource source, ConnectionSettings settings, DbOptions options) {
        return new Db(Database.over(source, settings, options.session()), options.replicas(List.of()));
    }

    /// Runs work in a transaction on the primary, as [Database#inTransaction(Work)] does.
    public <T> T tx(Work<T> work) {
        return tx(options.session().writing(), work);
    }

    /// Runs work in a transaction on the primary, under these options.
    ///
    /// @throws IllegalStateException inside a read
    public <T> T tx(TransactionOptions options, Work<T> work) {
        if (routes.inside().isPresent()) {
            throw new IllegalStateException("a transaction that writes cannot run inside one that reads");
        }
        boolean writes = !primary.inside() && !options.readOnly();
        try {
            T result = primary.inTransaction(options, work);
            if (writes) {
                routes.wrote();
            }
            return result;
        } catch (Problem e) {
            if (writes && e.kind() == Problem.Kind.COMMIT_UNKNOWN) {
                routes.wrote();
            }
            throw e;
        }
    }

    /// Reads from a replica that is near enough, or else from the primary, in a READ ONLY transaction. Inside
    /// another call's work it joins that one.
    public <T> T read(Work<T> work) {
        return read(options.session().reading(), work);
    }

    /// Reads under these options.
    ///
    /// @throws IllegalArgumentException when the options are not read only
    public <T> T read(TransactionOptions options, Work<T> work) {
        if (!options.readOnly()) {
            throw new IllegalArgumentException("a read is read only");
        }
        if (primary.inside()) {
            return primary.inTransaction(options, work);
        }
        Optional<Replica> joined = routes.inside();
        if (joined.isPresent()) {
            return joined.get().database().inTransaction(options, work);
        }
        return routes.choose()
                .flatMap(replica -> readFrom(replica, options, work))
                .orElseGet(() -> new Answer<>(primary.inTransaction(options, work)))
                .value();
    }

    /// What work gave back, which is its own business.
    private record Answer<T>(T value) {}

    private static <T> Optional<Answer<T>> readFrom(Replica replica, TransactionOptions options, Work<T> work) {
        try {
            return Optional.of(new Answer<>(replica.database().inTransaction(options, work)));
        } catch (Problem e) {
            switch (ReplicaFault.of(e)) {
                case NONE -> throw e;
                case BUSY -> {}
                case AWAY -> replica.lost(String.valueOf(e.getMessage()));
            }
            return Optional.empty();
        }
    }

    /// Reads side by side, each on a virtual thread and in a transaction of its own, no more at a time than
    /// there are connections. The answers come in the order of the works.
    ///
    /// @throws Problem               the first failure; the others are broken off
    /// @throws IllegalStateException inside a transaction, whose changes they would not see
    public <T> List<T> readAll(List<Work<T>> works) {
        if (primary.inside() || routes.inside().isPresent()) {
            throw new IllegalStateException("reads side by side cannot run inside a transaction");
        }
        Optional<Lsn> written = written();
        List<Future<T>> running = new ArrayList<>();
        works.forEach(work -> running.add(readers.submit(() -> inTurn(written, work))));
        try {
            List<T> answers = new ArrayList<>();
            for (Future<T> answer : running) {
                answers.add(answer.get());
            }
            return answers;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure
                    ? failure
                    : new IllegalStateException("a read failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted(e);
        } finally {
            running.forEach(f -> f.cancel(true));
        }
    }

    /// Reads on a virtual thread, in turn with all others that do.
    public <T> CompletableFuture<T> readAsync(Work<T> work) {
        Optional<Lsn> written = written();
        return CompletableFuture.supplyAsync(() -> inTurn(written, work), readers);
    }

    private <T> T inTurn(Optional<Lsn> written, Work<T> work) {
        try {
            gate.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted(e);
        }
        try {
            routes.continueAfter(written);
            return read(work);
        } finally {
            gate.release();
        }
    }

    private static Problem interrupted(InterruptedException e) {
        return new Problem(Problem.Kind.INTERRUPTED, "Interrupted while reading.", "Read it again.", e);
    }

    /// A place in the log behind all that the calling thread has written: what a session hands on to the
    /// process that continues it. Empty when the thread has written nothing, or there are no replicas.
    public Optional<Lsn> written() {
        return routes.written();
    }

    /// The calling thread goes on with a session that has written up to there: its reads show that.
    public void continueAfter(Lsn written) {
        routes.continueAfter(Optional.of(written));
    }

    /// The calling thread goes on with a session that has written nothing.
    public void continueAfterNothing() {
        routes.continueAfter(Optional.empty());
    }

    /// This database for a framework: a connection that is set to read only before its first statement is one to a
    /// replica, any other is one to the primary. Nothing is tried again.
    public DataSource dataSource() {
        return new RoutedSource(primary, routes);
    }

    /// The server that takes writes, alone.
    public Database primary() {
        return primary;
    }

    /// The replicas as they were when they were last looked at.
    public List<ReplicaStatus> replicas() {
        return routes.statuses();
    }

    /// Looks at the replicas now rather than at the next time.
    void look() {
        routes.look();
    }

    /// Closes every connection. What is running is broken off.
    @Override
    public void close() {
        readers.shutdownNow();
        routes.close();
        primary.close();
    }
}
