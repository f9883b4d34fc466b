package dev.pgsteady.apps.manifest.goals;

import dev.pgsteady.apps.manifest.people.Belonging;
import dev.pgsteady.apps.manifest.people.User;
import dev.pgsteady.mapping.RowCheck;
import dev.pgsteady.mapping.TableIndex;
import dev.pgsteady.mapping.TableTrigger;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import jakarta.validation.Valid;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import org.hibernate.annotations.ColumnDefault;
import org.hibernate.annotations.OnDelete;
import org.hibernate.annotations.OnDeleteAction;
import org.jspecify.annotations.Nullable;

/// A goal. How far it has come is written by the database alone, from its progress and that of its parts;
/// and the database refuses a goal that would be a part of itself.
@Entity
@Table(name = "goals")
@RowCheck(name = "ck_goals_dates", value = "end_date >= start_date")
@RowCheck(name = "ck_goals_completed_at", value = "(status = 'completed') = (completed_at IS NOT NULL)")
@TableIndex(
        name = "ix_goals_user_created",
        columns = {"user_id", "createdAt", "id"})
@TableIndex(
        name = "ix_goals_user_status_created",
        columns = {"user_id", "status", "createdAt", "id"})
@TableIndex(
        name = "ix_goals_parent_created",
        columns = {"parent_goal_id", "createdAt", "id"},
        where = "parent_goal_id IS NOT NULL")
@TableTrigger(
        name = "completed",
        events = {"INSERT", "UPDATE OF status, completed_at"},
        body = """
            IF NEW.status <> 'completed' THEN
                NEW.completed_at := NULL;
            ELSIF NEW.completed_at IS NULL THEN
                NEW.completed_at := now();
            END IF;
            RETURN NEW;\
            """)
public class Goal extends Belonging<GoalContent> {
    @Valid @Embedded
    private @Nullable GoalContent content;

    @SuppressWarnings("UnusedVariable") // Queries and the foreign key name it.
    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "parent_goal_id", insertable = false, updatable = false)
    @OnDelete(action = OnDeleteAction.CASCADE)
    private @Nullable Goal parent;

    @Column(nullable = false, insertable = false, updatable = false, precision = 14, scale = 3)
    @ColumnDefault("0")
    private BigDecimal currentValue = BigDecimal.ZERO;

    private @Nullable Instant completedAt;

    protected Goal() {}

    /// A new goal.
    public Goal(User user, GoalContent content) {
        super(user);
        content(content);
    }

    @Override
    public GoalContent content() {
        return Objects.requireNonNull(content);
    }

    @Override
    public final void content(GoalContent changed) {
        this.content = changed;
        if (changed.status() != GoalStatus.COMPLETED) {
            completedAt = null;
        } else if (completedAt == null) {
            completedAt = Instant.now();
        }
    }

    /// What was reached by itself and by its parts, as the database last said.
    public BigDecimal currentValue() {
        return currentValue;
    }

    public @Nullable Instant completedAt() {
        return completedAt;
    }
}
