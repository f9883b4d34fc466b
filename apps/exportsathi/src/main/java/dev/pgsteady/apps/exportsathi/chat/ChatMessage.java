package dev.pgsteady.apps.exportsathi.chat;

import dev.pgsteady.mapping.CreatedAt;
import dev.pgsteady.mapping.PartitionedBy;
import dev.pgsteady.mapping.RowCheck;
import dev.pgsteady.mapping.TableIndex;
import dev.pgsteady.mapping.UuidKey;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.annotations.ColumnDefault;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.OnDelete;
import org.hibernate.annotations.OnDeleteAction;
import org.hibernate.annotations.PartitionKey;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/// Something that was said in a conversation. A month has a partition of its own: of all tables this one
/// grows most.
@Entity
@Table(name = "chat_messages")
@PartitionedBy(column = "createdAt")
@TableIndex(
        name = "ix_chat_messages_session_created",
        columns = {"session_id", "createdAt", "id"})
@RowCheck(name = "ck_chat_messages_sources", value = "jsonb_typeof({sources}) = 'array'")
public class ChatMessage {
    @Id
    @UuidKey(UuidKey.Kind.ORDERED)
    @Column(name = "id")
    private @Nullable UUID id;

    /// By the clock on the wall and not by that of the transaction, which question and answer have in
    /// common.
    @CreatedAt
    @PartitionKey
    @Column(name = "created_at")
    @ColumnDefault("clock_timestamp()")
    private @Nullable Instant createdAt;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "session_id", nullable = false)
    @OnDelete(action = OnDeleteAction.CASCADE)
    private @Nullable ChatSession session;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false, length = 10)
    private Role role = Role.USER;

    @RowCheck(name = "ck_chat_messages_content", value = "length({content}) BETWEEN 1 AND 8000")
    @Column(nullable = false, columnDefinition = "text")
    private String content = "";

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(nullable = false)
    @ColumnDefault("'[]'")
    private List<Source> sources = List.of();

    protected ChatMessage() {}

    ChatMessage(ChatSession session, Role role, String content, List<Source> sources) {
        this.session = session;
        this.role = role;
        this.content = content;
        this.sources = List.copyOf(sources);
    }

    /// Where something stands.
    ///
    /// @param kind    report, certification, task, finance, logistics, document
    /// @param place   its name among those: `us-fda`
    /// @param excerpt the words that were used
    public record Source(String kind, String place, String title, String excerpt) {}

    UUID key() {
        return Objects.requireNonNull(id);
    }

    Instant createdAt() {
        return Objects.requireNonNull(createdAt);
    }

    Role role() {
        return role;
    }

    String content() {
        return content;
    }

    List<Source> sources() {
        return sources;
    }
}
