package dev.pgsteady.embedded;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The end of the server's log, for a message; and the log kept within bounds.
final class LogTail {
    /// What all logs of a server may take when it starts.
    private static final long MOST_BYTES = 64L * 1024 * 1024;

    private static final int READ = 16 * 1024;

    private final Path folder;
    private final Map<Path, Long> sizes;

    private LogTail(Path folder, Map<Path, Long> sizes) {
        this.folder = folder;
        this.sizes = sizes;
    }

    /// The last lines of a text, without blank ones.
    static String lastLines(String text, int count) {
        List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - count), lines.size()));
    }

    /// Remembers how far the log has come.
    static LogTail from(Path folder) {
        Map<Path, Long> sizes = new HashMap<>();
        filesByAge(folder).forEach(file -> sizes.put(file, file.toFile().length()));
        return new LogTail(folder, sizes);
    }

    /// What was written since then, from each file its end.
    String written() {
        return filesByAge(folder).stream()
                .map(file -> end(file, sizes.getOrDefault(file, 0L)))
                .collect(Collectors.joining("\n"));
    }

    private static String end(Path file, long from) {
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            long begin = log.length() < from ? 0 : from;
            long start = Math.max(begin, log.length() - READ);
            byte[] bytes = new byte[(int) (log.length() - start)];
            log.seek(start);
            log.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
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
        files.sort(Comparator.comparingLong(LogTail::changed));
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
