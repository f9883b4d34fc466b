package dev.pgsteady.apps.passport.photos;

import dev.pgsteady.apps.passport.people.User;
import dev.pgsteady.mapping.OrderedKeyRow;
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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.annotations.OnDelete;
import org.hibernate.annotations.OnDeleteAction;
import org.jspecify.annotations.Nullable;

/// A photo: of what, for what, and where its files are.
@Entity
@Table(name = "photo_generations")
@RowCheck(name = "ck_photo_generations_country", value = "{country} ~ '^[A-Z]{2}$'")
@RowCheck(name = "ck_photo_generations_size", value = "{widthPx} > 0 AND {heightPx} > 0 AND {dpi} > 0")
@RowCheck(
        name = "ck_photo_generations_outcome",
        value = "CASE {status} WHEN 'completed' THEN {resultPath} IS NOT NULL AND {completedAt} IS NOT NULL"
                + " AND {error} IS NULL WHEN 'failed' THEN {error} IS NOT NULL ELSE {completedAt} IS NULL END")
@TableIndex(
        name = "ix_photo_generations_user_created",
        columns = {"user_id", "createdAt", "id"})
@TableIndex(
        name = "ix_photo_generations_status_created",
        columns = {"status", "createdAt", "id"})
@TableIndex(
        name = "ix_photo_generations_created_at",
        columns = {"createdAt", "id"})
public class PhotoGeneration extends OrderedKeyRow {
    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "user_id", nullable = false)
    @OnDelete(action = OnDeleteAction.CASCADE)
    private @Nullable User user;

    @Column(nullable = false, length = 2)
    private String country = "";

    @Enumerated(EnumType.STRING)
    @Column(nullable = false, length = 20)
    private DocumentType documentType = DocumentType.PASSPORT;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false, length = 20)
    private Status status = Status.PENDING;

    @Column(nullable = false, length = 300)
    private String originalPath = "";

    @Column(length = 300)
    private @Nullable String resultPath;

    @Column(nullable = false)
    private int widthPx;

    @Column(nullable = false)
    private int heightPx;

    @Column(nullable = false)
    private int dpi;

    @Column(length = 500)
    private @Nullable String error;

    private @Nullable Instant completedAt;

    protected PhotoGeneration() {}

    PhotoGeneration(User user, DocumentFormat format, String originalPath) {
        this.user = user;
        this.country = format.country();
        this.documentType = format.type();
        this.widthPx = format.widthPx();
        this.heightPx = format.heightPx();
        this.dpi = DocumentFormat.DPI;
        this.originalPath = originalPath;
    }

    void completed(String result, Instant at) {
        this.status = Status.COMPLETED;
        this.resultPath = result;
        this.completedAt = at.truncatedTo(ChronoUnit.MICROS);
        this.error = null;
    }

    void failed(String why) {
        this.status = Status.FAILED;
        this.error = why;
    }

    /// The key of the user, which costs no question.
    public UUID userId() {
        return Objects.requireNonNull(Objects.requireNonNull(user).getId());
    }

    public String country() {
        return country;
    }

    public DocumentType documentType() {
        return documentType;
    }

    public Status status() {
        return status;
    }

    String originalPath() {
        return originalPath;
    }

    @Nullable String resultPath() {
        return resultPath;
    }

    public int widthPx() {
        return widthPx;
    }

    public int heightPx() {
        return heightPx;
    }

    public int dpi() {
        return dpi;
    }

    public @Nullable String error() {
        return error;
    }

    public @Nullable Instant completedAt() {
        return completedAt;
    }
}
