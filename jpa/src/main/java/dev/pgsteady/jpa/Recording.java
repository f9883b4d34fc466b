package dev.pgsteady.jpa;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/// What Java recorded of a process, so that the next one with the same jars starts in half the time: an ahead-of-time
/// cache (JEP 483, 514). The first process makes it after it has answered; whoever comes when that process has ended
/// takes it over.
///
/// @param folder one for each list of jars
record Recording(Path folder) {
    /// The release of Java that can make one in passing.
    private static final int SINCE = 25;

    /// How the option begins with which a process makes one.
    static final String MAKING = "-XX:AOTCacheOutput=";

    private Path done() {
        return folder.resolve("cache.aot");
    }

    private Path unfinished() {
        return folder.resolve("made.aot");
    }

    private Path maker() {
        return folder.resolve("maker");
    }

    /// The options with which a process uses the recording, or makes it; none when it is being made, or cannot be.
    List<String> options() {
        if (Runtime.version().feature() < SINCE) {
            return List.of();
        }
        try {
            takeOver();
            if (Files.exists(done())) {
                return List.of("-XX:AOTCache=" + done());
            }
            Files.writeString(
                    Files.createFile(maker()),
                    Long.toString(ProcessHandle.current().pid()));
            return List.of(MAKING + unfinished());
        } catch (FileAlreadyExistsException another) {
            return List.of();
        } catch (IOException e) {
            System.getLogger(Recording.class.getName())
                    .log(System.Logger.Level.DEBUG, "there is no place for a recording", e);
            return List.of();
        }
    }

    /// Says which process makes it.
    void makes(Process process) throws IOException {
        Files.writeString(maker(), Long.toString(process.pid()));
    }

    private void takeOver() throws IOException {
        Optional<Long> pid = Files.exists(maker()) ? number(Files.readString(maker())) : Optional.empty();
        boolean ended = pid.isPresent()
                && ProcessHandle.of(pid.get()).filter(ProcessHandle::isAlive).isEmpty();
        if (ended && Files.exists(unfinished()) && Files.size(unfinished()) > 0) {
            Files.move(unfinished(), done(), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static Optional<Long> number(String text) {
        return text.matches("\\d{1,18}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }
}
