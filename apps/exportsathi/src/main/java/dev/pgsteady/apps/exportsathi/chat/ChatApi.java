package dev.pgsteady.apps.exportsathi.chat;

import dev.pgsteady.apps.exportsathi.TimedRow;
import dev.pgsteady.apps.exportsathi.reports.Reports;
import dev.pgsteady.apps.web.paging.Lists;
import dev.pgsteady.apps.web.paging.Marks;
import dev.pgsteady.apps.web.paging.Page;
import dev.pgsteady.apps.web.problems.Refusal;
import dev.pgsteady.apps.web.signin.Caller;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
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

/// Questions about one's own reports.
@RestController
class ChatApi {
    private final Chats chats;
    private final ChatSessions sessions;
    private final Reports reports;
    private final Lists lists;

    ChatApi(Chats chats, ChatSessions sessions, Reports reports, Lists lists) {
        this.chats = chats;
        this.sessions = sessions;
        this.reports = reports;
        this.lists = lists;
    }

    /// What somebody wants to know.
    record Question(@NotBlank @Size(max = 4000) String content) {}

    /// A conversation.
    record Shown(
            UUID id,
            Map<String, Object> contextData,
            @Nullable Instant createdAt,
            @Nullable Instant updatedAt) {
        static Shown of(ChatSession s) {
            return new Shown(s.key(), s.contextData(), s.getCreatedAt(), s.getUpdatedAt());
        }
    }

    /// Something that was said.
    record Said(UUID id, Role role, String content, List<ChatMessage.Source> sources, Instant createdAt) {
        static Said of(ChatMessage m) {
            return new Said(m.key(), m.role(), m.content(), m.sources(), m.createdAt());
        }
    }

    @PostMapping("/api/reports/{report}/chats")
    @ResponseStatus(HttpStatus.CREATED)
    Shown begin(Authentication token, @PathVariable UUID report) {
        return Shown.of(chats.begin(Caller.of(token), report));
    }

    @GetMapping("/api/reports/{report}/chats")
    @Transactional(readOnly = true)
    public Page<Shown> list(
            Authentication token,
            @PathVariable UUID report,
            @RequestParam Optional<Integer> limit,
            @RequestParam Optional<String> after) {
        if (reports.findByIdAndUserId(report, Caller.of(token)).isEmpty()) {
            throw Refusal.unknown("report");
        }
        return lists.page(
                        TimedRow.newest(ChatSession.class, "e.report.id = :report", Map.of("report", report)),
                        limit,
                        after)
                .map(Shown::of);
    }

    /// Question and answer; the answer names where it is from.
    @PostMapping("/api/chats/{id}/messages")
    @ResponseStatus(HttpStatus.CREATED)
    List<Said> ask(Authentication token, @PathVariable UUID id, @Valid @RequestBody Question question) {
        return chats.ask(Caller.of(token), id, question.content()).stream()
                .map(Said::of)
                .toList();
    }

    /// What was said, the newest first.
    @GetMapping("/api/chats/{id}/messages")
    @Transactional(readOnly = true)
    public Page<Said> messages(
            Authentication token,
            @PathVariable UUID id,
            @RequestParam Optional<Integer> limit,
            @RequestParam Optional<String> after) {
        if (sessions.of(id, Caller.of(token)).isEmpty()) {
            throw Refusal.unknown("conversation");
        }
        return lists.page(
                        new Lists.Query<>(
                                ChatMessage.class,
                                "e.session.id = :session",
                                Map.of("session", id),
                                "createdAt",
                                m -> new Marks.Mark(m.createdAt(), m.key())),
                        limit,
                        after)
                .map(Said::of);
    }

    @DeleteMapping("/api/chats/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(Authentication token, @PathVariable UUID id) {
        chats.delete(Caller.of(token), id);
    }
}
