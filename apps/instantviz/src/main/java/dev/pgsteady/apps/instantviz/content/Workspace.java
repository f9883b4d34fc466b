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
import java.util.Map;
import org.hibernate.annotations.ColumnDefault;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.OnDelete;
import org.hibernate.annotations.OnDeleteAction;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/// A place to work in, with the state of what is on the screen.
@Entity
@Table(name = "workspaces")
@TableIndex(
        name = "ix_workspaces_owner_created",
        columns = {"owner_id", "createdAt", "id"})
@TableIndex(
        name = "ix_workspaces_owner_updated",
        columns = {"owner_id", "updatedAt", "id"})
public class Workspace extends OrderedKeyRow {
    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "owner_id", nullable = false)
    @OnDelete(action = OnDeleteAction.CASCADE)
    private @Nullable User owner;

    @Column(nullable = false, length = 200)
    private String name = "";

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(nullable = false)
    @ColumnDefault("'{}'")
    private Map<String, Object> data = Map.of();

    protected Workspace() {}

    public Workspace(User owner, String name, Map<String, Object> data) {
        this.owner = owner;
        this.name = name;
        this.data = Map.copyOf(data);
    }

    void change(String newName, Map<String, Object> newData) {
        this.name = newName;
        this.data = Map.copyOf(newData);
    }

    String name() {
        return name;
    }

    Map<String, Object> data() {
        return data;
    }
}
