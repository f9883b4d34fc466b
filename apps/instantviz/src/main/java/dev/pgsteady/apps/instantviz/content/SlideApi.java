package dev.pgsteady.apps.instantviz.content;

import dev.pgsteady.apps.instantviz.people.Usage;
import dev.pgsteady.apps.web.problems.Refusal;
import dev.pgsteady.apps.web.signin.Caller;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
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
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// The slides of one's own projects. A new one is taken from what the tier has for the month.
@RestController
@RequestMapping("/api/projects/{project}/slides")
class SlideApi {
    private final Projects projects;
    private final Visualizations slides;
    private final Usage usage;

    SlideApi(Projects projects, Visualizations slides, Usage usage) {
        this.projects = projects;
        this.slides = slides;
        this.usage = usage;
    }

    /// A new slide.
    record Content(
            @NotNull @Min(1) @Max(10_000) Integer slideNumber,
            @NotBlank @Size(max = 300) String title,
            @NotNull Map<String, Object> data,
            @NotNull @Size(max = 200) List<Map<String, Object>> annotations) {}

    /// What is on it from now on.
    ///
    /// @param version the one that was read
    record Change(
            @NotBlank @Size(max = 300) String title,
            @NotNull Map<String, Object> data,
            @NotNull @Size(max = 200) List<Map<String, Object>> annotations,
            @NotNull Long version) {}

    /// A slide as its owner sees it.
    record Shown(
            @Nullable UUID id,
            int slideNumber,
            String title,
            Map<String, Object> data,
            List<Map<String, Object>> annotations,
            long version) {
        static Shown of(Visualization v) {
            return new Shown(v.getId(), v.slideNumber(), v.title(), v.data(), v.annotations(), v.getVersion());
        }
    }

    /// All of them: a project has no more than fit on one page.
    @GetMapping
    @Transactional(readOnly = true)
    public List<Shown> list(Authentication token, @PathVariable UUID project) {
        mine(token, project);
        return slides.findByProjectIdOrderBySlideNumber(project).stream()
                .map(Shown::of)
                .toList();
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Transactional
    public Shown create(Authentication token, @PathVariable UUID project, @Valid @RequestBody Content content) {
        Visualization slide = new Visualization(mine(token, project), content.slideNumber());
        slide.change(content.title(), content.data(), content.annotations());
        usage.take(Caller.of(token));
        return Shown.of(slides.saveAndFlush(slide));
    }

    @GetMapping("/{number}")
    @Transactional(readOnly = true)
    public Shown read(Authentication token, @PathVariable UUID project, @PathVariable int number) {
        return Shown.of(slide(token, project, number));
    }

    @PutMapping("/{number}")
    @Transactional
    public Shown change(
            Authentication token,
            @PathVariable UUID project,
            @PathVariable int number,
            @Valid @RequestBody Change change) {
        Visualization slide = slide(token, project, number);
        if (slide.getVersion() != change.version()) {
            throw Refusal.changed(slide.getVersion());
        }
        slide.change(change.title(), change.data(), change.annotations());
        return Shown.of(slides.saveAndFlush(slide));
    }

    @DeleteMapping("/{number}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Transactional
    public void delete(Authentication token, @PathVariable UUID project, @PathVariable int number) {
        slides.delete(slide(token, project, number));
    }

    private Project mine(Authentication token, UUID project) {
        return projects.findByIdAndOwnerId(project, Caller.of(token)).orElseThrow(() -> Refusal.unknown("project"));
    }

    private Visualization slide(Authentication token, UUID project, int number) {
        mine(token, project);
        return slides.findByProjectIdAndSlideNumber(project, number).orElseThrow(() -> Refusal.unknown("slide"));
    }
}
