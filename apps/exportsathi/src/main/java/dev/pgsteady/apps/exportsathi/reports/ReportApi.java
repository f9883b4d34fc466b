package dev.pgsteady.apps.exportsathi.reports;

import dev.pgsteady.apps.exportsathi.TimedRow;
import dev.pgsteady.apps.exportsathi.assessment.Subject;
import dev.pgsteady.apps.exportsathi.people.User;
import dev.pgsteady.apps.exportsathi.people.Users;
import dev.pgsteady.apps.web.paging.Lists;
import dev.pgsteady.apps.web.paging.Page;
import dev.pgsteady.apps.web.problems.Refusal;
import dev.pgsteady.apps.web.signin.Caller;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// One's own reports.
@RestController
@RequestMapping("/api/reports")
class ReportApi {
    private final Reporting reporting;
    private final Reports reports;
    private final Users users;
    private final Parts.Reader parts;
    private final Lists lists;

    ReportApi(Reporting reporting, Reports reports, Users users, Parts.Reader parts, Lists lists) {
        this.reporting = reporting;
        this.reports = reports;
        this.users = users;
        this.parts = parts;
        this.lists = lists;
    }

    /// What is to be exported.
    ///
    /// @param hsCode             when it is known; guessed from the words otherwise
    /// @param destinationCountry ISO 3166-1, two letters
    record Wanted(
            @NotBlank @Size(max = 200) String productName,
            @NotNull @Size(max = 4000) String productDescription,

            @Nullable @Size(max = 2000) @Pattern(regexp = "https?://.+") String productImageUrl,

            @Nullable @Pattern(regexp = "[0-9]{4,8}") String hsCode,
            @NotNull @Pattern(regexp = "[A-Z]{2}") String destinationCountry) {}

    /// How far it is.
    ///
    /// @param updatedAt as it was read
    record Change(@NotNull ReportStatus status, @NotNull Instant updatedAt) {}

    @GetMapping
    Page<ReportView.Line> list(
            Authentication token,
            @RequestParam Optional<ReportStatus> status,
            @RequestParam Optional<Integer> limit,
            @RequestParam Optional<String> after) {
        Map<String, Object> values = new HashMap<>(Map.of("user", Caller.of(token)));
        status.ifPresent(s -> values.put("status", s));
        String where = "e.user.id = :user" + (status.isPresent() ? " and e.status = :status" : "");
        return lists.page(TimedRow.newest(Report.class, where, values), limit, after)
                .map(ReportView.Line::of);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Transactional
    public ReportView.Whole create(Authentication token, @Valid @RequestBody Wanted wanted) {
        UUID owner = Caller.of(token);
        User user = users.findById(owner).orElseThrow(() -> Refusal.unknown("account"));
        Subject subject = new Subject(
                wanted.productName(),
                wanted.productDescription(),
                Optional.ofNullable(wanted.hsCode()),
                wanted.destinationCountry(),
                user.businessType(),
                user.companySize());
        return whole(reporting.create(owner, subject, Optional.ofNullable(wanted.productImageUrl())));
    }

    @GetMapping("/{id}")
    @Transactional(readOnly = true)
    public ReportView.Whole read(Authentication token, @PathVariable UUID id) {
        return whole(reports.findByIdAndUserId(id, Caller.of(token)).orElseThrow(() -> Refusal.unknown("report")));
    }

    @PatchMapping("/{id}")
    @Transactional
    public ReportView.Whole change(Authentication token, @PathVariable UUID id, @Valid @RequestBody Change change) {
        return whole(reporting.become(Caller.of(token), id, change.status(), change.updatedAt()));
    }

    /// It lies in the trash for a while, with all that belongs to it.
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(Authentication token, @PathVariable UUID id) {
        reporting.delete(Caller.of(token), id);
    }

    private ReportView.Whole whole(Report report) {
        return ReportView.Whole.of(report, parts.of(report.key()));
    }
}
