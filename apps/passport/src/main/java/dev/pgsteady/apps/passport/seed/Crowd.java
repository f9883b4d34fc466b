package dev.pgsteady.apps.passport.seed;

import dev.pgsteady.apps.passport.photos.DocumentFormat;
import dev.pgsteady.apps.passport.seed.Words.Town;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Made-up users and what they did within two years, in the order of the columns. The same number of users gives
/// the same rows for the same end.
///
/// @param users   how many
/// @param photos  how many of each, on average
/// @param deeds   how many with each photo
/// @param until   when it ends
/// @param hash    the hash of everybody's password
record Crowd(int users, int photos, int deeds, Instant until, String hash) {
    static final Duration SPAN = Duration.ofDays(730);
    private static final List<String> LATER = List.of("crop", "download", "download", "download", "crop");

    private static final int USERS = 1;
    private static final int PROFILES = 2;
    private static final int PHOTOS = 3;
    private static final int DEEDS = 4;

    private Instant from() {
        return until.minus(SPAN);
    }

    /// People come evenly over the first year and a half.
    private Instant joined(long user) {
        return after(from(), SPAN.toSeconds() * 3 / 4 * user / users);
    }

    private static Instant after(Instant time, long seconds) {
        return time.plusSeconds(seconds);
    }

    private static UUID userKey(long user) {
        return new Dice(USERS, user).randomKey();
    }

    @Nullable Object[] user(long number) {
        Dice dice = new Dice(USERS, number);
        UUID key = dice.randomKey();
        String first = dice.of(Words.FIRST);
        String last = dice.of(Words.LAST);
        String name = plain(first) + "." + plain(last) + number;
        Instant at = joined(number);
        return values(
                key,
                at,
                at,
                name,
                name + "@example.org",
                hash,
                first,
                last,
                !dice.oneIn(50),
                number == 0,
                dice.oneIn(4) ? null : after(at, dice.below(7_000_000)));
    }

    private static String plain(String name) {
        String letters = Normalizer.normalize(name, Normalizer.Form.NFD).replaceAll("[^A-Za-z]", "");
        return letters.toLowerCase(Locale.ROOT);
    }

    @Nullable Object[] profile(long number) {
        Dice dice = new Dice(PROFILES, number);
        Instant at = joined(number);
        Town town = dice.of(Words.TOWNS);
        boolean filled = !dice.oneIn(5);
        return values(
                dice.randomKey(),
                at,
                at,
                userKey(number),
                filled ? digits(town.dial() + "#######", dice) : null,
                filled ? (1 + dice.below(300)) + " " + dice.of(Words.STREETS) : null,
                filled && dice.oneIn(3) ? dice.of(Words.LANDMARKS) : null,
                filled ? town.city() : null,
                filled ? town.state() : null,
                filled ? digits(town.code(), dice) : null,
                filled || dice.oneIn(2) ? town.country() : null);
    }

    private static String digits(String pattern, Dice dice) {
        StringBuilder text = new StringBuilder();
        pattern.chars().forEach(c -> text.append(c == '#' ? (char) ('0' + dice.below(10)) : (char) c));
        return text.toString();
    }

    @Nullable Object[] limit(long number) {
        Instant at = joined(number);
        return values(
                new Dice(PROFILES, -number - 1).randomKey(), at, at, userKey(number), at, number % 100 == 7 ? 300 : 60);
    }

    long photoCount() {
        return (long) users * photos;
    }

    /// A photo, of somebody who was there by then.
    private record Photo(Dice dice, Instant at, UUID key, UUID user, DocumentFormat format, boolean failed) {}

    private Photo drawn(long number) {
        Dice dice = new Dice(PHOTOS, number);
        long second = SPAN.toSeconds() * number / photoCount();
        Instant at = after(from(), second).plusMillis(dice.below(1000));
        long there = Math.min(users, 1 + second * users / (SPAN.toSeconds() * 3 / 4));
        UUID key = dice.orderedKey(at);
        UUID user = userKey(dice.below(Math.toIntExact(there)));
        return new Photo(dice, at, key, user, dice.of(DocumentFormat.ALL), dice.oneIn(40));
    }

    @Nullable Object[] photo(long number) {
        Photo p = drawn(number);
        String file = p.user() + "/" + p.dice().randomKey();
        return values(
                p.key(),
                p.at(),
                p.at(),
                p.user(),
                p.format().country(),
                p.format().type().word(),
                p.failed() ? "failed" : "completed",
                file + ".original",
                p.failed() ? null : file + ".jpg",
                p.format().widthPx(),
                p.format().heightPx(),
                300,
                p.failed() ? "The picture is damaged." : null,
                p.failed() ? null : after(p.at(), 1));
    }

    long deedCount() {
        return photoCount() * deeds;
    }

    /// Something done with a photo: what, how long after it was made, and how long it took.
    private record Deed(Photo photo, Dice dice, String action, Instant at) {}

    private Deed deed(long number) {
        Photo photo = drawn(number / deeds);
        int place = Math.toIntExact(number % deeds);
        Dice dice = new Dice(DEEDS, number);
        String action = place == 0 ? "generate" : dice.oneIn(30) ? "delete" : dice.of(LATER);
        return new Deed(photo, dice, action, after(photo.at(), place * 40L + dice.below(30)));
    }

    @Nullable Object[] audit(long number) {
        Deed d = deed(number);
        return values(
                d.dice().orderedKey(d.at()),
                d.at(),
                d.photo().key(),
                d.photo().user(),
                d.action(),
                "10.%d.%d.%d"
                        .formatted(
                                d.dice().below(256),
                                d.dice().below(256),
                                d.dice().below(256)),
                d.dice().of(Words.AGENTS),
                d.action().equals("generate") ? "{\"status\": \"completed\"}" : "{}");
    }

    @Nullable Object[] usage(long number) {
        Deed d = deed(number);
        return values(
                new Dice(DEEDS, -number - 1).orderedKey(d.at()),
                d.at(),
                d.photo().user(),
                d.action(),
                "%d.%03d".formatted(d.dice().below(3), d.dice().below(1000)),
                "{}");
    }

    private static @Nullable Object[] values(@Nullable Object... values) {
        return values;
    }
}
