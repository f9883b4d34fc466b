package dev.pgsteady.apps.instantviz.content;

import dev.pgsteady.apps.instantviz.people.Users;
import dev.pgsteady.apps.web.paging.Lists;
import dev.pgsteady.apps.web.paging.Page;
import dev.pgsteady.apps.web.problems.Refusal;
import dev.pgsteady.apps.web.signin.Caller;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// One's own projects.
@RestController
@RequestMapping("/api/projects")
class ProjectApi {
    private final Projects projects;
    private final Users users;
    private final Lists lists;

    ProjectApi(Projects projects, Users users, Lists lists) {
        this.projects = projects;
        this.users = users;
        this.lists = lists;
    }

    /// What a project is about.
    record Content(
            @NotBlank @Size(max = 200) String name,
            @NotNull Map<String, Object> contextMetadata,
            @NotNull @Size(max = 50) List<@NotBlank @Size(max = 100) String> topics) {}

    /// What it is about from now on.
    ///
    /// @param version the one that was read
    record Change(@NotNull @Valid Content content, @NotNull Long version) {}

    /// A project as its owner sees it.
    record Shown(
            @Nullable UUID id,
            String name,
            Map<String, Object> contextMetadata,
            List<String> topics,
            @Nullable Instant createdAt,
            @Nullable Instant updatedAt,
            long version) {
        static Shown of(Project p) {
            return new Shown(
                    p.getId(),
                    p.name(),
                    p.contextMetadata(),
                    p.topics(),
                    p.getCreatedAt(),
                    p.getUpdatedAt(),
                    p.getVersion());
        }
    }

    @GetMapping
    Page<Shown> list(
            Authentication token, @RequestParam Optional<Integer> limit, @RequestParam Optional<String> after) {
        return lists.page(
                        Lists.Query.newest(
                                Project.class,
                                Project::getId,
                                "e.owner.id = :owner",
                                Map.of("owner", Caller.of(token))),
                        limit,
                        after)
                .map(Shown::of);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Transactional
    public Shown create(Authentication token, @Valid @RequestBody Content content) {
        return Shown.of(projects.saveAndFlush(new Project(
                users.getReferenceById(Caller.of(token)),
                content.name(),
                content.contextMetadata(),
                content.topics())));
    }

    @GetMapping("/{id}")
    @Transactional(readOnly = true)
    public Shown read(Authentication token, @PathVariable UUID id) {
        return Shown.of(mine(token, id));
    }

    @PutMapping("/{id}")
    @Transactional
    public Shown change(Authentication token, @PathVariable UUID id, @Valid @RequestBody Change change) {
        Project project = mine(token, id);
        if (project.getVersion() != change.version()) {
            throw Refusal.changed(project.getVersion());
        }
        Content content = change.content();
        project.change(content.name(), content.contextMetadata(), content.topics());
        return Shown.of(projects.saveAndFlush(project));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Transactional
    public void delete(Authentication token, @PathVariable UUID id) {
        projects.delete(mine(token, id));
    }

    private Project mine(Authentication token, UUID id) {
        return projects.findByIdAndOwnerId(id, Caller.of(token)).orElseThrow(() -> Refusal.unknown("project"));
    }
}
