package dev.pgsteady.apps.passport.photos;

import java.util.List;
import java.util.Optional;

/// What a photo has to measure for a document of a country.
public record DocumentFormat(String country, DocumentType type, int widthMm, int heightMm) {
    /// What photos are printed with.
    static final int DPI = 300;

    private static final double MM_PER_INCH = 25.4;

    /// All that are known.
    public static final List<DocumentFormat> ALL = List.of(
            new DocumentFormat("AU", DocumentType.PASSPORT, 35, 45),
            new DocumentFormat("BR", DocumentType.PASSPORT, 50, 70),
            new DocumentFormat("CA", DocumentType.PASSPORT, 50, 70),
            new DocumentFormat("CA", DocumentType.VISA, 35, 45),
            new DocumentFormat("CN", DocumentType.PASSPORT, 33, 48),
            new DocumentFormat("CN", DocumentType.VISA, 33, 48),
            new DocumentFormat("DE", DocumentType.PASSPORT, 35, 45),
            new DocumentFormat("DE", DocumentType.ID_CARD, 35, 45),
            new DocumentFormat("DE", DocumentType.DRIVING_LICENCE, 35, 45),
            new DocumentFormat("ES", DocumentType.ID_CARD, 26, 32),
            new DocumentFormat("ES", DocumentType.PASSPORT, 26, 32),
            new DocumentFormat("FR", DocumentType.PASSPORT, 35, 45),
            new DocumentFormat("FR", DocumentType.VISA, 35, 45),
            new DocumentFormat("GB", DocumentType.PASSPORT, 35, 45),
            new DocumentFormat("GB", DocumentType.DRIVING_LICENCE, 35, 45),
            new DocumentFormat("IN", DocumentType.PASSPORT, 35, 45),
            new DocumentFormat("IN", DocumentType.VISA, 51, 51),
            new DocumentFormat("JP", DocumentType.PASSPORT, 35, 45),
            new DocumentFormat("US", DocumentType.PASSPORT, 51, 51),
            new DocumentFormat("US", DocumentType.VISA, 51, 51));

    /// The format of a document; empty when it is not known.
    public static Optional<DocumentFormat> of(String country, DocumentType type) {
        return ALL.stream()
                .filter(f -> f.country().equals(country) && f.type() == type)
                .findFirst();
    }

    public int widthPx() {
        return pixels(widthMm);
    }

    public int heightPx() {
        return pixels(heightMm);
    }

    private static int pixels(int millimetres) {
        return Math.toIntExact(Math.round(millimetres / MM_PER_INCH * DPI));
    }
}
