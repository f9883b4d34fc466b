package dev.pgsteady.apps.manifest.progress;

import dev.pgsteady.apps.manifest.labels.Subject;
import dev.pgsteady.apps.manifest.labels.SubjectType;
import dev.pgsteady.apps.manifest.people.Users;
import dev.pgsteady.apps.web.paging.Lists;
import dev.pgsteady.apps.web.paging.Page;
import dev.pgsteady.apps.web.problems.Refusal;
import dev.pgsteady.apps.web.signin.Caller;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// How one's things stood, day by day.
@RestController
@RequestMapping("/api/snapshots")
class SnapshotApi {
    private final Snapshots snapshots;
    private final Users users;
    private final Lists lists;

    SnapshotApi(Snapshots snapshots, Users users, Lists lists) {
        this.snapshots = snapshots;
        this.users = users;
        this.lists = lists;
    }

    /// A snapshot as its owner sees it.
    ///
    /// @param relatedType what it is of; null when it is of the whole day
    record Shown(
            LocalDate snapshotDate,
            SnapshotType snapshotType,
            @Nullable SubjectType relatedType,
            @Nullable UUID relatedId,
            Map<String, Object> metrics) {
        static Shown of(ProgressSnapshot s) {
            return new Shown(s.snapshotDate(), s.snapshotType(), s.relatedType(), s.relatedId(), s.metrics());
        }
    }

    /// @param rows how many are new or say something else than before
    record Taken(LocalDate day, int rows) {}

    /// All, or those of a goal or a habit, the last day first.
    ///
    /// @param of what, with its key: `goal:7f0e…`
    @GetMapping
    Page<Shown> list(
            Authentication token,
            @RequestParam Optional<String> of,
            @RequestParam Optional<Integer> limit,
            @RequestParam Optional<String> after) {
        Map<String, Object> values = new HashMap<>(Map.of("user", Caller.of(token)));
        String where = "e.user.id = :user";
        if (of.isPresent()) {
            Subject subject = Subject.read(of.get());
            where += " and e.relatedType = :type and e.relatedId = :subject";
            values.put("type", subject.type());
            values.put("subject", subject.id());
        }
        return lists.page(
                        Lists.Query.latest(
                                        ProgressSnapshot.class,
                                        "snapshotDate",
                                        ProgressSnapshot::snapshotDate,
                                        ProgressSnapshot::getId)
                                .where(where, values),
                        limit,
                        after)
                .map(Shown::of);
    }

    /// Writes down a day now, without waiting for the night.
    @PutMapping("/{day}")
    Taken take(Authentication token, @PathVariable LocalDate day) {
        UUID user = Caller.of(token);
        if (day.isAfter(users.today(user))) {
            throw new Refusal(HttpStatus.UNPROCESSABLE_CONTENT, "That day has not come yet.");
        }
        return new Taken(day, snapshots.take(user, day));
    }
}
