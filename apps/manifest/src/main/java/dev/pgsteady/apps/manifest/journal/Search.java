package dev.pgsteady.apps.manifest.journal;

import dev.pgsteady.apps.web.paging.Lists;
import dev.pgsteady.apps.web.paging.Marks;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Finds what somebody wrote about something (PostgreSQL, "Text Search").
@Component
class Search {
    private static final String QUESTION = """
        SELECT * FROM blog_entries
        WHERE user_id = :user AND search @@ websearch_to_tsquery('english', :words)\
        """;

    private final EntityManager entities;

    Search(EntityManager entities) {
        this.entities = entities;
    }

    /// Somebody's entries with these words, the newest first.
    Lists.Reader<BlogEntry> of(UUID user, String words) {
        return (after, most) -> read(user, words, after, most);
    }

    @SuppressWarnings("unchecked")
    private List<BlogEntry> read(UUID user, String words, Optional<Marks.Mark> after, int most) {
        Query query = entities.createNativeQuery(
                        QUESTION
                                + (after.isPresent() ? " AND (created_at, id) < (:at, :id)" : "")
                                + " ORDER BY created_at DESC, id DESC LIMIT :most",
                        BlogEntry.class)
                .setParameter("user", user)
                .setParameter("words", words)
                .setParameter("most", most);
        after.ifPresent(mark -> query.setParameter("at", mark.at()).setParameter("id", mark.id()));
        return query.getResultList();
    }
}
