package dev.pgsteady.apps.passport.photos;

import dev.pgsteady.apps.passport.people.Users;
import dev.pgsteady.apps.passport.trail.Action;
import dev.pgsteady.apps.passport.trail.Asker;
import dev.pgsteady.apps.passport.trail.Deed;
import dev.pgsteady.apps.passport.trail.Trail;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;

/// What somebody does with photos in an application.
public record Flows(ApplicationContext app, Asker asker) {
    private Studio studio() {
        return app.getBean(Studio.class);
    }

    public void generate(DocumentFormat format, byte[] picture) {
        studio().generate(asker, format, picture);
    }

    public void crop(UUID photo) {
        studio().crop(asker, photo, new Area(10, 10, 420, 540), 0);
    }

    public void download(UUID photo) {
        studio().download(asker, photo);
    }

    public void delete(UUID photo) {
        studio().delete(asker, photo);
    }

    /// As it must not be: the row in one transaction, what is written down of it in another.
    public void generateInTwo(DocumentFormat format) {
        PhotoGeneration made = app.getBean(Generations.class)
                .saveAndFlush(
                        new PhotoGeneration(app.getBean(Users.class).getReferenceById(asker.user()), format, "x"));
        app.getBean(TransactionTemplate.class)
                .executeWithoutResult(status -> app.getBean(Trail.class)
                        .note(
                                asker,
                                new Deed(
                                        Action.GENERATE,
                                        Objects.requireNonNull(made.getId()),
                                        Duration.ZERO,
                                        Map.of())));
    }
}
