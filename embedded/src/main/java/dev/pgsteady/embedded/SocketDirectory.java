package dev.pgsteady.embedded;

import dev.pgsteady.core.PrivateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.zip.CRC32;

/// Where the Unix socket goes. Its path may not be longer than about 100 bytes (`sun_path` in `unix(7)`), so a deep
/// home
/// gets a short folder below the temporary directory; when even that is not safe there is no socket, and TCP serves.
final class SocketDirectory {
    /// 104 bytes on macOS and 108 on Linux, less `/.s.PGSQL.65535` and the final zero.
    private static final int LONGEST = 88;

    private SocketDirectory() {}

    /// Creates and returns the folder.
    ///
    /// @param owner the user that runs the server, when it is another one than this process's
    static Optional<Path> prepare(ServerFiles files, Machine machine, Optional<String> owner) {
        if (machine.platform().windows()) {
            return Optional.empty();
        }
        Path near = files.home().resolve("run");
        boolean reachable = owner.isEmpty() || files.dataIsAtHome();
        Path folder = reachable && fits(near) ? near : shortFolder(files, machine);
        try {
            PrivateFiles.createDirectories(folder);
            if (!fits(folder) || !private_(folder, owner)) {
                return Optional.empty();
            }
            if (owner.isPresent()) {
                OwnedFiles.give(folder, owner.get());
            }
            return Optional.of(folder);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// Where a short folder would be; named after the home, so that a server finds its own again.
    static Path shortFolder(ServerFiles files, Machine machine) {
        CRC32 checksum = new CRC32();
        checksum.update(files.home().toString().getBytes(StandardCharsets.UTF_8));
        return machine.temporary().resolve("pgsteady-%08x".formatted(checksum.getValue()));
    }

    private static boolean fits(Path folder) {
        String path = folder.toString();
        return path.getBytes(StandardCharsets.UTF_8).length <= LONGEST && !path.contains(",") && !path.contains("\"");
    }

    /// The temporary directory is everybody's: a folder that somebody else put there is not used.
    private static boolean private_(Path folder, Optional<String> owner) throws IOException {
        String holder = Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).getName();
        boolean ours = holder.equals(System.getProperty("user.name"))
                || owner.filter(holder::equals).isPresent();
        return ours
                && !Files.isSymbolicLink(folder)
                && PosixFilePermissions.toString(Files.getPosixFilePermissions(folder))
                        .equals("rwx------");
    }
}
