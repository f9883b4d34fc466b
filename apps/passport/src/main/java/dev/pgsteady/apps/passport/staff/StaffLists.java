package dev.pgsteady.apps.passport.staff;

import dev.pgsteady.apps.passport.limits.LimitView;
import dev.pgsteady.apps.passport.limits.RateLimits;
import dev.pgsteady.apps.passport.limits.UserRateLimit;
import dev.pgsteady.apps.passport.photos.PhotoGeneration;
import dev.pgsteady.apps.passport.photos.PhotoView;
import dev.pgsteady.apps.passport.photos.Status;
import dev.pgsteady.apps.passport.trail.Action;
import dev.pgsteady.apps.passport.trail.Asker;
import dev.pgsteady.apps.passport.trail.AuditView;
import dev.pgsteady.apps.passport.trail.UsageView;
import dev.pgsteady.apps.web.paging.Lists;
import dev.pgsteady.apps.web.paging.Page;
import dev.pgsteady.apps.web.problems.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Photos, rate limits, audits and uses of everybody. Audits and uses can be read, and nothing else.
@RestController
@RequestMapping("/api/staff")
class StaffLists {
    private final Lists lists;
    private final RateLimits limits;

    StaffLists(Lists lists, RateLimits limits) {
        this.lists = lists;
        this.limits = limits;
    }

    /// Which page of a list.
    record Place(Optional<Integer> limit, Optional<String> after) {}

    @GetMapping("/generations")
    Page<PhotoView> generations(@RequestParam Optional<UUID> user, @RequestParam Optional<String> status, Place page) {
        Lists.Query<PhotoGeneration> query;
        if (user.isPresent()) {
            query = generations("e.user.id = :user", Map.of("user", one(user, status)));
        } else if (status.isPresent()) {
            query = generations(
                    "e.status = :status",
                    Map.of("status", status.flatMap(Status::of).orElseThrow(() -> unknown("status"))));
        } else {
            query = generations("1 = 1", Map.of());
        }
        return lists.page(query, page.limit(), page.after()).map(PhotoView::of);
    }

    private static Lists.Query<PhotoGeneration> generations(String where, Map<String, Object> parameters) {
        return Lists.Query.newest(PhotoGeneration.class, PhotoGeneration::getId, where, parameters);
    }

    @GetMapping("/audits")
    Page<AuditView> audits(
            @RequestParam Optional<UUID> user,
            @RequestParam Optional<UUID> generation,
            @RequestParam Optional<String> action,
            Place page) {
        Object value = one(user, generation, action);
        String where = user.map(u -> "e.userId = :value")
                .or(() -> generation.map(g -> "e.generationId = :value"))
                .orElse("e.action = :value");
        Object wanted = action.isEmpty() ? value : Action.of(action.get()).orElseThrow(() -> unknown("action"));
        return lists.page(AuditView.query(where, Map.of("value", wanted)), page.limit(), page.after())
                .map(AuditView::of);
    }

    @GetMapping("/usages")
    Page<UsageView> usages(@RequestParam Optional<UUID> user, @RequestParam Optional<String> feature, Place page) {
        String where = user.isPresent() ? "e.userId = :value" : "e.feature = :value";
        return lists.page(UsageView.query(where, Map.of("value", one(user, feature))), page.limit(), page.after())
                .map(UsageView::of);
    }

    @GetMapping("/rate-limits")
    @Transactional(readOnly = true)
    public Page<LimitView> rateLimits(@RequestParam Optional<Boolean> blocked, Place page) {
        return lists.page(
                        Lists.Query.newest(
                                UserRateLimit.class,
                                UserRateLimit::getId,
                                blocked.isPresent() ? "e.isBlocked = :blocked" : "1 = 1",
                                blocked.<Map<String, Object>>map(b -> Map.of("blocked", b))
                                        .orElse(Map.of())),
                        page.limit(),
                        page.after())
                .map(LimitView::of);
    }

    /// Lets somebody in again who was blocked.
    @PostMapping("/rate-limits/{user}/unblock")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void unblock(Authentication token, HttpServletRequest request, @PathVariable UUID user) {
        limits.unblock(Asker.of(token, request), user);
    }

    /// The one filter that was given: an index serves each, and none serves several.
    private static Object one(Optional<?>... filters) {
        Object[] given = Stream.of(filters).flatMap(Optional::stream).toArray();
        if (given.length != 1) {
            throw new Refusal(HttpStatus.BAD_REQUEST, "Say one of the filters, and only one.");
        }
        return given[0];
    }

    private static Refusal unknown(String what) {
        return new Refusal(HttpStatus.BAD_REQUEST, "There is no such " + what + ".");
    }
}
