package dev.pgsteady.backup.upkeep;

import dev.pgsteady.backup.upkeep.Outcome.Verdict;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/// Tells the user's program what came of work.
///
/// @param program to run; empty for none
public record Hook(Optional<String> program) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final long SECONDS = 60;

    /// Runs the program with the outcome as JSON on its standard input, unless another process does the work. What goes
    /// wrong with it changes nothing.
    ///
    /// @return what went wrong, as a sentence
    public Optional<String> tell(Outcome outcome) {
        if (program.isEmpty() || outcome.verdict() == Verdict.LEFT) {
            return Optional.empty();
        }
        try {
            Process process = new ProcessBuilder(program.get())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            write(process, json(outcome));
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.of("The hook took more than %d seconds and was ended.".formatted(SECONDS));
            }
            return Optional.of("The hook ended with exit code %d.".formatted(process.exitValue()))
                    .filter(words -> process.exitValue() != 0);
        } catch (IOException e) {
            return Optional.of("The hook could not be told: " + e.getMessage() + ".");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("The hook was interrupted.");
        }
    }

    /// A program need not read what it is told.
    private static void write(Process process, byte[] json) {
        try (OutputStream in = process.getOutputStream()) {
            in.write(json);
        } catch (IOException closed) {
            // Its exit code says whether it minds.
        }
    }

    private static byte[] json(Outcome outcome) {
        return JSON.writeValueAsBytes(new TreeMap<>(Map.of(
                "task", outcome.work().name(),
                "passed", outcome.verdict() == Verdict.PASSED,
                "words", outcome.words())));
    }
}
