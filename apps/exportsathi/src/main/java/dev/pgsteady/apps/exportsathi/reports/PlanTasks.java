package dev.pgsteady.apps.exportsathi.reports;

import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

/// The tasks of plans.
public interface PlanTasks extends JpaRepository<PlanTask, UUID> {
    /// All of a report, day by day.
    List<PlanTask> findByReportIdOrderByDayNumberAscTaskIdAsc(UUID report);

    /// One of somebody's, which nobody else changes until the transaction is over.
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select t from PlanTask t where t.report.id = :report and t.taskId = :name and t.user.id = :user")
    Optional<PlanTask> locked(UUID report, String name, UUID user);
}
