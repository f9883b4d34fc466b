package dev.pgsteady.apps.exportsathi.reports;

import dev.pgsteady.apps.exportsathi.TimedRow;
import dev.pgsteady.apps.web.paging.Lists;
import dev.pgsteady.apps.web.paging.Page;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// All reports, for the staff.
@RestController
class StaffReports {
    private final Lists lists;

    StaffReports(Lists lists) {
        this.lists = lists;
    }

    /// Which ones; all where nothing is said.
    record Filter(
            @Nullable ReportStatus status,
            @Nullable String hsCode,
            @Nullable String destinationCountry) {}

    /// Of all accounts, the newest first; by one thing or by none.
    @GetMapping("/api/staff/reports")
    Page<ReportView.Line> list(
            Filter filter, @RequestParam Optional<Integer> limit, @RequestParam Optional<String> after) {
        List<String> where = new ArrayList<>(List.of("true = true"));
        Map<String, Object> values = new HashMap<>();
        Optional.ofNullable(filter.status()).ifPresent(s -> values.put("status", s));
        Optional.ofNullable(filter.hsCode()).ifPresent(c -> values.put("hsCode", c));
        Optional.ofNullable(filter.destinationCountry()).ifPresent(c -> values.put("destinationCountry", c));
        values.keySet().stream().sorted().forEach(name -> where.add("e." + name + " = :" + name));
        return lists.page(TimedRow.newest(Report.class, String.join(" and ", where), values), limit, after)
                .map(ReportView.Line::of);
    }
}
