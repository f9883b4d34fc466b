package dev.pgsteady.apps.instantviz.content;

import dev.pgsteady.apps.instantviz.people.User;
import dev.pgsteady.mapping.OrderedKeyRow;
import dev.pgsteady.mapping.TableIndex;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.util.List;
import java.util.Map;
import org.hibernate.annotations.ColumnDefault;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.OnDelete;
import org.hibernate.annotations.OnDeleteAction;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/// A presentation: what it is about, and its slides.
@Entity
@Table(name = "projects")
@TableIndex(
        name = "ix_projects_owner_created",
        columns = {"owner_id", "createdAt", "id"})
@TableIndex(
        name = "ix_projects_owner_updated",
        columns = {"owner_id", "updatedAt", "id"})
public class Project extends OrderedKeyRow {
    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "owner_id", nullable = false)
    @OnDelete(action = OnDeleteAction.CASCADE)
    private @Nullable User owner;

    @Column(nullable = false, length = 200)
    private String name = "";

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(nullable = false)
    @ColumnDefault("'{}'")
    private Map<String, Object> contextMetadata = Map.of();

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(nullable = false)
    @ColumnDefault("'[]'")
    private List<String> topics = List.of();

    protected Project() {}

    public Project(User owner, String name, Map<String, Object> contextMetadata, List<String> topics) {
        this.owner = owner;
        this.name = name;
        this.contextMetadata = Map.copyOf(contextMetadata);
        this.topics = List.copyOf(topics);
    }

    void change(String newName, Map<String, Object> metadata, List<String> newTopics) {
        this.name = newName;
        this.contextMetadata = Map.copyOf(metadata);
        this.topics = List.copyOf(newTopics);
    }

    String name() {
        return name;
    }

    Map<String, Object> contextMetadata() {
        return contextMetadata;
    }

    List<String> topics() {
        return topics;
    }
}
