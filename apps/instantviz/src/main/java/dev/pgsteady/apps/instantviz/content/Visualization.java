package dev.pgsteady.apps.instantviz.content;

import dev.pgsteady.mapping.OrderedKeyRow;
import dev.pgsteady.mapping.RowCheck;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;
import java.util.List;
import java.util.Map;
import org.hibernate.annotations.ColumnDefault;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.OnDelete;
import org.hibernate.annotations.OnDeleteAction;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/// A slide.
@Entity
@Table(
        name = "project_visualizations",
        uniqueConstraints =
                @UniqueConstraint(
                        name = "uq_project_visualizations_slide",
                        columnNames = {"project_id", "slide_number"}))
public class Visualization extends OrderedKeyRow {
    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "project_id", nullable = false)
    @OnDelete(action = OnDeleteAction.CASCADE)
    private @Nullable Project project;

    @RowCheck(name = "ck_project_visualizations_slide_number", value = "{slideNumber} >= 1")
    @Column(nullable = false)
    private int slideNumber;

    @Column(nullable = false, length = 300)
    private String title = "";

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(nullable = false)
    @ColumnDefault("'{}'")
    private Map<String, Object> data = Map.of();

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(nullable = false)
    @ColumnDefault("'[]'")
    private List<Map<String, Object>> annotations = List.of();

    protected Visualization() {}

    public Visualization(Project project, int slideNumber) {
        this.project = project;
        this.slideNumber = slideNumber;
    }

    void change(String newTitle, Map<String, Object> newData, List<Map<String, Object>> newAnnotations) {
        this.title = newTitle;
        this.data = Map.copyOf(newData);
        this.annotations = List.copyOf(newAnnotations);
    }

    int slideNumber() {
        return slideNumber;
    }

    String title() {
        return title;
    }

    Map<String, Object> data() {
        return data;
    }

    List<Map<String, Object>> annotations() {
        return annotations;
    }
}
