package dev.pgsteady.embedded;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// What may be different about an embedded server.
///
/// @param name          tells servers of one state directory apart: 1 to 40 of `a-z 0-9 - _`
/// @param dataDirectory where the data is, when not inside the state directory; remembered from the first start on
/// @param settings      server settings that win over ours (manual, chapter "Server Configuration"); remembered until
///                      others are given
/// @param hbaLines      lines of `pg_hba.conf` to put before ours, which admit only this machine with a password;
///                      remembered until others are given
/// @param seeds         fresh data directories that are kept to be copied, for servers that many others are made like
/// @param progress      hears what takes long
public record ServerOptions(
        String name,
        Optional<Path> dataDirectory,
        Map<String, String> settings,
        List<String> hbaLines,
        Optional<Seeds> seeds,
        Progress progress) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,39}");
    private static final Pattern SETTING = Pattern.compile("[A-Za-z_][A-Za-z0-9_$]*(\\.[A-Za-z_][A-Za-z0-9_$]*)*");

    public ServerOptions {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a server name (1 to 40 of a-z 0-9 - _): " + name);
        }
        dataDirectory = dataDirectory.map(path -> path.toAbsolutePath().normalize());
        settings = new TreeMap<>(settings);
        settings.keySet().forEach(ServerOptions::requireSetting);
        settings = java.util.Collections.unmodifiableMap(settings);
        hbaLines = List.copyOf(hbaLines);
        hbaLines.forEach(ServerOptions::requireOneLine);
    }

    /// The server `main` with nothing special.
    public static ServerOptions standard() {
        return named("main");
    }

    /// A server of that name with nothing special.
    public static ServerOptions named(String name) {
        return new ServerOptions(name, Optional.empty(), Map.of(), List.of(), Optional.empty(), Progress.NONE);
    }

    /// The same with the data in a directory of its own.
    public ServerOptions withDataDirectory(Path directory) {
        return new ServerOptions(name, Optional.of(directory), settings, hbaLines, seeds, progress);
    }

    /// The same with these settings.
    public ServerOptions withSettings(Map<String, String> changed) {
        return new ServerOptions(name, dataDirectory, changed, hbaLines, seeds, progress);
    }

    /// The same with these lines of `pg_hba.conf`.
    public ServerOptions withHbaLines(List<String> lines) {
        return new ServerOptions(name, dataDirectory, settings, lines, seeds, progress);
    }

    /// The same with another listener.
    public ServerOptions withProgress(Progress listener) {
        return new ServerOptions(name, dataDirectory, settings, hbaLines, seeds, listener);
    }

    /// The same with its data copied from one of these where that can be.
    ServerOptions withSeeds(Seeds kept) {
        return new ServerOptions(name, dataDirectory, settings, hbaLines, Optional.of(kept), progress);
    }

    private static void requireSetting(String name) {
        if (!SETTING.matcher(name).matches()) {
            throw new IllegalArgumentException("not the name of a setting: " + name);
        }
    }

    private static void requireOneLine(String line) {
        if (line.contains("\n") || line.contains("\r")) {
            throw new IllegalArgumentException("a line of pg_hba.conf must be one line");
        }
    }
}
