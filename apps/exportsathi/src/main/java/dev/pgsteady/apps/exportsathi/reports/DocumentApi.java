package dev.pgsteady.apps.exportsathi.reports;

import dev.pgsteady.apps.exportsathi.TimedRow;
import dev.pgsteady.apps.web.paging.Lists;
import dev.pgsteady.apps.web.paging.Page;
import dev.pgsteady.apps.web.problems.Refusal;
import dev.pgsteady.apps.web.signin.Caller;
import jakarta.validation.Valid;
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
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// The papers of one's own reports.
@RestController
class DocumentApi {
    private final Papers papers;
    private final Documents documents;
    private final Reports reports;
    private final Lists lists;

    DocumentApi(Papers papers, Documents documents, Reports reports, Lists lists) {
        this.papers = papers;
        this.documents = documents;
        this.reports = reports;
        this.lists = lists;
    }

    /// A paper.
    record Content(
            @NotNull DocumentType documentType,
            @NotNull @Size(min = 1, max = 100) Map<String, Object> data) {
        @Override
        public String toString() {
            return documentType + "";
        }
    }

    /// A line of a list: not what is in it.
    record Line(
            UUID id,
            DocumentType documentType,
            boolean valid,
            @Nullable Instant createdAt) {
        static Line of(Document d) {
            return new Line(d.key(), d.documentType(), d.valid(), d.getCreatedAt());
        }
    }

    /// A paper as its owner sees it.
    record Whole(
            UUID id,
            DocumentType documentType,
            Map<String, Object> data,
            @Nullable String fileUrl,
            boolean valid,
            List<Document.Finding> validationResults,
            @Nullable Instant createdAt,
            @Nullable Instant updatedAt) {
        @Override
        public String toString() {
            return "document " + id;
        }
    }

    private Whole whole(Document d) {
        return new Whole(
                d.key(),
                d.documentType(),
                papers.open(d),
                d.fileUrl(),
                d.valid(),
                d.validationResults(),
                d.getCreatedAt(),
                d.getUpdatedAt());
    }

    @PostMapping("/api/reports/{report}/documents")
    @ResponseStatus(HttpStatus.CREATED)
    Whole write(Authentication token, @PathVariable UUID report, @Valid @RequestBody Content content) {
        return whole(papers.write(Caller.of(token), report, content.documentType(), content.data()));
    }

    @GetMapping("/api/reports/{report}/documents")
    @Transactional(readOnly = true)
    public Page<Line> of(
            Authentication token,
            @PathVariable UUID report,
            @RequestParam Optional<Integer> limit,
            @RequestParam Optional<String> after) {
        if (reports.findByIdAndUserId(report, Caller.of(token)).isEmpty()) {
            throw Refusal.unknown("report");
        }
        return lists.page(
                        TimedRow.newest(Document.class, "e.report.id = :report", Map.of("report", report)),
                        limit,
                        after)
                .map(Line::of);
    }

    /// Those of all reports.
    @GetMapping("/api/documents")
    Page<Line> all(Authentication token, @RequestParam Optional<Integer> limit, @RequestParam Optional<String> after) {
        return lists.page(
                        TimedRow.newest(Document.class, "e.user.id = :user", Map.of("user", Caller.of(token))),
                        limit,
                        after)
                .map(Line::of);
    }

    @GetMapping("/api/documents/{id}")
    @Transactional(readOnly = true)
    public Whole read(Authentication token, @PathVariable UUID id) {
        return whole(documents.findByIdAndUserId(id, Caller.of(token)).orElseThrow(() -> Refusal.unknown("document")));
    }

    @DeleteMapping("/api/documents/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(Authentication token, @PathVariable UUID id) {
        papers.delete(Caller.of(token), id);
    }
}
