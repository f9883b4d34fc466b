package dev.pgsteady.apps.exportsathi.chat;

import dev.pgsteady.apps.exportsathi.MadeRow;
import dev.pgsteady.apps.exportsathi.people.User;
import dev.pgsteady.apps.exportsathi.reports.Report;
import dev.pgsteady.mapping.TableIndex;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.util.Map;
import java.util.Objects;
import org.hibernate.annotations.ColumnDefault;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.OnDelete;
import org.hibernate.annotations.OnDeleteAction;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/// A conversation about a report.
@Entity
@Table(name = "chat_sessions")
@TableIndex(
        name = "ix_chat_sessions_report_created",
        columns = {"report_id", "createdAt desc", "id desc"})
@TableIndex(name = "ix_chat_sessions_user", columns = "user_id")
public class ChatSession extends MadeRow {
    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "report_id", nullable = false)
    @OnDelete(action = OnDeleteAction.CASCADE)
    private @Nullable Report report;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "user_id", nullable = false)
    @OnDelete(action = OnDeleteAction.CASCADE)
    private @Nullable User user;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(nullable = false)
    @ColumnDefault("'{}'")
    private Map<String, Object> contextData = Map.of();

    protected ChatSession() {}

    ChatSession(Report report, Map<String, Object> contextData) {
        this.report = report;
        this.user = report.owner();
        this.contextData = Map.copyOf(contextData);
    }

    Report report() {
        return Objects.requireNonNull(report);
    }

    Map<String, Object> contextData() {
        return contextData;
    }

    void context(Map<String, Object> data) {
        this.contextData = Map.copyOf(data);
    }
}
