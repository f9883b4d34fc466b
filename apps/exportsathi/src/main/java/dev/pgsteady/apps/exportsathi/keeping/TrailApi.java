package dev.pgsteady.apps.exportsathi.keeping;

import dev.pgsteady.apps.web.paging.Lists;
import dev.pgsteady.apps.web.paging.Marks;
import dev.pgsteady.apps.web.paging.Page;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The audit trail, for the staff.
@RestController
class TrailApi {
    private final Lists lists;

    TrailApi(Lists lists) {
        this.lists = lists;
    }

    /// A line of it.
    record Shown(
            Instant at,
            String table,
            UUID row,
            String action,
            @Nullable UUID actor,
            String role,
            long transaction,
            @Nullable Map<String, Object> before,
            @Nullable Map<String, Object> after) {
        static Shown of(Change c) {
            return new Shown(
                    c.at(),
                    c.tableName(),
                    c.rowId(),
                    c.action(),
                    c.actor(),
                    c.roleName(),
                    c.transactionId(),
                    c.before(),
                    c.after());
        }
    }

    /// What happened to a row, the newest first.
    @GetMapping("/api/staff/trail")
    Page<Shown> of(
            @RequestParam String table,
            @RequestParam UUID row,
            @RequestParam Optional<Integer> limit,
            @RequestParam Optional<String> after) {
        return page("e.tableName = :table and e.rowId = :row", Map.of("table", table, "row", row), limit, after);
    }

    /// What an account did, the newest first.
    @GetMapping("/api/staff/trail/by")
    Page<Shown> by(
            @RequestParam UUID actor, @RequestParam Optional<Integer> limit, @RequestParam Optional<String> after) {
        return page("e.actor = :actor", Map.of("actor", actor), limit, after);
    }

    private Page<Shown> page(
            String where, Map<String, Object> values, Optional<Integer> limit, Optional<String> after) {
        return lists.page(
                        new Lists.Query<>(Change.class, where, values, "at", c -> new Marks.Mark(c.at(), c.key())),
                        limit,
                        after)
                .map(Shown::of);
    }
}
