package dev.pgsteady.apps.exportsathi.reports;

import dev.pgsteady.apps.web.problems.Refusal;
import dev.pgsteady.apps.web.signin.Caller;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.security.core.Authentication;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// How far one is with a report: certifications, and the plan of seven days.
@RestController
@RequestMapping("/api/reports/{report}")
class ProgressApi {
    private final Reporting reporting;
    private final Reports reports;
    private final Certifications certifications;
    private final PlanTasks tasks;

    ProgressApi(Reporting reporting, Reports reports, Certifications certifications, PlanTasks tasks) {
        this.reporting = reporting;
        this.reports = reports;
        this.certifications = certifications;
        this.tasks = tasks;
    }

    /// How far a certification is.
    ///
    /// @param updatedAt as it was read
    record CertificationChange(
            @NotNull CertificationStatus status,
            @NotNull @Size(max = 50) List<@NotBlank @Size(max = 100) String> documentsCompleted,
            @NotNull @Size(max = 4000) String notes,
            @NotNull Instant updatedAt) {}

    /// How far a task is.
    ///
    /// @param updatedAt as it was read
    record TaskChange(
            @NotNull Boolean completed,
            @NotNull @Size(max = 4000) String notes,
            @NotNull Instant updatedAt) {}

    /// All of them: a report asks for no more than fit on one page.
    @GetMapping("/certifications")
    @Transactional(readOnly = true)
    public List<ReportView.CertificationLine> certifications(Authentication token, @PathVariable UUID report) {
        mine(token, report);
        return certifications.findByReportIdOrderByCertificationId(report).stream()
                .map(ReportView.CertificationLine::of)
                .toList();
    }

    @PutMapping("/certifications/{name}")
    ReportView.CertificationLine certification(
            Authentication token,
            @PathVariable UUID report,
            @PathVariable String name,
            @Valid @RequestBody CertificationChange change) {
        return ReportView.CertificationLine.of(reporting.progress(
                Caller.of(token),
                report,
                name,
                new Reporting.CertificationChange(
                        change.status(), change.documentsCompleted(), change.notes(), change.updatedAt())));
    }

    /// All tasks, day by day.
    @GetMapping("/plan")
    @Transactional(readOnly = true)
    public List<ReportView.TaskLine> plan(Authentication token, @PathVariable UUID report) {
        mine(token, report);
        return tasks.findByReportIdOrderByDayNumberAscTaskIdAsc(report).stream()
                .map(ReportView.TaskLine::of)
                .toList();
    }

    @PutMapping("/plan/{name}")
    ReportView.TaskLine task(
            Authentication token,
            @PathVariable UUID report,
            @PathVariable String name,
            @Valid @RequestBody TaskChange change) {
        return ReportView.TaskLine.of(reporting.progress(
                Caller.of(token),
                report,
                name,
                new Reporting.TaskChange(change.completed(), change.notes(), change.updatedAt())));
    }

    private void mine(Authentication token, UUID report) {
        if (reports.findByIdAndUserId(report, Caller.of(token)).isEmpty()) {
            throw Refusal.unknown("report");
        }
    }
}
