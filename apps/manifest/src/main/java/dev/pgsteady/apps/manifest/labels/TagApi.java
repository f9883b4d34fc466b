package dev.pgsteady.apps.manifest.labels;

import dev.pgsteady.apps.manifest.people.BelongingsApi;
import dev.pgsteady.apps.manifest.people.User;
import dev.pgsteady.apps.manifest.people.Users;
import dev.pgsteady.apps.web.paging.Lists;
import dev.pgsteady.apps.web.paging.Page;
import dev.pgsteady.apps.web.signin.Caller;
import java.util.Map;
import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// One's own tags.
@RestController
@RequestMapping("/api/tags")
class TagApi extends BelongingsApi<Tag, TagContent> {
    private final Lists lists;

    TagApi(Tags tags, Users users, Lists lists) {
        super(tags, users, "tag");
        this.lists = lists;
    }

    @Override
    protected Tag made(User owner, TagContent content) {
        return new Tag(owner, content);
    }

    @GetMapping
    Page<Shown<TagContent>> list(
            Authentication token, @RequestParam Optional<Integer> limit, @RequestParam Optional<String> after) {
        return lists.page(
                        Lists.Query.newest(
                                Tag.class, Tag::getId, "e.user.id = :user", Map.of("user", Caller.of(token))),
                        limit,
                        after)
                .map(Shown::of);
    }
}
