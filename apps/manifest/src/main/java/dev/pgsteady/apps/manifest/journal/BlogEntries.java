package dev.pgsteady.apps.manifest.journal;

import dev.pgsteady.apps.manifest.people.Belongings;
import java.util.Optional;
import org.springframework.data.jpa.repository.NativeQuery;

/// The entries of journals.
public interface BlogEntries extends Belongings<BlogEntry> {
    /// One that everybody may read.
    @NativeQuery("""
        SELECT b.* FROM blog_entries b JOIN users u ON u.id = b.user_id
        WHERE u.username = CAST(:username AS citext) AND u.is_active AND b.slug = :slug
          AND b.status = 'published' AND b.is_public\
        """)
    Optional<BlogEntry> published(String username, String slug);
}
