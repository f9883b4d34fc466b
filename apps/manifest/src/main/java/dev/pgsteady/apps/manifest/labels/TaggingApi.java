package dev.pgsteady.apps.manifest.labels;

import dev.pgsteady.apps.manifest.people.BelongingsApi.Shown;
import dev.pgsteady.apps.manifest.people.Words;
import dev.pgsteady.apps.web.paging.Lists;
import dev.pgsteady.apps.web.paging.Page;
import dev.pgsteady.apps.web.signin.Caller;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// What one's tags are on.
@RestController
class TaggingApi {
    private final Tags tags;
    private final Tagging tagging;
    private final Lists lists;

    TaggingApi(Tags tags, Tagging tagging, Lists lists) {
        this.tags = tags;
        this.tagging = tagging;
        this.lists = lists;
    }

    /// All that a tag is on, what it was put on last first.
    @GetMapping("/api/tags/{tag}/subjects")
    Page<Subject> subjects(
            Authentication token,
            @PathVariable UUID tag,
            @RequestParam Optional<Integer> limit,
            @RequestParam Optional<String> after) {
        tags.of(Caller.of(token), tag, "tag");
        return lists.page(
                        Lists.Query.newest(Taggable.class, Taggable::getId, "e.tag.id = :tag", Map.of("tag", tag)),
                        limit,
                        after)
                .map(Taggable::subject);
    }

    /// The tags of something, by name.
    @GetMapping("/api/subjects/{type}/{subject}/tags")
    @Transactional(readOnly = true)
    public List<Shown<TagContent>> tags(Authentication token, @PathVariable String type, @PathVariable UUID subject) {
        return tags.on(Caller.of(token), type(type).word(), subject).stream()
                .map(Shown::of)
                .toList();
    }

    @PutMapping("/api/tags/{tag}/subjects/{type}/{subject}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void put(Authentication token, @PathVariable UUID tag, @PathVariable String type, @PathVariable UUID subject) {
        tagging.put(Caller.of(token), tag, new Subject(type(type), subject));
    }

    @DeleteMapping("/api/tags/{tag}/subjects/{type}/{subject}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void take(Authentication token, @PathVariable UUID tag, @PathVariable String type, @PathVariable UUID subject) {
        tagging.take(Caller.of(token), tag, new Subject(type(type), subject));
    }

    private static SubjectType type(String word) {
        return Words.read(SubjectType.values(), SubjectType::word, "type", word);
    }
}
