package dev.pgsteady.apps.passport.photos;

import dev.pgsteady.apps.passport.trail.Asker;
import dev.pgsteady.apps.passport.trail.AuditView;
import dev.pgsteady.apps.web.paging.Lists;
import dev.pgsteady.apps.web.paging.Page;
import dev.pgsteady.apps.web.problems.Refusal;
import dev.pgsteady.apps.web.signin.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// One's own photos, and what photos have to measure.
@RestController
class PhotoApi {
    private final Studio studio;
    private final Generations generations;
    private final Lists lists;

    PhotoApi(Studio studio, Generations generations, Lists lists) {
        this.studio = studio;
        this.generations = generations;
        this.lists = lists;
    }

    /// Another part of the picture.
    ///
    /// @param version the one that was read
    record Crop(@NotNull @Valid Area area, @NotNull Long version) {}

    @GetMapping("/api/formats")
    List<DocumentFormat> formats() {
        return DocumentFormat.ALL;
    }

    /// The body is the picture itself.
    @PostMapping(
            path = "/api/photos",
            consumes = {MediaType.IMAGE_JPEG_VALUE, MediaType.IMAGE_PNG_VALUE})
    @ResponseStatus(HttpStatus.CREATED)
    PhotoView generate(
            HttpServletRequest request,
            @RequestParam String country,
            @RequestParam String type,
            @RequestBody byte[] picture) {
        DocumentFormat format = DocumentType.of(type)
                .flatMap(t -> DocumentFormat.of(country, t))
                .orElseThrow(() -> new Refusal(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "There is no such format; all that are known are at /api/formats."));
        Authentication token = (Authentication) Objects.requireNonNull(request.getUserPrincipal());
        return PhotoView.of(studio.generate(Asker.of(token, request), format, picture));
    }

    @GetMapping("/api/photos")
    Page<PhotoView> list(
            Authentication token, @RequestParam Optional<Integer> limit, @RequestParam Optional<String> after) {
        return lists.page(
                        Lists.Query.newest(
                                PhotoGeneration.class,
                                PhotoGeneration::getId,
                                "e.user.id = :user",
                                Map.of("user", Caller.of(token))),
                        limit,
                        after)
                .map(PhotoView::of);
    }

    @GetMapping("/api/photos/{id}")
    PhotoView read(Authentication token, @PathVariable UUID id) {
        return PhotoView.of(mine(token, id));
    }

    @PostMapping("/api/photos/{id}/crop")
    PhotoView crop(
            Authentication token, HttpServletRequest request, @PathVariable UUID id, @Valid @RequestBody Crop crop) {
        return PhotoView.of(studio.crop(Asker.of(token, request), id, crop.area(), crop.version()));
    }

    @GetMapping(path = "/api/photos/{id}/file", produces = MediaType.IMAGE_JPEG_VALUE)
    ResponseEntity<byte[]> download(Authentication token, HttpServletRequest request, @PathVariable UUID id) {
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"photo.jpg\"")
                .contentType(MediaType.IMAGE_JPEG)
                .body(studio.download(Asker.of(token, request), id));
    }

    @DeleteMapping("/api/photos/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(Authentication token, HttpServletRequest request, @PathVariable UUID id) {
        studio.delete(Asker.of(token, request), id);
    }

    /// What was done with one of them.
    @GetMapping("/api/photos/{id}/audits")
    Page<AuditView> audits(
            Authentication token,
            @PathVariable UUID id,
            @RequestParam Optional<Integer> limit,
            @RequestParam Optional<String> after) {
        return lists.page(
                        AuditView.query(
                                "e.generationId = :generation",
                                Map.of("generation", mine(token, id).getId())),
                        limit,
                        after)
                .map(AuditView::of);
    }

    /// What one did oneself, also with photos that are gone.
    @GetMapping("/api/me/audits")
    Page<AuditView> audits(
            Authentication token, @RequestParam Optional<Integer> limit, @RequestParam Optional<String> after) {
        return lists.page(AuditView.query("e.userId = :user", Map.of("user", Caller.of(token))), limit, after)
                .map(AuditView::of);
    }

    private PhotoGeneration mine(Authentication token, UUID id) {
        return generations.findByIdAndUserId(id, Caller.of(token)).orElseThrow(() -> Refusal.unknown("photo"));
    }
}
