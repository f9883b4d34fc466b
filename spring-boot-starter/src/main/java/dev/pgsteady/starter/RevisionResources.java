package dev.pgsteady.starter;

import dev.pgsteady.core.Problem;
import dev.pgsteady.migrate.RevisionFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/// The revisions that came with an application: a folder, or files on its class path, which may be in a jar in a jar.
final class RevisionResources {
    private static final String CLASS_PATH = "classpath:";

    private final String place;
    private Optional<RevisionFolder> folder = Optional.empty();

    RevisionResources(String place) {
        this.place = place;
    }

    /// Whether there are none at all.
    boolean none() {
        return folder().read().graph().ordered().isEmpty();
    }

    /// The folder to read them from.
    ///
    /// @throws Problem FILE when they cannot be read
    synchronized RevisionFolder folder() {
        RevisionFolder known = folder.orElseGet(() -> new RevisionFolder(
                place.startsWith(CLASS_PATH) ? copy(place.substring(CLASS_PATH.length())) : Path.of(place)));
        folder = Optional.of(known);
        return known;
    }

    private Path copy(String root) {
        try {
            Path folder = Files.createTempDirectory("pgsteady-revisions");
            folder.toFile().deleteOnExit();
            for (Resource resource :
                    new PathMatchingResourcePatternResolver().getResources("classpath*:" + root + "/*.sql")) {
                Path file = folder.resolve(String.valueOf(resource.getFilename()));
                try (InputStream content = resource.getInputStream()) {
                    Files.copy(content, file);
                }
                file.toFile().deleteOnExit();
            }
            return folder;
        } catch (IOException e) {
            throw new Problem(
                    Problem.Kind.FILE,
                    "The revisions at " + place + " cannot be read: " + e.getMessage() + ".",
                    "Make room in the folder for temporary files, or name a folder in pgsteady.migrations.folder.",
                    e);
        }
    }
}
