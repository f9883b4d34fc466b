package dev.pgsteady.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgsteady.core.Problem;
import dev.pgsteady.core.QualifiedName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SnapshotJsonTest {
    static Server plainServer() {
        return new Server(
                "15.1",
                150001,
                "db",
                "me",
                false,
                false,
                false,
                Instant.EPOCH,
                Instant.EPOCH,
                "me",
                "UTF8",
                "C",
                List.of(),
                "");
    }

    static Statistics noStatistics() {
        return new Statistics(
                new Statistics.DatabaseUse(0, 0, 0, 0, 0, 0, 0, 0, 0, Optional.empty(), Optional.empty()),
                Map.of(),
                Map.of(),
                Map.of());
    }

    @Test
    void names_with_every_kind_of_character_are_keys_and_values() {
        QualifiedName odd = new QualifiedName("A b", "Ünï.\"cö\" 🐘");
        Statistics statistics = new Statistics(
                noStatistics().database(),
                Map.of(),
                Map.of(
                        odd,
                        new Statistics.IndexUse(1, 2, 3, Optional.of(Instant.parse("2026-01-02T03:04:05.000006Z")))),
                Map.of(odd, new Statistics.SequenceUse(Optional.of(7L))));
        Schema schema = new Schema(
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(new UserType.EnumType(
                        odd,
                        List.of("a"),
                        new UserType.Common(
                                "me",
                                List.of(new Grant("", "USAGE", false, "me")),
                                Optional.of("x"),
                                Optional.empty()))),
                List.of(),
                List.of(),
                List.of());
        Snapshot snapshot = new Snapshot(
                plainServer(),
                schema,
                new Cluster(List.of(), List.of(), Map.of(), List.of()),
                statistics,
                List.of(new Snapshot.Unseen(Snapshot.Unseen.Kind.OTHER, "why")));

        assertThat(SnapshotJson.read(SnapshotJson.write(snapshot))).isEqualTo(snapshot);
    }

    @Test
    void another_text_is_refused_with_words() {
        assertThatThrownBy(() -> SnapshotJson.read("{\"server\": 1}"))
                .isInstanceOf(Problem.class)
                .hasMessageStartingWith("This is not a snapshot of a database");
    }
}
