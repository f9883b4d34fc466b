package dev.pgsteady.apps.manifest.labels;

import dev.pgsteady.apps.web.problems.Refusal;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Puts tags on things and takes them off.
@Service
public class Tagging {
    private final Tags tags;
    private final Subjects subjects;
    private final JdbcClient database;

    Tagging(Tags tags, Subjects subjects, JdbcClient database) {
        this.tags = tags;
        this.subjects = subjects;
        this.database = database;
    }

    /// Puts a tag on something; one that is on it already stays.
    @Transactional
    public void put(UUID user, UUID tag, Subject subject) {
        tags.of(user, tag, "tag");
        subjects.require(user, subject);
        database.sql("""
            INSERT INTO taggables (tag_id, taggable_type, taggable_id) VALUES (:tag, :type, :subject)
            ON CONFLICT (tag_id, taggable_type, taggable_id) DO NOTHING\
            """)
                .param("tag", tag)
                .param("type", subject.type().word())
                .param("subject", subject.id())
                .update();
    }

    /// Takes a tag off something.
    @Transactional
    public void take(UUID user, UUID tag, Subject subject) {
        tags.of(user, tag, "tag");
        int gone = database.sql("""
            DELETE FROM taggables
            WHERE tag_id = :tag AND taggable_type = :type AND taggable_id = :subject\
            """)
                .param("tag", tag)
                .param("type", subject.type().word())
                .param("subject", subject.id())
                .update();
        if (gone == 0) {
            throw Refusal.unknown("tag on it");
        }
    }
}
