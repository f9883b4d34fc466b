package dev.pgsteady.apps.manifest.labels;

import dev.pgsteady.apps.manifest.people.Belonging;
import dev.pgsteady.apps.manifest.people.User;
import dev.pgsteady.mapping.TableIndex;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;
import jakarta.validation.Valid;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A tag. Somebody has one of a name, whatever the case.
@Entity
@Table(
        name = "tags",
        uniqueConstraints =
                @UniqueConstraint(
                        name = "uq_tags_name",
                        columnNames = {"user_id", "name"}))
@TableIndex(
        name = "ix_tags_user_created",
        columns = {"user_id", "createdAt", "id"})
public class Tag extends Belonging<TagContent> {
    @Valid @Embedded
    private @Nullable TagContent content;

    protected Tag() {}

    /// A new one.
    public Tag(User user, TagContent content) {
        super(user);
        this.content = content;
    }

    @Override
    public TagContent content() {
        return Objects.requireNonNull(content);
    }

    @Override
    public void content(TagContent changed) {
        this.content = changed;
    }
}
