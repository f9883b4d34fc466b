package dev.pgsteady.apps.manifest.labels;

import dev.pgsteady.apps.web.problems.Refusal;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Knows whose something is, whatever it is.
@Component
public class Subjects {
    private final JdbcClient database;

    Subjects(JdbcClient database) {
        this.database = database;
    }

    /// Makes sure that something is there and somebody's, until the transaction ends.
    ///
    /// @throws Refusal when it is not there, or somebody else's
    @Transactional(propagation = Propagation.MANDATORY)
    public void require(UUID user, Subject subject) {
        Optional<UUID> owner = database.sql("SELECT subject_owner(:type, :id)")
                .param("type", subject.type().word())
                .param("id", subject.id())
                .query(UUID.class)
                .optional();
        if (owner.filter(user::equals).isEmpty()) {
            throw Refusal.unknown(subject.type().word().replace('_', ' '));
        }
    }
}
