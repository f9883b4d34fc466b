package dev.pgsteady.apps.passport.photos;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A photo as it is shown.
public record PhotoView(
        @Nullable UUID id,
        UUID user,
        String country,
        DocumentType documentType,
        Status status,
        int widthPx,
        int heightPx,
        int dpi,
        @Nullable String error,
        @Nullable Instant completedAt,
        @Nullable Instant createdAt,
        long version) {
    public static PhotoView of(PhotoGeneration g) {
        return new PhotoView(
                g.getId(),
                g.userId(),
                g.country(),
                g.documentType(),
                g.status(),
                g.widthPx(),
                g.heightPx(),
                g.dpi(),
                g.error(),
                g.completedAt(),
                g.getCreatedAt(),
                g.getVersion());
    }
}
