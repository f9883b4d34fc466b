package dev.pgsteady.embedded;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The end of the server's log, for a message; and the log kept within bounds.
final class LogTail {
    /// What all logs of a server may take when it starts.
    private static final long MOST_BYTES = 64L * 1024 * 1024;

    private static final int READ = 16 * 1024;

    private LogTail() {}

    /// The last lines of a text, without blank ones.
    static String lastLines(String text, int count) {
        List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - count), lines.size()));
    }

    /// What the file that was written last says at its end, or an empty text.
    static String newest(Path folder) {
        return filesByAge(folder).stream()
                .reduce((older, newer) -> newer)
                .flatMap(LogTail::end)
                .orElse("");
    }

    /// The end of one file.
    static Optional<String> end(Path file) {
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            long start = Math.max(0, log.length() - READ);
            byte[] bytes = new byte[(int) (log.length() - start)];
            log.seek(start);
            log.readFully(bytes);
            return Optional.of(new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// Removes the oldest files until the rest fits the bound.
    static void prune(Path folder) throws IOException {
        List<Path> oldestFirst = filesByAge(folder);
        long total = 0;
        for (Path file : oldestFirst.reversed()) {
            total += Files.size(file);
            if (total > MOST_BYTES) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static List<Path> filesByAge(Path folder) {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "*.log")) {
            entries.forEach(files::add);
        } catch (IOException e) {
            return List.of();
        }
        files.sort(Comparator.comparing(LogTail::changed));
        return files;
    }

    private static long changed(Path file) {
        try {
            return Files.getLastModifiedTime(file).toMillis();
        } catch (IOException e) {
            return 0;
        }
    }
}
