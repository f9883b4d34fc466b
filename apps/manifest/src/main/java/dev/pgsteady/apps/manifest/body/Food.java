package dev.pgsteady.apps.manifest.body;

import dev.pgsteady.apps.manifest.people.Belonging;
import dev.pgsteady.apps.manifest.people.User;
import dev.pgsteady.mapping.TableIndex;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import jakarta.validation.Valid;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Something that was eaten.
@Entity
@Table(name = "foods")
@TableIndex(
        name = "ix_foods_user_day",
        columns = {"user_id", "consumed_on", "id"})
public class Food extends Belonging<FoodContent> {
    @Valid @Embedded
    private @Nullable FoodContent content;

    protected Food() {}

    /// A new one.
    public Food(User user, FoodContent content) {
        super(user);
        this.content = content;
    }

    @Override
    public FoodContent content() {
        return Objects.requireNonNull(content);
    }

    @Override
    public void content(FoodContent changed) {
        this.content = changed;
    }
}
