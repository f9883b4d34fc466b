package dev.pgsteady.data;

import dev.pgsteady.core.Attempt;
import dev.pgsteady.core.Database;
import dev.pgsteady.core.Retrying;
import dev.pgsteady.core.TransactionOptions;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.EntityTransaction;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Optional;
import java.util.function.Function;

/// Transactions over JPA, under the rules of [Db]: committed when the work returns, rolled back when it throws, run
/// again as a whole, in a new `EntityManager`, when it lost.
///
/// ```java
/// Sessions sessions = new Sessions(factory);
/// Book book = sessions.tx(em -> { Book b = new Book("Dune"); em.persist(b); return b; });
/// ```
///
/// When the factory's connections are those of [Db#dataSource()], [#read(Function)] goes to replicas. A call inside
/// another one's work, on the same thread, joins it. What comes out of the work is detached.
public final class Sessions {
    private final EntityManagerFactory factory;
    private final Database.Session session;
    private final ThreadLocal<Optional<Open>> current = ThreadLocal.withInitial(Optional::empty);

    /// With the usual options.
    public Sessions(EntityManagerFactory factory) {
        this(factory, Database.Session.ordinary());
    }

    /// With other habits.
    public Sessions(EntityManagerFactory factory, Database.Session session) {
        this.factory = factory;
        this.session = session;
    }

    /// A transaction that runs on this thread.
    private static final class Open {
        private final EntityManager entities;
        private final TransactionOptions options;
        private boolean doomed;

        Open(EntityManager entities, TransactionOptions options) {
            this.entities = entities;
            this.options = options;
        }
    }

    /// Runs work in a transaction.
    ///
    /// @throws dev.pgsteady.core.Problem COMMIT_UNKNOWN when the connection broke during COMMIT
    public <T> T tx(Function<EntityManager, T> work) {
        return tx(session.writing(), work);
    }

    /// Runs work in a READ ONLY transaction.
    public <T> T read(Function<EntityManager, T> work) {
        return tx(session.reading(), work);
    }

    /// Runs work in a transaction under these options.
    ///
    /// @throws IllegalStateException inside a transaction that offers less than the options ask for
    public <T> T tx(TransactionOptions options, Function<EntityManager, T> work) {
        Optional<Open> outer = current.get();
        if (outer.isPresent()) {
            return join(outer.get(), options, work);
        }
        return new Retrying(options, session.pace()).run(attempt -> once(options, work, attempt));
    }

    private static <T> T join(Open outer, TransactionOptions wanted, Function<EntityManager, T> work) {
        if (!wanted.fitsInto(outer.options)) {
            throw new IllegalStateException(
                    "this transaction asks for more than the one that it would be part of offers");
        }
        try {
            return work.apply(outer.entities);
        } catch (Throwable e) {
            outer.doomed = true;
            throw e;
        }
    }

    private <T> T once(TransactionOptions options, Function<EntityManager, T> work, Attempt attempt) {
        try (EntityManager entities = factory.createEntityManager()) {
            Open open = new Open(entities, options);
            current.set(Optional.of(open));
            try {
                begin(entities, options, attempt);
                T result = work.apply(entities);
                finish(open, attempt);
                return result;
            } catch (Throwable e) {
                rollBack(entities.getTransaction(), e);
                throw e;
            }
        } finally {
            current.remove();
        }
    }

    private static void begin(EntityManager entities, TransactionOptions options, Attempt attempt) {
        entities.getTransaction().begin();
        entities.<Connection>runWithConnection(connection -> {
            // Before the first statement: it decides which server this is.
            if (options.readOnly()) {
                connection.setReadOnly(true);
            }
            try (Statement statement = connection.createStatement()) {
                statement.execute(options.sql(attempt));
            }
        });
        attempt.working();
    }

    /// Everything is sent before COMMIT, so that nothing but COMMIT itself can be in doubt.
    private static void finish(Open open, Attempt attempt) {
        if (open.doomed) {
            throw new IllegalStateException(
                    "work inside this transaction failed and its failure was swallowed, so nothing is committed");
        }
        if (!open.options.readOnly()) {
            open.entities.flush();
        }
        attempt.committing();
        open.entities.getTransaction().commit();
    }

    private static void rollBack(EntityTransaction transaction, Throwable failure) {
        try {
            if (transaction.isActive()) {
                transaction.rollback();
            }
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }
}
