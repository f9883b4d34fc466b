package dev.pgsteady.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class AsideTest {
    @Test
    void what_is_begun_goes_on_while_something_else_is_done() {
        CountDownLatch done = new CountDownLatch(1);
        Aside<Boolean> work = Aside.begin(() -> {
            try {
                done.await();
            } catch (InterruptedException e) {
                return false;
            }
            return Thread.currentThread().isDaemon() && !Thread.currentThread().isVirtual();
        });
        Aside<String> more = work.then(right -> right ? "and more" : "not");
        done.countDown();
        assertThat(work.join()).isTrue();
        assertThat(more.join()).isEqualTo("and more");
    }

    @Test
    void a_problem_is_met_by_who_waits_also_for_what_comes_after() {
        Problem problem = new Problem(Problem.Kind.USAGE, "It went wrong.", "Do it better.");
        Aside<String> work = Aside.begin(() -> {
            throw problem;
        });
        assertThatThrownBy(work::join).isSameAs(problem);
        assertThatThrownBy(work.then(String::length)::join).isSameAs(problem);
    }

    @Test
    void another_exception_is_told_with_its_cause() {
        Aside<String> work = Aside.begin(() -> {
            throw new IllegalStateException("no");
        });
        assertThatThrownBy(work::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(IllegalStateException.class);
    }
}
