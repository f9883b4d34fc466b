package dev.pgsteady.apps.manifest.journal;

import dev.pgsteady.apps.manifest.people.User;
import dev.pgsteady.apps.manifest.people.Users;
import dev.pgsteady.apps.web.paging.Lists;
import dev.pgsteady.apps.web.paging.Marks;
import dev.pgsteady.apps.web.paging.Page;
import dev.pgsteady.apps.web.problems.Refusal;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// What somebody has published of his journal, for everybody.
@RestController
@RequestMapping("/api/published/{username}")
class PublishedApi {
    private static final String OPEN = "e.user.id = :user and e.entry.status ="
            + " dev.pgsteady.apps.manifest.journal.EntryStatus.PUBLISHED and e.entry.isPublic = true";

    private final BlogEntries entries;
    private final Users users;
    private final Lists lists;

    PublishedApi(BlogEntries entries, Users users, Lists lists) {
        this.entries = entries;
        this.users = users;
        this.lists = lists;
    }

    /// An entry as everybody sees it.
    record Shown(
            String title,
            String slug,
            @Nullable String excerpt,
            String content,
            @Nullable Instant publishedAt) {
        static Shown of(BlogEntry entry) {
            EntryContent said = entry.content();
            return new Shown(said.title(), said.slug(), said.excerpt(), said.content(), entry.publishedAt());
        }
    }

    /// The last one that was published first.
    @GetMapping
    Page<Shown> list(
            @PathVariable String username,
            @RequestParam Optional<Integer> limit,
            @RequestParam Optional<String> after) {
        User user = users.named(username)
                .filter(User::active)
                .filter(u -> u.username().equalsIgnoreCase(username))
                .orElseThrow(() -> Refusal.unknown("journal"));
        return lists.page(
                        new Lists.Query<>(
                                BlogEntry.class,
                                OPEN,
                                Map.of("user", Objects.requireNonNull(user.getId())),
                                "publishedAt",
                                entry -> new Marks.Mark(
                                        Objects.requireNonNull(entry.publishedAt()),
                                        Objects.requireNonNull(entry.getId()))),
                        limit,
                        after)
                .map(Shown::of);
    }

    @GetMapping("/{slug}")
    @Transactional(readOnly = true)
    public Shown read(@PathVariable String username, @PathVariable String slug) {
        return entries.published(username, slug).map(Shown::of).orElseThrow(() -> Refusal.unknown("entry"));
    }
}
