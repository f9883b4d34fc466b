package dev.pgsteady.apps.manifest.goals;

import dev.pgsteady.mapping.RandomKeyRow;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.hibernate.annotations.OnDelete;
import org.hibernate.annotations.OnDeleteAction;
import org.jspecify.annotations.Nullable;

/// What was done for a goal on a day.
@Entity
@Table(
        name = "goal_progress",
        uniqueConstraints =
                @UniqueConstraint(
                        name = "uq_goal_progress_day",
                        columnNames = {"goal_id", "progress_date"}))
public class GoalProgress extends RandomKeyRow {
    @SuppressWarnings("UnusedVariable") // Queries and the foreign key name it.
    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "goal_id", nullable = false, updatable = false)
    @OnDelete(action = OnDeleteAction.CASCADE)
    private @Nullable Goal goal;

    @Column(nullable = false, updatable = false)
    private LocalDate progressDate = LocalDate.EPOCH;

    @Column(nullable = false, precision = 14, scale = 3)
    private BigDecimal value = BigDecimal.ZERO;

    @Column(length = 1000)
    private @Nullable String note;

    protected GoalProgress() {}

    /// What was done on a day on which nothing is written down yet.
    public GoalProgress(Goal goal, LocalDate day) {
        this.goal = goal;
        this.progressDate = day;
    }

    /// What was done, and what there is to say about it.
    public void change(BigDecimal done, @Nullable String remark) {
        this.value = done;
        this.note = remark;
    }

    public LocalDate progressDate() {
        return progressDate;
    }

    public BigDecimal value() {
        return value;
    }

    public @Nullable String note() {
        return note;
    }
}
