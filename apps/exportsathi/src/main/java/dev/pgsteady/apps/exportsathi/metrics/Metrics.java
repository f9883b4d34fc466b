package dev.pgsteady.apps.exportsathi.metrics;

import dev.pgsteady.apps.exportsathi.MadeRow;
import dev.pgsteady.apps.exportsathi.people.User;
import dev.pgsteady.mapping.RowCheck;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OneToOne;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;
import java.math.BigDecimal;
import org.hibernate.annotations.ColumnDefault;
import org.hibernate.annotations.OnDelete;
import org.hibernate.annotations.OnDeleteAction;
import org.jspecify.annotations.Nullable;

/// What an account has achieved. Counted from its rows by [RollUp] and written by nobody else.
@Entity
@Table(
        name = "user_metrics",
        uniqueConstraints = @UniqueConstraint(name = "uq_user_metrics_user", columnNames = "user_id"))
@RowCheck(
        name = "ck_user_metrics_counts",
        value = "least({reportsGenerated}, {certificationsCompleted}, {exportsCompleted}, {documentsGenerated},"
                + " {timeSavedDays}) >= 0")
public class Metrics extends MadeRow {
    @OneToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "user_id", nullable = false)
    @OnDelete(action = OnDeleteAction.CASCADE)
    private @Nullable User user;

    @Column(nullable = false)
    @ColumnDefault("0")
    private int reportsGenerated;

    @Column(nullable = false)
    @ColumnDefault("0")
    private int certificationsCompleted;

    @Column(nullable = false)
    @ColumnDefault("0")
    private int exportsCompleted;

    @Column(nullable = false)
    @ColumnDefault("0")
    private int documentsGenerated;

    @RowCheck(name = "ck_user_metrics_cost_savings", value = "{costSavings} >= 0")
    @Column(nullable = false, precision = 14, scale = 2)
    @ColumnDefault("0")
    private BigDecimal costSavings = BigDecimal.ZERO;

    @Column(nullable = false)
    @ColumnDefault("0")
    private int timeSavedDays;

    protected Metrics() {}

    int reportsGenerated() {
        return reportsGenerated;
    }

    int certificationsCompleted() {
        return certificationsCompleted;
    }

    int exportsCompleted() {
        return exportsCompleted;
    }

    int documentsGenerated() {
        return documentsGenerated;
    }

    BigDecimal costSavings() {
        return costSavings;
    }

    int timeSavedDays() {
        return timeSavedDays;
    }
}
