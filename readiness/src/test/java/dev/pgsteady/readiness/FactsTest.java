package dev.pgsteady.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.schema.SnapshotReader;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FactsTest {
    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    /// More than a map has places for at first, so that two of them meet in one.
    private static final List<Class<?>> TYPES = List.of(
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            Character.class,
            Boolean.class,
            Void.class,
            Math.class,
            System.class,
            Thread.class,
            Runtime.class,
            Process.class,
            Error.class,
            Enum.class,
            Record.class,
            Module.class,
            Package.class,
            Iterable.class);

    @Test
    void what_is_worked_out_once_may_be_worked_out_from_what_is_worked_out_once(TestDatabase database)
            throws SQLException {
        try (Connection connection = database.connect()) {
            Facts facts = new Facts(new SnapshotReader().read(connection), LiveOverlay.nothing(), Evidence.none());
            List<Class<?>> worked = new ArrayList<>();
            work(facts, 0, worked);
            work(facts, 0, worked);
            assertThat(worked).containsExactlyInAnyOrderElementsOf(TYPES);
        }
    }

    private static void work(Facts facts, int at, List<Class<?>> worked) {
        if (at < TYPES.size()) {
            facts.once(TYPES.get(at), f -> {
                work(f, at + 1, worked);
                worked.add(TYPES.get(at));
                return List.of();
            });
        }
    }
}
