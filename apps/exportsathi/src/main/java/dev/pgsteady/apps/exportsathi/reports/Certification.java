package dev.pgsteady.apps.exportsathi.reports;

import dev.pgsteady.apps.exportsathi.MadeRow;
import dev.pgsteady.apps.exportsathi.assessment.Need;
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
import jakarta.persistence.UniqueConstraint;
import java.time.Instant;
import java.util.List;
import org.hibernate.annotations.ColumnDefault;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.OnDelete;
import org.hibernate.annotations.OnDeleteAction;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/// How far a certification is that a report asks for.
@Entity
@Table(
        name = "certification_progress",
        uniqueConstraints =
                @UniqueConstraint(
                        name = "uq_certification_progress_certification",
                        columnNames = {"report_id", "certification_id"}))
@TableIndex(
        name = "ix_certification_progress_user_status",
        columns = {"user_id", "status"})
@RowCheck(
        name = "ck_certification_progress_completed",
        value = "({status} = 'completed') = ({completedAt} IS NOT NULL)")
@RowCheck(name = "ck_certification_progress_times", value = "{completedAt} >= {startedAt}")
@RowCheck(name = "ck_certification_progress_documents", value = "jsonb_typeof({documentsCompleted}) = 'array'")
public class Certification extends MadeRow {
    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "report_id", nullable = false)
    @OnDelete(action = OnDeleteAction.CASCADE)
    private @Nullable Report report;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "user_id", nullable = false)
    @OnDelete(action = OnDeleteAction.CASCADE)
    private @Nullable User user;

    @Column(nullable = false, length = 60)
    private String certificationId = "";

    @Column(nullable = false, length = 200)
    private String certificationName = "";

    @Enumerated(EnumType.STRING)
    @Column(nullable = false, length = 20)
    @ColumnDefault("'not_started'")
    private CertificationStatus status = CertificationStatus.NOT_STARTED;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(nullable = false)
    @ColumnDefault("'[]'")
    private List<String> documentsCompleted = List.of();

    @Column(nullable = false, length = 4000)
    @ColumnDefault("''")
    private String notes = "";

    private @Nullable Instant startedAt;

    private @Nullable Instant completedAt;

    protected Certification() {}

    Certification(Report report, Need need) {
        this.report = report;
        this.user = report.owner();
        this.certificationId = need.id();
        this.certificationName = need.title();
    }

    /// What it is called in a report: `us-fda`.
    public String certificationId() {
        return certificationId;
    }

    /// What people call it.
    public String certificationName() {
        return certificationName;
    }

    /// How far it is.
    public CertificationStatus status() {
        return status;
    }

    /// What was handed in.
    public List<String> documentsCompleted() {
        return documentsCompleted;
    }

    /// What its owner wrote about it.
    public String notes() {
        return notes;
    }

    @Nullable Instant startedAt() {
        return startedAt;
    }

    @Nullable Instant completedAt() {
        return completedAt;
    }

    void become(CertificationStatus next, Instant now) {
        if (next != CertificationStatus.NOT_STARTED && startedAt == null) {
            startedAt = now;
        }
        completedAt = next != CertificationStatus.COMPLETED ? null : completedAt == null ? now : completedAt;
        status = next;
    }

    void noted(List<String> documents, String text) {
        this.documentsCompleted = List.copyOf(documents);
        this.notes = text;
    }
}
