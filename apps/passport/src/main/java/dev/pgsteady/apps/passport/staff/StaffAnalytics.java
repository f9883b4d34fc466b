package dev.pgsteady.apps.passport.staff;

import dev.pgsteady.apps.passport.trail.Analytics;
import dev.pgsteady.apps.passport.trail.Asker;
import dev.pgsteady.apps.passport.trail.AuditArchive;
import dev.pgsteady.apps.passport.trail.AuditMonths;
import dev.pgsteady.apps.web.problems.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// What is used how much, and the months of the audits.
@RestController
@RequestMapping("/api/staff")
class StaffAnalytics {
    private static final int YEARS = 10 * 366;

    private final Analytics analytics;
    private final AuditMonths months;
    private final AuditArchive archive;

    StaffAnalytics(Analytics analytics, AuditMonths months, AuditArchive archive) {
        this.analytics = analytics;
        this.months = months;
        this.archive = archive;
    }

    @GetMapping("/analytics/days")
    List<Analytics.Day> days(@RequestParam(defaultValue = "30") int days) {
        return analytics.days(since(days));
    }

    @GetMapping("/analytics/features")
    List<Analytics.Total> features(@RequestParam(defaultValue = "30") int days) {
        return analytics.totals(since(days));
    }

    private static LocalDate since(int days) {
        if (days < 1 || days > YEARS) {
            throw new Refusal(HttpStatus.BAD_REQUEST, "The parameter 'days' is 1 to " + YEARS + ".");
        }
        return LocalDate.now(ZoneOffset.UTC).minusDays(days);
    }

    /// Makes the analytics anew at once.
    @PostMapping("/analytics/refresh")
    List<Analytics.Total> refresh() {
        analytics.refresh();
        return features(1);
    }

    @GetMapping("/audit-months")
    List<AuditMonths.Month> months() {
        return months.list();
    }

    /// Takes a month that is over out of the database into a file.
    @PostMapping("/audit-months/{month}/archive")
    AuditArchive.Archived archive(Authentication token, HttpServletRequest request, @PathVariable YearMonth month) {
        return archive.archive(Asker.of(token, request), month);
    }
}
