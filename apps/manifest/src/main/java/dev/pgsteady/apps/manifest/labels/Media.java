package dev.pgsteady.apps.manifest.labels;

import dev.pgsteady.apps.manifest.people.Belonging;
import dev.pgsteady.apps.manifest.people.User;
import dev.pgsteady.mapping.RowCheck;
import dev.pgsteady.mapping.TableIndex;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import jakarta.validation.Valid;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A file. When what it hangs on goes, it stays and hangs on nothing.
@Entity
@Table(name = "media")
@RowCheck(name = "ck_media_mime_type", value = "mime_type LIKE '_%/_%'")
@RowCheck(name = "ck_media_related", value = "(related_type IS NULL) = (related_id IS NULL)")
@TableIndex(
        name = "ix_media_user_created",
        columns = {"user_id", "createdAt", "id"})
@TableIndex(
        name = "ix_media_subject",
        columns = {"related_type", "related_id", "createdAt", "id"},
        where = "related_id IS NOT NULL")
public class Media extends Belonging<MediaContent> {
    @Valid @Embedded
    private @Nullable MediaContent content;

    protected Media() {}

    /// A new one.
    public Media(User user, MediaContent content) {
        super(user);
        this.content = content;
    }

    @Override
    public MediaContent content() {
        return Objects.requireNonNull(content);
    }

    @Override
    public void content(MediaContent changed) {
        this.content = changed;
    }
}
