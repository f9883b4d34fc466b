package dev.pgsteady.apps.passport.photos;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

/// A part of a picture, in its pixels.
public record Area(
        @NotNull @Min(0) @Max(100_000) Integer x,
        @NotNull @Min(0) @Max(100_000) Integer y,
        @NotNull @Min(1) @Max(100_000) Integer width,
        @NotNull @Min(1) @Max(100_000) Integer height) {

    /// The largest part with the shape of a rectangle, in the middle, as far up as a head is.
    Area shaped(int otherWidth, int otherHeight) {
        long wide = (long) width * otherHeight;
        long high = (long) height * otherWidth;
        if (wide > high) {
            int narrower = Math.toIntExact(Math.max(1, high / otherHeight));
            return new Area(x + (width - narrower) / 2, y, narrower, height);
        }
        int lower = Math.toIntExact(Math.max(1, wide / otherWidth));
        return new Area(x, y + (height - lower) / 4, width, lower);
    }

    /// The same where each so many pixels are one.
    Area shrunk(int times) {
        return new Area(x / times, y / times, Math.max(1, width / times), Math.max(1, height / times));
    }
}
