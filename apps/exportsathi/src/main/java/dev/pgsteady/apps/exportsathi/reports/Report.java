package dev.pgsteady.apps.exportsathi.reports;

import dev.pgsteady.apps.exportsathi.MadeRow;
import dev.pgsteady.apps.exportsathi.assessment.Assessment;
import dev.pgsteady.apps.exportsathi.assessment.Subject;
import dev.pgsteady.apps.exportsathi.people.BusinessType;
import dev.pgsteady.apps.exportsathi.people.CompanySize;
import dev.pgsteady.apps.exportsathi.people.User;
import dev.pgsteady.mapping.RowCheck;
import dev.pgsteady.mapping.TableIndex;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.hibernate.annotations.ColumnDefault;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.OnDelete;
import org.hibernate.annotations.OnDeleteAction;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/// What an exporter was told about a product and a country.
@Entity
@DynamicUpdate
@Table(name = "reports")
@TableIndex(
        name = "ix_reports_user_created",
        columns = {"user_id", "createdAt desc", "id desc"})
@TableIndex(
        name = "ix_reports_user_status",
        columns = {"user_id", "status", "createdAt desc", "id desc"})
@TableIndex(
        name = "ix_reports_status",
        columns = {"status", "createdAt desc", "id desc"})
@TableIndex(
        name = "ix_reports_hs_code",
        columns = {"hsCode", "createdAt desc", "id desc"})
@TableIndex(
        name = "ix_reports_destination_country",
        columns = {"destinationCountry", "createdAt desc", "id desc"})
@TableIndex(
        name = "ix_reports_created_at",
        columns = {"createdAt desc", "id desc"})
@RowCheck(name = "ck_reports_completed", value = "({status} = 'completed') = ({completedAt} IS NOT NULL)")
public class Report extends MadeRow {
    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "user_id", nullable = false)
    @OnDelete(action = OnDeleteAction.CASCADE)
    private @Nullable User user;

    @Column(nullable = false, length = 200)
    private String productName = "";

    @Column(nullable = false, length = 4000)
    @ColumnDefault("''")
    private String productDescription = "";

    @Column(length = 2000)
    private @Nullable String productImageUrl;

    @RowCheck(name = "ck_reports_hs_code", value = "{hsCode} ~ '^[0-9]{4,8}$'")
    @Column(nullable = false, length = 8)
    private String hsCode = "";

    @RowCheck(name = "ck_reports_hs_code_confidence", value = "{hsCodeConfidence} BETWEEN 0 AND 100")
    @Column(nullable = false)
    private int hsCodeConfidence;

    @RowCheck(name = "ck_reports_destination_country", value = "{destinationCountry} ~ '^[A-Z]{2}$'")
    @Column(nullable = false, length = 2)
    private String destinationCountry = "";

    @Enumerated(EnumType.STRING)
    @Column(nullable = false, length = 20)
    private BusinessType businessType = BusinessType.MANUFACTURING;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false, length = 20)
    private CompanySize companySize = CompanySize.MICRO;

    @RowCheck(name = "ck_reports_risk_score", value = "{riskScore} BETWEEN 0 AND 100")
    @Column(nullable = false)
    private int riskScore;

    @RowCheck(name = "ck_reports_estimated_cost", value = "{estimatedCost} >= 0")
    @Column(nullable = false, precision = 14, scale = 2)
    private BigDecimal estimatedCost = BigDecimal.ZERO;

    @RowCheck(name = "ck_reports_estimated_timeline_days", value = "{estimatedTimelineDays} >= 0")
    @Column(nullable = false)
    private int estimatedTimelineDays;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false, length = 20)
    @ColumnDefault("'draft'")
    private ReportStatus status = ReportStatus.DRAFT;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(nullable = false)
    @ColumnDefault("'{}'")
    private Map<String, Object> reportData = Map.of();

    private @Nullable Instant completedAt;

    protected Report() {}

    /// A report of what follows for a subject.
    Report(User user, Subject subject, Optional<String> image, Assessment found) {
        this.user = user;
        this.productName = subject.product();
        this.productDescription = subject.description();
        this.productImageUrl = image.orElse(null);
        this.hsCode = found.hs().code();
        this.hsCodeConfidence = found.hs().confidence();
        this.destinationCountry = subject.destination();
        this.businessType = subject.business();
        this.companySize = subject.size();
        this.riskScore = found.risk();
        this.estimatedCost = BigDecimal.valueOf(found.cost()).setScale(2);
        this.estimatedTimelineDays = found.days();
        this.status = ReportStatus.IN_PROGRESS;
        this.reportData = found.summary();
    }

    /// Whose it is.
    public User owner() {
        return Objects.requireNonNull(user);
    }

    /// What is to be exported.
    public String productName() {
        return productName;
    }

    /// In the words of its owner.
    public String productDescription() {
        return productDescription;
    }

    @Nullable String productImageUrl() {
        return productImageUrl;
    }

    /// The heading of the Harmonized System.
    public String hsCode() {
        return hsCode;
    }

    /// How sure that is, 0 to 100.
    public int hsCodeConfidence() {
        return hsCodeConfidence;
    }

    /// ISO 3166-1, two letters.
    public String destinationCountry() {
        return destinationCountry;
    }

    /// 0 to 100.
    public int riskScore() {
        return riskScore;
    }

    /// In rupees.
    public BigDecimal estimatedCost() {
        return estimatedCost;
    }

    /// Until the first consignment can leave.
    public int estimatedTimelineDays() {
        return estimatedTimelineDays;
    }

    /// How far it is.
    public ReportStatus status() {
        return status;
    }

    Map<String, Object> reportData() {
        return reportData;
    }

    @Nullable Instant completedAt() {
        return completedAt;
    }

    void become(ReportStatus next, Instant now) {
        this.completedAt = next != ReportStatus.COMPLETED ? null : completedAt == null ? now : completedAt;
        this.status = next;
    }
}
