package dev.pgsteady.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Tells the user's program what came of scheduled work.
final class Hook {
    private static final long SECONDS = 60;

    private Hook() {}

    /// What came of it.
    ///
    /// @param task  `BACKUP` or `DRILL`
    /// @param words one sentence
    record Result(String task, boolean passed, String words) {}

    /// Runs the program with the result as JSON on its standard input. What goes wrong with it is noted,
    /// and changes nothing.
    static void tell(Console console, Optional<String> program, Result result) {
        if (program.isEmpty()) {
            return;
        }
        try {
            Process process = new ProcessBuilder(program.get())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (OutputStream in = process.getOutputStream()) {
                in.write(Json.object(root -> root.put("task", result.task())
                                .put("passed", result.passed())
                                .put("words", result.words()))
                        .getBytes(StandardCharsets.UTF_8));
            }
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                console.note("The hook took more than %d seconds and was ended.".formatted(SECONDS));
            } else if (process.exitValue() != 0) {
                console.note("The hook ended with exit code %d.".formatted(process.exitValue()));
            }
        } catch (IOException e) {
            console.note("The hook could not be told: " + e.getMessage() + ".");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
