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

/// One's own workspaces.
@RestController
@RequestMapping("/api/workspaces")
class WorkspaceApi {
    private final Workspaces workspaces;
    private final Users users;
    private final Lists lists;

    WorkspaceApi(Workspaces workspaces, Users users, Lists lists) {
        this.workspaces = workspaces;
        this.users = users;
        this.lists = lists;
    }

    /// What a workspace holds.
    record Content(
            @NotBlank @Size(max = 200) String name, @NotNull Map<String, Object> data) {}

    /// What it holds from now on.
    ///
    /// @param version the one that was read
    record Change(
            @NotBlank @Size(max = 200) String name,
            @NotNull Map<String, Object> data,
            @NotNull Long version) {}

    /// A workspace as its owner sees it.
    record Shown(
            @Nullable UUID id,
            String name,
            Map<String, Object> data,
            @Nullable Instant createdAt,
            @Nullable Instant updatedAt,
            long version) {
        static Shown of(Workspace w) {
            return new Shown(w.getId(), w.name(), w.data(), w.getCreatedAt(), w.getUpdatedAt(), w.getVersion());
        }
    }

    @GetMapping
    Page<Shown> list(
            Authentication token, @RequestParam Optional<Integer> limit, @RequestParam Optional<String> after) {
        return lists.page(
                        Lists.Query.newest(
                                Workspace.class,
                                Workspace::getId,
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
        return Shown.of(workspaces.saveAndFlush(
                new Workspace(users.getReferenceById(Caller.of(token)), content.name(), content.data())));
    }

    @GetMapping("/{id}")
    @Transactional(readOnly = true)
    public Shown read(Authentication token, @PathVariable UUID id) {
        return Shown.of(mine(token, id));
    }

    @PutMapping("/{id}")
    @Transactional
    public Shown change(Authentication token, @PathVariable UUID id, @Valid @RequestBody Change change) {
        Workspace workspace = mine(token, id);
        if (workspace.getVersion() != change.version()) {
            throw Refusal.changed(workspace.getVersion());
        }
        workspace.change(change.name(), change.data());
        return Shown.of(workspaces.saveAndFlush(workspace));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Transactional
    public void delete(Authentication token, @PathVariable UUID id) {
        workspaces.delete(mine(token, id));
    }

    private Workspace mine(Authentication token, UUID id) {
        return workspaces.findByIdAndOwnerId(id, Caller.of(token)).orElseThrow(() -> Refusal.unknown("workspace"));
    }
}
