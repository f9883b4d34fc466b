package dev.pgsteady.embedded;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/// What kind of machine this is, as far as binaries depend on it.
///
/// @param system the operating system
/// @param arch   the processor
/// @param musl   whether the C library is musl (Alpine) and binaries for glibc do not run
public record Platform(Os system, Arch arch, boolean musl) {
    /// The operating systems that there are binaries for.
    public enum Os {
        LINUX,
        DARWIN,
        WINDOWS
    }

    /// The processors that there are binaries for; everything else is `OTHER` and needs an installed server.
    public enum Arch {
        AMD64,
        ARM64,
        OTHER
    }

    /// This machine's.
    public static Platform here() {
        Os system = systemNamed(System.getProperty("os.name", ""));
        return new Platform(
                system, archNamed(System.getProperty("os.arch", "")), system == Os.LINUX && hasMusl(Path.of("/lib")));
    }

    static Os systemNamed(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.contains("windows")) {
            return Os.WINDOWS;
        }
        return lower.contains("mac") || lower.contains("darwin") ? Os.DARWIN : Os.LINUX;
    }

    static Arch archNamed(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "amd64", "x86_64", "x64" -> Arch.AMD64;
            case "aarch64", "arm64" -> Arch.ARM64;
            default -> Arch.OTHER;
        };
    }

    /// Whether a folder of libraries holds musl's loader, `ld-musl-<arch>.so.1`.
    static boolean hasMusl(Path libraries) {
        try (DirectoryStream<Path> loaders = Files.newDirectoryStream(libraries, "ld-musl-*")) {
            return loaders.iterator().hasNext();
        } catch (IOException e) {
            return false;
        }
    }

    /// The name of the compressed archive inside the bundle's jar, or nothing where no bundle exists.
    Optional<String> archiveName() {
        return switch (arch) {
            case AMD64 -> Optional.of("postgres-" + systemName() + "-x86_64" + suffix() + ".txz");
            case ARM64 -> Optional.of("postgres-" + systemName() + "-arm_64" + suffix() + ".txz");
            case OTHER -> Optional.empty();
        };
    }

    boolean windows() {
        return system == Os.WINDOWS;
    }

    /// The file name of a program.
    String program(String name) {
        return windows() ? name + ".exe" : name;
    }

    /// The file name of a loadable library.
    String loadableFile(String name) {
        return switch (system) {
            case LINUX -> name + ".so";
            case DARWIN -> name + ".dylib";
            case WINDOWS -> name + ".dll";
        };
    }

    private String systemName() {
        return system.name().toLowerCase(Locale.ROOT);
    }

    private String suffix() {
        return musl ? "-alpine_linux" : "";
    }
}
