package dev.pgsteady.apps.manifest.journal;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.text.Normalizer;
import java.util.Locale;
import org.hibernate.annotations.ColumnDefault;
import org.jspecify.annotations.Nullable;

/// An entry of a journal.
///
/// @param slug     its name in an address, made of the title when it is left out
/// @param isPublic whether others may read it once it is published
@Embeddable
public record EntryContent(
        @NotBlank @Size(max = 200) @Column(nullable = false) String title,

        @NotNull @Size(min = 1, max = 200) @Pattern(regexp = "[a-z0-9]+(-[a-z0-9]+)*") @Column(nullable = false)
        String slug,

        @NotBlank @Size(max = 100_000) @Column(nullable = false, columnDefinition = "text")
        String content,

        @Nullable @Size(max = 1000) String excerpt,

        @NotNull @Enumerated(EnumType.STRING) @Column(nullable = false, length = 20) @ColumnDefault("'draft'")
        EntryStatus status,

        @NotNull @Column(nullable = false) @ColumnDefault("false")
        Boolean isPublic) {
    public EntryContent {
        slug = slug == null ? slug(title) : slug;
        status = status == null ? EntryStatus.DRAFT : status;
        isPublic = isPublic != null && isPublic;
    }

    /// `Čaj o páté!` is `caj-o-pate`.
    private static String slug(@Nullable String title) {
        String letters = Normalizer.normalize(title == null ? "" : title, Normalizer.Form.NFD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\p{M}", "")
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        return letters.isEmpty() ? "entry" : letters;
    }
}
