package dev.pgsteady.apps.manifest.labels;

import dev.pgsteady.apps.web.problems.Refusal;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.ColumnDefault;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/// A file that is kept elsewhere: where, and what it is.
///
/// @param relatedType what it hangs on, with relatedId; both or neither
@Embeddable
public record MediaContent(
        @Nullable @Enumerated(EnumType.STRING) @Column(length = 20)
        SubjectType relatedType,

        @Nullable UUID relatedId,
        @NotBlank @Size(max = 255) @Column(nullable = false) String fileName,
        @NotBlank @Size(max = 500) @Column(nullable = false) String filePath,

        @NotNull @Size(max = 100) @Pattern(regexp = "[a-z]+/[A-Za-z0-9.+-]+") @Column(nullable = false)
        String mimeType,

        @NotNull @Min(0) @Column(nullable = false) Long byteSize,
        @Nullable @Min(1) Integer width,
        @Nullable @Min(1) Integer height,
        @Nullable @Min(0) Integer durationSeconds,

        @NotNull @Column(nullable = false) @ColumnDefault("false")
        Boolean isPublic) {
    public MediaContent {
        isPublic = isPublic != null && isPublic;
    }

    /// What it hangs on.
    ///
    /// @throws Refusal when half of that is said
    Optional<Subject> subject() {
        if ((relatedType == null) != (relatedId == null)) {
            throw new Refusal(HttpStatus.UNPROCESSABLE_CONTENT, "Give relatedType and relatedId, or neither.");
        }
        return relatedType == null || relatedId == null
                ? Optional.empty()
                : Optional.of(new Subject(relatedType, relatedId));
    }
}
