package dev.pgsteady.apps.exportsathi.keeping;

import dev.pgsteady.apps.exportsathi.metrics.RollUp;
import dev.pgsteady.apps.web.paging.Lists;
import dev.pgsteady.apps.web.paging.Marks;
import dev.pgsteady.apps.web.paging.Page;
import dev.pgsteady.apps.web.problems.Refusal;
import dev.pgsteady.apps.web.signin.Caller;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.security.core.Authentication;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// What one has deleted lately.
@RestController
@RequestMapping("/api/trash")
public class Trash {
    private final JdbcClient database;
    private final Lists lists;
    private final RollUp rollUp;
    private final Duration kept;

    Trash(JdbcClient database, Lists lists, RollUp rollUp, @Value("${exportsathi.trash.kept:30d}") Duration kept) {
        this.database = database;
        this.lists = lists;
        this.rollUp = rollUp;
        this.kept = kept;
    }

    /// Something that was deleted.
    ///
    /// @param id    of the thing in the trash
    /// @param rowId of what it was
    record Shown(UUID id, String kind, UUID rowId, String title, Instant deletedAt) {
        static Shown of(TrashItem item) {
            return new Shown(item.key(), item.kind(), item.rowId(), item.title(), item.deletedAt());
        }
    }

    @GetMapping
    Page<Shown> list(
            Authentication token, @RequestParam Optional<Integer> limit, @RequestParam Optional<String> after) {
        return lists.page(
                        new Lists.Query<>(
                                TrashItem.class,
                                "e.owner.id = :owner",
                                Map.of("owner", Caller.of(token)),
                                "deletedAt",
                                i -> new Marks.Mark(i.deletedAt(), i.key())),
                        limit,
                        after)
                .map(Shown::of);
    }

    /// Puts it back as it was, with all rows that went with it.
    @PostMapping("/{id}/restore")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Transactional
    public void restore(Authentication token, @PathVariable UUID id) {
        mine(token, id);
        database.sql("SELECT trash.put_back(:id)")
                .param("id", id)
                .query(Boolean.class)
                .single();
        rollUp.of(Caller.of(token));
    }

    /// Takes it away for good.
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Transactional
    public void delete(Authentication token, @PathVariable UUID id) {
        mine(token, id);
        database.sql("DELETE FROM trash.items WHERE id = :id").param("id", id).update();
    }

    private void mine(Authentication token, UUID id) {
        boolean there = database.sql("SELECT id FROM trash.items WHERE id = :id AND owner_id = :owner FOR UPDATE")
                .param("id", id)
                .param("owner", Caller.of(token))
                .query(UUID.class)
                .optional()
                .isPresent();
        if (!there) {
            throw Refusal.unknown("thing in the trash");
        }
    }

    /// Takes away for good what has lain here long enough.
    ///
    /// @return how many things
    @Scheduled(cron = "${exportsathi.trash.every:0 45 3 * * *}")
    @Transactional
    public int empty() {
        return database.sql("DELETE FROM trash.items WHERE deleted_at < now() - :seconds * interval '1 second'")
                .param("seconds", kept.toSeconds())
                .update();
    }
}
