package dev.pgsteady.apps.exportsathi.reports;

import dev.pgsteady.apps.exportsathi.MadeRow;
import dev.pgsteady.apps.exportsathi.assessment.Shipping;
import dev.pgsteady.mapping.RowCheck;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OneToOne;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.hibernate.annotations.ColumnDefault;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.OnDelete;
import org.hibernate.annotations.OnDeleteAction;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/// How the goods get there.
@Entity
@Table(
        name = "logistics_analysis",
        uniqueConstraints = @UniqueConstraint(name = "uq_logistics_analysis_report", columnNames = "report_id"))
@RowCheck(name = "ck_logistics_analysis_routes", value = "jsonb_typeof({routeOptions}) = 'array'")
public class Logistics extends MadeRow {
    @OneToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "report_id", nullable = false)
    @OnDelete(action = OnDeleteAction.CASCADE)
    private @Nullable Report report;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(nullable = false)
    private Shipping.@Nullable Loads lclFclComparison;

    @RowCheck(name = "ck_logistics_analysis_rms_probability", value = "{rmsProbability} BETWEEN 0 AND 100")
    @Column(nullable = false, precision = 5, scale = 2)
    private BigDecimal rmsProbability = BigDecimal.ZERO;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(nullable = false)
    private Shipping.@Nullable Freight freightEstimate;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(nullable = false)
    @ColumnDefault("'[]'")
    private List<Shipping.Route> routeOptions = List.of();

    protected Logistics() {}

    Logistics(Report report, Shipping shipping) {
        this.report = report;
        this.lclFclComparison = shipping.loads();
        this.rmsProbability = BigDecimal.valueOf(shipping.rmsProbability());
        this.freightEstimate = shipping.freight();
        this.routeOptions = shipping.routes();
    }

    /// All of it.
    public Shipping shipping() {
        return new Shipping(
                Objects.requireNonNull(lclFclComparison),
                rmsProbability.doubleValue(),
                Objects.requireNonNull(freightEstimate),
                routeOptions);
    }
}
