package dev.pgsteady.apps.passport.photos;

import dev.pgsteady.apps.passport.files.Folders;
import dev.pgsteady.apps.passport.people.Users;
import dev.pgsteady.apps.passport.trail.Action;
import dev.pgsteady.apps.passport.trail.Asker;
import dev.pgsteady.apps.passport.trail.Deed;
import dev.pgsteady.apps.passport.trail.Trail;
import dev.pgsteady.apps.web.problems.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/// What is done with photos. The work on pixels and files comes before the transaction, which holds a
/// connection and is short; in it are the row and what is written down of it. Files whose transaction
/// fails are removed.
@Service
public class Studio {
    private static final String JPG = ".jpg";

    private final Generations generations;
    private final Users users;
    private final Trail trail;
    private final Folders folders;
    private final Darkroom darkroom;
    private final TransactionTemplate transactions;

    Studio(Generations generations, Users users, Trail trail, Workplace workplace) {
        this.generations = generations;
        this.users = users;
        this.trail = trail;
        this.folders = workplace.folders();
        this.darkroom = workplace.darkroom();
        this.transactions = workplace.transactions();
    }

    /// What work is done with.
    @org.springframework.stereotype.Component
    record Workplace(Folders folders, Darkroom darkroom, TransactionTemplate transactions) {}

    /// Makes a photo of a picture.
    ///
    /// @throws Refusal when none can be made of it; that is kept with the reason
    public PhotoGeneration generate(Asker asker, DocumentFormat format, byte[] picture) {
        Instant from = Instant.now();
        String original = folders.keep(asker.user(), ".original", picture);
        Order order = new Order(asker, format, original, from);
        PhotoGeneration made = keeping(original, () -> made(order, picture));
        if (made.error() != null) {
            throw new Refusal(HttpStatus.UNPROCESSABLE_CONTENT, made.error())
                    .with("generation", Objects.requireNonNull(made.getId()));
        }
        return made;
    }

    /// What is to be made.
    ///
    /// @param original the picture's file
    private record Order(Asker asker, DocumentFormat format, String original, Instant from) {}

    private PhotoGeneration made(Order order, byte[] picture) {
        byte[] photo;
        try {
            photo = darkroom.develop(picture, order.format(), Optional.empty());
        } catch (Darkroom.Unusable e) {
            return added(order, generation -> generation.failed(e.why()));
        }
        String result = folders.keep(order.asker().user(), JPG, photo);
        return keeping(result, () -> added(order, generation -> generation.completed(result, Instant.now())));
    }

    private PhotoGeneration added(Order order, Consumer<PhotoGeneration> outcome) {
        DocumentFormat format = order.format();
        return transactions.execute(status -> {
            PhotoGeneration made =
                    new PhotoGeneration(users.getReferenceById(order.asker().user()), format, order.original());
            outcome.accept(made);
            generations.saveAndFlush(made);
            trail.note(
                    order.asker(),
                    new Deed(
                            Action.GENERATE,
                            Objects.requireNonNull(made.getId()),
                            Duration.between(order.from(), Instant.now()),
                            Map.of(
                                    "country", format.country(),
                                    "document_type", format.type().word(),
                                    "status", made.status().word())));
            return made;
        });
    }

    /// Makes the photo anew of another part of the same picture.
    ///
    /// @param version the one that was read
    /// @throws Refusal when it was changed since, or the part is no good
    public PhotoGeneration crop(Asker asker, UUID id, Area area, long version) {
        Instant from = Instant.now();
        PhotoGeneration before = mine(asker, id, version);
        DocumentFormat format = DocumentFormat.of(before.country(), before.documentType())
                .orElseThrow(() -> new Refusal(HttpStatus.CONFLICT, "The format of this photo is not made any more."));
        String result;
        try {
            byte[] photo = darkroom.develop(folders.read(before.originalPath()), format, Optional.of(area));
            result = folders.keep(asker.user(), JPG, photo);
        } catch (Darkroom.Unusable e) {
            throw unusable(e);
        }
        PhotoGeneration changed = keeping(
                result,
                () -> transactions.execute(status -> {
                    PhotoGeneration generation = mine(asker, id, version);
                    generation.completed(result, Instant.now());
                    generations.saveAndFlush(generation);
                    trail.note(
                            asker,
                            new Deed(
                                    Action.CROP,
                                    id,
                                    Duration.between(from, Instant.now()),
                                    Map.of(
                                            "x", area.x(),
                                            "y", area.y(),
                                            "width", area.width(),
                                            "height", area.height())));
                    return generation;
                }));
        Optional.ofNullable(before.resultPath()).ifPresent(folders::remove);
        return changed;
    }

    /// The photo itself, and that it was taken.
    public byte[] download(Asker asker, UUID id) {
        Instant from = Instant.now();
        String path = Optional.ofNullable(mine(asker, id).resultPath())
                .orElseThrow(() -> new Refusal(HttpStatus.CONFLICT, "No photo could be made of this picture."));
        byte[] photo = folders.read(path);
        transactions.executeWithoutResult(status -> trail.note(
                asker,
                new Deed(Action.DOWNLOAD, id, Duration.between(from, Instant.now()), Map.of("bytes", photo.length))));
        return photo;
    }

    /// Removes a photo with its files. What was written down of it stays.
    public void delete(Asker asker, UUID id) {
        Instant from = Instant.now();
        PhotoGeneration gone = Objects.requireNonNull(transactions.execute(status -> {
            PhotoGeneration generation = mine(asker, id);
            generations.delete(generation);
            generations.flush();
            trail.note(
                    asker,
                    new Deed(
                            Action.DELETE,
                            id,
                            Duration.between(from, Instant.now()),
                            Map.of(
                                    "country", generation.country(),
                                    "document_type", generation.documentType().word())));
            return generation;
        }));
        folders.remove(gone.originalPath());
        Optional.ofNullable(gone.resultPath()).ifPresent(folders::remove);
    }

    private PhotoGeneration mine(Asker asker, UUID id) {
        return generations.findByIdAndUserId(id, asker.user()).orElseThrow(() -> Refusal.unknown("photo"));
    }

    private PhotoGeneration mine(Asker asker, UUID id, long version) {
        PhotoGeneration generation = mine(asker, id);
        if (generation.getVersion() != version) {
            throw Refusal.changed(generation.getVersion());
        }
        return generation;
    }

    private static Refusal unusable(Darkroom.Unusable e) {
        return new Refusal(HttpStatus.UNPROCESSABLE_CONTENT, e.why());
    }

    /// Does something for which a file was written, and removes the file when it fails.
    private <T> T keeping(String file, Supplier<T> work) {
        boolean done = false;
        try {
            T result = work.get();
            done = true;
            return result;
        } finally {
            if (!done) {
                folders.remove(file);
            }
        }
    }
}
