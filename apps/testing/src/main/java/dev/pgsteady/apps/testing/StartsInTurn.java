package dev.pgsteady.apps.testing;

import java.util.concurrent.locks.ReentrantLock;
import org.springframework.boot.context.event.ApplicationContextInitializedEvent;
import org.springframework.boot.context.event.ApplicationFailedEvent;
import org.springframework.boot.context.event.ApplicationStartingEvent;
import org.springframework.boot.context.event.SpringApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;

/// Lets only one application of a process at a time set up the logging, which all of them share and which minds two.
/// Spring finds it in `META-INF/spring.factories`.
public final class StartsInTurn implements ApplicationListener<SpringApplicationEvent>, Ordered {
    private static final ReentrantLock TURN = new ReentrantLock();

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public void onApplicationEvent(SpringApplicationEvent event) {
        if (event instanceof ApplicationStartingEvent) {
            TURN.lock();
        } else if (event instanceof ApplicationContextInitializedEvent || event instanceof ApplicationFailedEvent) {
            end();
        }
    }

    private static void end() {
        if (TURN.isHeldByCurrentThread()) {
            TURN.unlock();
        }
    }
}
