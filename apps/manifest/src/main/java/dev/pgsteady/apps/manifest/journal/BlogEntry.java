package dev.pgsteady.apps.manifest.journal;

import dev.pgsteady.apps.manifest.people.Belonging;
import dev.pgsteady.apps.manifest.people.User;
import dev.pgsteady.mapping.SearchColumn;
import dev.pgsteady.mapping.TableIndex;
import dev.pgsteady.mapping.TableTrigger;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;
import jakarta.validation.Valid;
import java.time.Instant;
import java.util.Objects;
import org.hibernate.annotations.Generated;
import org.hibernate.generator.EventType;
import org.jspecify.annotations.Nullable;

/// An entry of somebody's journal. The database writes down when it was first published.
@Entity
@Table(
        name = "blog_entries",
        uniqueConstraints =
                @UniqueConstraint(
                        name = "uq_blog_entries_slug",
                        columnNames = {"user_id", "slug"}))
@SearchColumn(columns = {"title", "excerpt", "content"})
@TableIndex(
        name = "ix_blog_entries_user_created",
        columns = {"user_id", "createdAt", "id"})
@TableIndex(
        name = "ix_blog_entries_published",
        columns = {"user_id", "publishedAt", "id"},
        where = "status = 'published' AND is_public")
@TableTrigger(
        name = "published",
        events = {"INSERT", "UPDATE OF status"},
        body = """
            IF NEW.status = 'published' AND NEW.published_at IS NULL THEN
                NEW.published_at := now();
            END IF;
            RETURN NEW;\
            """)
public class BlogEntry extends Belonging<EntryContent> {
    @Valid @Embedded
    private @Nullable EntryContent entry;

    @Generated(event = {EventType.INSERT, EventType.UPDATE})
    private @Nullable Instant publishedAt;

    protected BlogEntry() {}

    /// A new entry.
    public BlogEntry(User user, EntryContent content) {
        super(user);
        this.entry = content;
    }

    @Override
    public EntryContent content() {
        return Objects.requireNonNull(entry);
    }

    @Override
    public void content(EntryContent changed) {
        this.entry = changed;
    }

    /// Null until it was published.
    public @Nullable Instant publishedAt() {
        return publishedAt;
    }
}
