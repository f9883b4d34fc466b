package dev.pgsteady.apps.exportsathi.chat;

import dev.pgsteady.apps.exportsathi.reports.Parts;
import dev.pgsteady.apps.exportsathi.reports.Report;
import dev.pgsteady.apps.exportsathi.reports.Reports;
import dev.pgsteady.apps.web.problems.Refusal;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Conversations about reports.
@Service
public class Chats {
    private final EntityManager entities;
    private final Reports reports;
    private final Parts.Reader parts;
    private final ChatSessions sessions;

    Chats(EntityManager entities, Reports reports, Parts.Reader parts, ChatSessions sessions) {
        this.entities = entities;
        this.reports = reports;
        this.parts = parts;
        this.sessions = sessions;
    }

    /// Begins one.
    @Transactional
    public ChatSession begin(UUID owner, UUID report) {
        Report about = reports.findByIdAndUserId(report, owner).orElseThrow(() -> Refusal.unknown("report"));
        ChatSession session = new ChatSession(about, Map.of("product", about.productName(), "questions", 0));
        entities.persist(session);
        entities.flush();
        return session;
    }

    /// Keeps a question and its answer: both or neither.
    ///
    /// @return both
    @Transactional
    public List<ChatMessage> ask(UUID owner, UUID id, String question) {
        ChatSession session = sessions.locked(id, owner).orElseThrow(() -> Refusal.unknown("conversation"));
        Report report = session.report();
        Retrieval.Answer answer = Retrieval.answer(question, Passage.of(report, parts.of(report.key())));
        ChatMessage asked = new ChatMessage(session, Role.USER, question, List.of());
        ChatMessage answered = new ChatMessage(session, Role.ASSISTANT, answer.text(), answer.sources());
        entities.persist(asked);
        entities.flush();
        entities.persist(answered);
        Object before = session.contextData().getOrDefault("questions", 0);
        session.context(Map.of(
                "product", report.productName(),
                "questions", before instanceof Number n ? n.intValue() + 1 : 1,
                "lastSources",
                        answer.sources().stream().map(ChatMessage.Source::place).toList()));
        entities.flush();
        return List.of(asked, answered);
    }

    /// Takes one away; it lies in the trash for a while.
    @Transactional
    public void delete(UUID owner, UUID id) {
        entities.remove(sessions.locked(id, owner).orElseThrow(() -> Refusal.unknown("conversation")));
    }
}
