package dev.pgsteady.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.PoolSettings;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.Secret;
import dev.pgsteady.core.TransactionOptions;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Id;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.hibernate.cfg.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Hibernate over the data source of a [Db].
class SessionsTest {
    @RegisterExtension
    static final TestServer SERVER = TestServer.shared().withTemplate("""
            create table doctor (id bigint primary key, on_call boolean not null);
            insert into doctor values (1, true), (2, true);
            """);

    private final TestDatabase database;
    private final Db db;
    private final EntityManagerFactory factory;
    private final Sessions sessions;

    SessionsTest(TestDatabase database) {
        this.database = database;
        this.db = Db.open(settings(database), DbOptions.usual().pool(PoolSettings.DEFAULT.sized(4, 0)));
        Configuration configuration = new Configuration();
        configuration.addAnnotatedClass(Doctor.class);
        configuration.getProperties().put("hibernate.connection.datasource", db.dataSource());
        this.factory = configuration.buildSessionFactory();
        this.sessions = new Sessions(factory);
    }

    /// A row.
    @Entity(name = "doctor")
    static class Doctor {
        @Id
        long id;

        boolean on_call;
    }

    @BeforeEach
    void open() {
        assertThat(factory.isOpen()).isTrue();
    }

    @AfterEach
    void close() {
        factory.close();
        db.close();
    }

    @Test
    void work_is_committed_as_a_whole_or_not_at_all() {
        sessions.tx(em -> {
            em.find(Doctor.class, 1L).on_call = false;
            return 0;
        });
        assertThatThrownBy(() -> sessions.tx(em -> {
                    em.find(Doctor.class, 2L).on_call = false;
                    em.flush();
                    throw new IllegalArgumentException("no");
                }))
                .hasMessage("no");

        assertThat(sessions.<Boolean>read(em -> em.find(Doctor.class, 1L).on_call))
                .isFalse();
        assertThat(sessions.<Boolean>read(em -> em.find(Doctor.class, 2L).on_call))
                .isTrue();
    }

    @Test
    void a_transaction_that_lost_against_another_is_run_again_in_a_new_session() throws Exception {
        CyclicBarrier together = new CyclicBarrier(2);
        AtomicInteger tries = new AtomicInteger();
        Set<EntityManager> used = java.util.Collections.synchronizedSet(new HashSet<>());
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Callable<Integer> first = () -> leave(1, together, tries, used);
            Callable<Integer> second = () -> leave(2, together, tries, used);
            for (Future<Integer> done : threads.invokeAll(List.of(first, second))) {
                done.get();
            }
        }

        // Each saw the other one on call; serializable, only one of them may go.
        assertThat(tries.get()).isGreaterThan(2);
        assertThat(used).hasSize(tries.get());
        long left = sessions.read(em -> em.createQuery("select count(*) from doctor where on_call", Long.class)
                .getSingleResult());
        assertThat(left).isEqualTo(1);
    }

    private int leave(long id, CyclicBarrier together, AtomicInteger tries, Set<EntityManager> used) {
        return sessions.tx(TransactionOptions.serializable(), em -> {
            used.add(em);
            boolean firstTry = tries.incrementAndGet() <= 2;
            long onCall = em.createQuery("select count(*) from doctor where on_call", Long.class)
                    .getSingleResult();
            if (firstTry) {
                await(together);
            }
            if (onCall > 1) {
                em.find(Doctor.class, id).on_call = false;
            }
            return 0;
        });
    }

    private static void await(CyclicBarrier together) {
        try {
            together.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_call_inside_another_joins_it_and_a_swallowed_failure_dooms_the_whole() {
        assertThatThrownBy(() -> sessions.tx(em -> {
                    em.find(Doctor.class, 1L).on_call = false;
                    assertThatThrownBy(() -> sessions.tx(inner -> {
                                assertThat(inner).isSameAs(em);
                                throw new IllegalArgumentException("swallowed");
                            }))
                            .hasMessage("swallowed");
                    return 0;
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(sessions.<Boolean>read(em -> em.find(Doctor.class, 1L).on_call))
                .isTrue();
        assertThatThrownBy(() -> sessions.read(em -> sessions.tx(inner -> 1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("asks for more");
    }

    @Test
    void a_read_cannot_write_and_a_session_that_was_ended_is_replaced() {
        assertThatThrownBy(() -> sessions.read(em -> {
                    em.createNativeQuery("update doctor set on_call = false").executeUpdate();
                    return 0;
                }))
                .hasStackTraceContaining("read-only transaction");
        AtomicInteger tries = new AtomicInteger();
        assertThat(sessions.<Integer>read(em -> {
                    if (tries.incrementAndGet() == 1) {
                        em.createNativeQuery("select pg_terminate_backend(pg_backend_pid())", Boolean.class)
                                .getSingleResult();
                    }
                    return tries.get();
                }))
                .isEqualTo(2);
        assertThatThrownBy(() -> sessions.tx(em -> {
                    em.createNativeQuery("select pg_terminate_backend(pg_backend_pid())", Boolean.class)
                            .getSingleResult();
                    return 0;
                }))
                .isNotInstanceOf(Problem.class);
        assertThat(database.name()).isNotEmpty();
    }

    static ConnectionSettings settings(TestDatabase database) {
        var address = database.address();
        return ConnectionSettings.to(address.host(), address.port(), database.name(), address.user())
                .withPassword(Secret.of(address.readPassword()));
    }
}
