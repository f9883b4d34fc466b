package dev.pgsteady.apps.exportsathi.reports;

import dev.pgsteady.apps.exportsathi.MadeRow;
import dev.pgsteady.apps.exportsathi.people.User;
import dev.pgsteady.mapping.RowCheck;
import dev.pgsteady.mapping.TableIndex;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.ColumnDefault;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.OnDelete;
import org.hibernate.annotations.OnDeleteAction;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/// A paper that was written for a report. What is in it is encrypted.
@Entity
@Table(name = "generated_documents")
@TableIndex(
        name = "ix_generated_documents_report_created",
        columns = {"report_id", "createdAt desc", "id desc"})
@TableIndex(
        name = "ix_generated_documents_user_created",
        columns = {"user_id", "createdAt desc", "id desc"})
@TableIndex(name = "ix_generated_documents_key", columns = "split_part({documentData} #>> '{}', '.', 2)")
@RowCheck(
        name = "ck_generated_documents_encrypted",
        value = "jsonb_typeof({documentData}) = 'string'"
                + " AND ({documentData} #>> '{}') ~ '^pgs1[.][a-z0-9-]{1,32}[.][A-Za-z0-9_-]{59,}$'")
@RowCheck(name = "ck_generated_documents_results", value = "jsonb_typeof({validationResults}) = 'array'")
public class Document extends MadeRow {
    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "report_id", nullable = false)
    @OnDelete(action = OnDeleteAction.CASCADE)
    private @Nullable Report report;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "user_id", nullable = false)
    @OnDelete(action = OnDeleteAction.CASCADE)
    private @Nullable User user;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false, length = 40)
    private DocumentType documentType = DocumentType.DECLARATION;

    /// A string of JSON: the column's type is agreed.
    @JdbcTypeCode(SqlTypes.JSON)
    @Column(nullable = false)
    private String documentData = "";

    @Column(length = 2000)
    private @Nullable String fileUrl;

    @Column(nullable = false)
    private boolean isValid;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(nullable = false)
    @ColumnDefault("'[]'")
    private List<Finding> validationResults = List.of();

    protected Document() {}

    /// @param id what the encrypted data are bound to
    Document(UUID id, Report report, DocumentType type) {
        super(id);
        this.report = report;
        this.user = report.owner();
        this.documentType = type;
    }

    /// What is wrong with a field.
    public record Finding(String field, String message) {}

    Document holding(String data, List<Finding> findings) {
        this.documentData = "\"" + data + "\"";
        this.validationResults = List.copyOf(findings);
        this.isValid = findings.isEmpty();
        return this;
    }

    /// What it is.
    public DocumentType documentType() {
        return documentType;
    }

    String documentData() {
        return documentData.substring(1, documentData.length() - 1);
    }

    @Nullable String fileUrl() {
        return fileUrl;
    }

    /// Whether nothing is wrong with it.
    public boolean valid() {
        return isValid;
    }

    List<Finding> validationResults() {
        return validationResults;
    }
}
