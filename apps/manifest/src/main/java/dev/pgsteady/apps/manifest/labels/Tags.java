package dev.pgsteady.apps.manifest.labels;

import dev.pgsteady.apps.manifest.people.Belongings;
import java.util.List;
import java.util.UUID;
import org.springframework.data.jpa.repository.NativeQuery;

/// The tags.
public interface Tags extends Belongings<Tag> {
    /// Somebody's tags on something, by name.
    @NativeQuery("""
        SELECT t.* FROM taggables g JOIN tags t ON t.id = g.tag_id
        WHERE g.taggable_type = :type AND g.taggable_id = :subject AND t.user_id = :user
        ORDER BY t.name LIMIT 100\
        """)
    List<Tag> on(UUID user, String type, UUID subject);
}
