package dev.pgsteady.apps.exportsathi.reports;

import dev.pgsteady.apps.exportsathi.assessment.Assessment;
import dev.pgsteady.apps.exportsathi.assessment.Subject;
import dev.pgsteady.apps.exportsathi.metrics.RollUp;
import dev.pgsteady.apps.exportsathi.people.User;
import dev.pgsteady.apps.exportsathi.people.Users;
import dev.pgsteady.apps.web.problems.Refusal;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// What is done with a report, each in one transaction with what is counted of it.
@Service
public class Reporting {
    private final EntityManager entities;
    private final Users users;
    private final Reports reports;
    private final Certifications certifications;
    private final PlanTasks tasks;
    private final RollUp rollUp;

    Reporting(
            EntityManager entities,
            Users users,
            Reports reports,
            Certifications certifications,
            PlanTasks tasks,
            RollUp rollUp) {
        this.entities = entities;
        this.users = users;
        this.reports = reports;
        this.certifications = certifications;
        this.tasks = tasks;
        this.rollUp = rollUp;
    }

    /// Makes a report with its plan of seven days, the certifications it asks for and both analyses: all
    /// or nothing.
    ///
    /// @param image where a picture of the product is
    @Transactional
    public Report create(UUID owner, Subject subject, Optional<String> image) {
        User user = users.findById(owner).orElseThrow(() -> Refusal.unknown("account"));
        Assessment found = Assessment.of(subject);
        Report report = new Report(user, subject, image, found);
        entities.persist(report);
        found.needs().forEach(need -> entities.persist(new Certification(report, need)));
        found.plan().forEach(step -> entities.persist(new PlanTask(report, step)));
        entities.persist(new Finance(report, found.money()));
        entities.persist(new Logistics(report, found.shipping()));
        entities.flush();
        rollUp.of(owner);
        return report;
    }

    /// As exactly as the database keeps it.
    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    /// How far a certification is from now on.
    ///
    /// @param seen when it was changed last, as its reader knows it
    public record CertificationChange(CertificationStatus status, List<String> documents, String notes, Instant seen) {
        public CertificationChange {
            documents = List.copyOf(documents);
        }
    }

    /// Writes down how far a certification is.
    @Transactional
    public Certification progress(UUID owner, UUID report, String name, CertificationChange change) {
        Certification certification =
                certifications.locked(report, name, owner).orElseThrow(() -> Refusal.unknown("certification"));
        certification.requireUnchanged(change.seen());
        certification.become(change.status(), now());
        certification.noted(change.documents(), change.notes());
        entities.flush();
        rollUp.of(owner);
        return certification;
    }

    /// How far a task is from now on.
    public record TaskChange(boolean completed, String notes, Instant seen) {}

    /// Writes down how far a task of the plan is.
    @Transactional
    public PlanTask progress(UUID owner, UUID report, String name, TaskChange change) {
        PlanTask task = tasks.locked(report, name, owner).orElseThrow(() -> Refusal.unknown("task"));
        task.requireUnchanged(change.seen());
        task.become(change.completed(), change.notes(), now());
        entities.flush();
        rollUp.of(owner);
        return task;
    }

    /// Says how far a report is.
    @Transactional
    public Report become(UUID owner, UUID id, ReportStatus status, Instant seen) {
        Report report = reports.locked(id, owner).orElseThrow(() -> Refusal.unknown("report"));
        report.requireUnchanged(seen);
        report.become(status, now());
        entities.flush();
        rollUp.of(owner);
        return report;
    }

    /// Takes a report away with all that belongs to it. It lies in the trash for a while.
    @Transactional
    public void delete(UUID owner, UUID id) {
        entities.remove(reports.locked(id, owner).orElseThrow(() -> Refusal.unknown("report")));
        entities.flush();
        rollUp.of(owner);
    }
}
