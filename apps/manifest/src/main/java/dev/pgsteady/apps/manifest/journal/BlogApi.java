package dev.pgsteady.apps.manifest.journal;

import dev.pgsteady.apps.manifest.people.BelongingsApi;
import dev.pgsteady.apps.manifest.people.User;
import dev.pgsteady.apps.manifest.people.Users;
import dev.pgsteady.apps.web.paging.Lists;
import dev.pgsteady.apps.web.paging.Marks;
import dev.pgsteady.apps.web.paging.Page;
import dev.pgsteady.apps.web.signin.Caller;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// One's own journal.
@RestController
@RequestMapping("/api/blog")
class BlogApi extends BelongingsApi<BlogEntry, EntryContent> {
    private final Search search;
    private final Lists lists;

    BlogApi(BlogEntries entries, Users users, Search search, Lists lists) {
        super(entries, users, "entry");
        this.search = search;
        this.lists = lists;
    }

    @Override
    protected BlogEntry made(User owner, EntryContent content) {
        return new BlogEntry(owner, content);
    }

    /// All, or those that speak of something, the newest first.
    ///
    /// @param about words, "a phrase", -without, either or other
    @GetMapping
    Page<Shown<EntryContent>> list(
            Authentication token,
            @RequestParam Optional<String> about,
            @RequestParam Optional<Integer> limit,
            @RequestParam Optional<String> after) {
        UUID user = Caller.of(token);
        return about.map(words -> lists.page(limit, after, BlogApi::mark, search.of(user, words)))
                .orElseGet(() -> lists.page(
                        Lists.Query.newest(
                                BlogEntry.class, BlogEntry::getId, "e.user.id = :user", Map.of("user", user)),
                        limit,
                        after))
                .map(Shown::of);
    }

    private static Marks.Mark mark(BlogEntry entry) {
        return new Marks.Mark(Objects.requireNonNull(entry.getCreatedAt()), Objects.requireNonNull(entry.getId()));
    }
}
