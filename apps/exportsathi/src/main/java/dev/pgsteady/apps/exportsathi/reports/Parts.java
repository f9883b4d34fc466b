package dev.pgsteady.apps.exportsathi.reports;

import dev.pgsteady.apps.exportsathi.assessment.Money;
import dev.pgsteady.apps.exportsathi.assessment.Shipping;
import dev.pgsteady.apps.web.problems.Refusal;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// What belongs to a report.
public record Parts(List<Certification> certifications, List<PlanTask> plan, Money money, Shipping shipping) {
    public Parts {
        certifications = List.copyOf(certifications);
        plan = List.copyOf(plan);
    }

    /// Reads them.
    @Component
    public static class Reader {
        private final Certifications certifications;
        private final PlanTasks tasks;
        private final Finances finances;
        private final LogisticsOf logistics;

        Reader(Certifications certifications, PlanTasks tasks, Finances finances, LogisticsOf logistics) {
            this.certifications = certifications;
            this.tasks = tasks;
            this.finances = finances;
            this.logistics = logistics;
        }

        /// All parts of a report, in the transaction that the report was read in.
        @Transactional(propagation = Propagation.MANDATORY)
        public Parts of(UUID report) {
            return new Parts(
                    certifications.findByReportIdOrderByCertificationId(report),
                    tasks.findByReportIdOrderByDayNumberAscTaskIdAsc(report),
                    finances.findByReportId(report)
                            .map(Finance::money)
                            .orElseThrow(() -> Refusal.unknown("analysis of finances")),
                    logistics
                            .findByReportId(report)
                            .map(Logistics::shipping)
                            .orElseThrow(() -> Refusal.unknown("analysis of logistics")));
        }
    }
}
