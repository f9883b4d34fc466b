package dev.pgsteady.apps.manifest.labels;

import dev.pgsteady.apps.manifest.people.BelongingsApi;
import dev.pgsteady.apps.manifest.people.User;
import dev.pgsteady.apps.manifest.people.Users;
import dev.pgsteady.apps.web.paging.Lists;
import dev.pgsteady.apps.web.paging.Page;
import dev.pgsteady.apps.web.signin.Caller;
import jakarta.validation.Valid;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.security.core.Authentication;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// One's own files.
@RestController
@RequestMapping("/api/media")
class MediaApi extends BelongingsApi<Media, MediaContent> {
    private final Subjects subjects;
    private final Lists lists;

    MediaApi(MediaFiles files, Users users, Subjects subjects, Lists lists) {
        super(files, users, "file");
        this.subjects = subjects;
        this.lists = lists;
    }

    @Override
    protected Media made(User owner, MediaContent content) {
        return new Media(owner, content);
    }

    @Override
    @Transactional
    public Shown<MediaContent> create(Authentication token, @Valid @RequestBody MediaContent content) {
        content.subject().ifPresent(subject -> subjects.require(Caller.of(token), subject));
        return super.create(token, content);
    }

    @Override
    @Transactional
    public Shown<MediaContent> change(
            Authentication token, @PathVariable UUID id, @Valid @RequestBody Change<MediaContent> change) {
        change.content().subject().ifPresent(subject -> subjects.require(Caller.of(token), subject));
        return super.change(token, id, change);
    }

    /// All, or those that hang on something, the newest first.
    ///
    /// @param on what, with its key: `goal:7f0e…`
    @GetMapping
    Page<Shown<MediaContent>> list(
            Authentication token,
            @RequestParam Optional<String> on,
            @RequestParam Optional<Integer> limit,
            @RequestParam Optional<String> after) {
        Map<String, Object> values = new HashMap<>(Map.of("user", Caller.of(token)));
        String where = "e.user.id = :user";
        if (on.isPresent()) {
            Subject subject = Subject.read(on.get());
            where += " and e.content.relatedType = :type and e.content.relatedId = :subject";
            values.put("type", subject.type());
            values.put("subject", subject.id());
        }
        return lists.page(Lists.Query.newest(Media.class, Media::getId, where, values), limit, after)
                .map(Shown::of);
    }
}
