package dev.pgsteady.apps.exportsathi.reports;

import dev.pgsteady.apps.exportsathi.MadeRow;
import dev.pgsteady.apps.exportsathi.assessment.Money;
import dev.pgsteady.apps.exportsathi.people.User;
import dev.pgsteady.mapping.RowCheck;
import dev.pgsteady.mapping.TableIndex;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToOne;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;
import java.util.List;
import java.util.Objects;
import org.hibernate.annotations.ColumnDefault;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.OnDelete;
import org.hibernate.annotations.OnDeleteAction;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/// What exporting costs and brings back.
@Entity
@Table(
        name = "finance_analysis",
        uniqueConstraints = @UniqueConstraint(name = "uq_finance_analysis_report", columnNames = "report_id"))
@TableIndex(name = "ix_finance_analysis_user", columns = "user_id")
@RowCheck(name = "ck_finance_analysis_cash_flow", value = "jsonb_typeof({cashFlowTimeline}) = 'array'")
public class Finance extends MadeRow {
    @OneToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "report_id", nullable = false)
    @OnDelete(action = OnDeleteAction.CASCADE)
    private @Nullable Report report;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "user_id", nullable = false)
    @OnDelete(action = OnDeleteAction.CASCADE)
    private @Nullable User user;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(nullable = false)
    private Money.@Nullable WorkingCapital workingCapitalData;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(nullable = false)
    private Money.@Nullable Rodtep rodtepBenefitData;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(nullable = false)
    private Money.@Nullable GstRefund gstRefundData;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(nullable = false)
    @ColumnDefault("'[]'")
    private List<Money.CashFlow> cashFlowTimeline = List.of();

    protected Finance() {}

    Finance(Report report, Money money) {
        this.report = report;
        this.user = report.owner();
        this.workingCapitalData = money.capital();
        this.rodtepBenefitData = money.rodtep();
        this.gstRefundData = money.gst();
        this.cashFlowTimeline = money.flow();
    }

    /// All of it.
    public Money money() {
        return new Money(
                Objects.requireNonNull(workingCapitalData),
                Objects.requireNonNull(rodtepBenefitData),
                Objects.requireNonNull(gstRefundData),
                cashFlowTimeline);
    }
}
