package dev.pgsteady.apps.exportsathi.reports;

import dev.pgsteady.apps.exportsathi.assessment.Money;
import dev.pgsteady.apps.exportsathi.assessment.Shipping;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reports and their parts as their owner sees them.
final class ReportView {
    private ReportView() {}

    /// A line of a list.
    record Line(
            UUID id,
            String productName,
            String hsCode,
            String destinationCountry,
            ReportStatus status,
            int riskScore,
            @Nullable Instant createdAt,
            @Nullable Instant updatedAt) {
        static Line of(Report r) {
            return new Line(
                    r.key(),
                    r.productName(),
                    r.hsCode(),
                    r.destinationCountry(),
                    r.status(),
                    r.riskScore(),
                    r.getCreatedAt(),
                    r.getUpdatedAt());
        }
    }

    /// A certification.
    record CertificationLine(
            String certificationId,
            String certificationName,
            CertificationStatus status,
            List<String> documentsCompleted,
            String notes,
            @Nullable Instant startedAt,
            @Nullable Instant completedAt,
            @Nullable Instant updatedAt) {
        static CertificationLine of(Certification c) {
            return new CertificationLine(
                    c.certificationId(),
                    c.certificationName(),
                    c.status(),
                    c.documentsCompleted(),
                    c.notes(),
                    c.startedAt(),
                    c.completedAt(),
                    c.getUpdatedAt());
        }
    }

    /// A task of the plan.
    record TaskLine(
            int dayNumber,
            String taskId,
            String taskTitle,
            boolean completed,
            @Nullable Instant completedAt,
            String notes,
            @Nullable Instant updatedAt) {
        static TaskLine of(PlanTask t) {
            return new TaskLine(
                    t.dayNumber(),
                    t.taskId(),
                    t.taskTitle(),
                    t.completed(),
                    t.completedAt(),
                    t.notes(),
                    t.getUpdatedAt());
        }
    }

    /// A whole report.
    record Whole(
            UUID id,
            String productName,
            String productDescription,
            @Nullable String productImageUrl,
            String hsCode,
            int hsCodeConfidence,
            String destinationCountry,
            ReportStatus status,
            int riskScore,
            BigDecimal estimatedCost,
            int estimatedTimelineDays,
            Map<String, Object> reportData,
            List<CertificationLine> certifications,
            List<TaskLine> plan,
            Money finance,
            Shipping logistics,
            @Nullable Instant completedAt,
            @Nullable Instant createdAt,
            @Nullable Instant updatedAt) {
        static Whole of(Report r, Parts parts) {
            return new Whole(
                    r.key(),
                    r.productName(),
                    r.productDescription(),
                    r.productImageUrl(),
                    r.hsCode(),
                    r.hsCodeConfidence(),
                    r.destinationCountry(),
                    r.status(),
                    r.riskScore(),
                    r.estimatedCost(),
                    r.estimatedTimelineDays(),
                    r.reportData(),
                    parts.certifications().stream().map(CertificationLine::of).toList(),
                    parts.plan().stream().map(TaskLine::of).toList(),
                    parts.money(),
                    parts.shipping(),
                    r.completedAt(),
                    r.getCreatedAt(),
                    r.getUpdatedAt());
        }
    }
}
