package dev.pgsteady.apps.exportsathi.reports;

import dev.pgsteady.apps.exportsathi.MadeRow;
import dev.pgsteady.apps.exportsathi.assessment.Assessment;
import dev.pgsteady.apps.exportsathi.people.User;
import dev.pgsteady.mapping.RowCheck;
import dev.pgsteady.mapping.TableIndex;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;
import java.time.Instant;
import org.hibernate.annotations.ColumnDefault;
import org.hibernate.annotations.OnDelete;
import org.hibernate.annotations.OnDeleteAction;
import org.jspecify.annotations.Nullable;

/// A task of a plan of seven days.
@Entity
@Table(
        name = "action_plan_progress",
        uniqueConstraints =
                @UniqueConstraint(
                        name = "uq_action_plan_progress_task",
                        columnNames = {"report_id", "task_id"}))
@TableIndex(
        name = "ix_action_plan_progress_report_day",
        columns = {"report_id", "dayNumber", "taskId"})
@TableIndex(
        name = "ix_action_plan_progress_user",
        columns = {"user_id", "isCompleted"})
@RowCheck(name = "ck_action_plan_progress_completed", value = "{isCompleted} = ({completedAt} IS NOT NULL)")
public class PlanTask extends MadeRow {
    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "report_id", nullable = false)
    @OnDelete(action = OnDeleteAction.CASCADE)
    private @Nullable Report report;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "user_id", nullable = false)
    @OnDelete(action = OnDeleteAction.CASCADE)
    private @Nullable User user;

    @RowCheck(name = "ck_action_plan_progress_day_number", value = "{dayNumber} BETWEEN 1 AND 7")
    @Column(nullable = false)
    private int dayNumber;

    @Column(nullable = false, length = 60)
    private String taskId = "";

    @Column(nullable = false, length = 300)
    private String taskTitle = "";

    @Column(nullable = false)
    @ColumnDefault("false")
    private boolean isCompleted;

    private @Nullable Instant completedAt;

    @Column(nullable = false, length = 4000)
    @ColumnDefault("''")
    private String notes = "";

    protected PlanTask() {}

    PlanTask(Report report, Assessment.Step step) {
        this.report = report;
        this.user = report.owner();
        this.dayNumber = step.day();
        this.taskId = step.id();
        this.taskTitle = step.title();
    }

    /// 1 to 7.
    public int dayNumber() {
        return dayNumber;
    }

    /// What it is called in a report.
    public String taskId() {
        return taskId;
    }

    /// What is to be done.
    public String taskTitle() {
        return taskTitle;
    }

    /// Whether it was done.
    public boolean completed() {
        return isCompleted;
    }

    @Nullable Instant completedAt() {
        return completedAt;
    }

    /// What its owner wrote about it.
    public String notes() {
        return notes;
    }

    void become(boolean done, String text, Instant now) {
        this.completedAt = !done ? null : completedAt == null ? now : completedAt;
        this.isCompleted = done;
        this.notes = text;
    }
}
