package dev.pgsteady.backup.store;

import dev.pgsteady.core.Environment;
import dev.pgsteady.core.Problem;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.sshd.sftp.client.RawSftpClient;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClient.Attributes;
import org.apache.sshd.sftp.client.SftpClient.DirEntry;
import org.apache.sshd.sftp.client.SftpClient.OpenMode;
import org.apache.sshd.sftp.client.extensions.openssh.OpenSSHFsyncExtension;
import org.apache.sshd.sftp.client.extensions.openssh.OpenSSHStatExtensionInfo;
import org.apache.sshd.sftp.client.extensions.openssh.OpenSSHStatPathExtension;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;

/// A folder of another machine, by SFTP. As in a [FolderStore], what is being written is called `.new-…`
/// and gets its name by a hard link once it is on the disk there. OpenSSH offers that; with servers that
/// do not, a rename must do, which by the protocol does not take the place of what is there.
final class SftpStore implements Store {
    private static final String UNFINISHED = ".new-";
    private static final int BLOCK = 32 * 1024;
    private static final Set<Integer> MISSING =
            Set.of(SftpConstants.SSH_FX_NO_SUCH_FILE, SftpConstants.SSH_FX_NO_SUCH_PATH);

    private final SftpConnection connection;
    private final SecureRandom random = new SecureRandom();
    private final Set<String> folders = ConcurrentHashMap.newKeySet();
    private final Set<String> warnings = ConcurrentHashMap.newKeySet();

    SftpStore(SftpConnection connection) {
        this.connection = connection;
    }

    /// @throws Problem CONFIGURATION when known_hosts cannot be read; the server is not asked yet
    static SftpStore open(StoreAddress.Sftp address, Environment environment) {
        return new SftpStore(new SftpConnection(address, environment, Patience.standard(), Duration.ofSeconds(30)));
    }

    @Override
    public String words() {
        return connection.words();
    }

    private String path(ObjectName name) {
        return connection.root() + "/" + name;
    }

    private static String folder(String path) {
        return path.substring(0, path.lastIndexOf('/'));
    }

    private <T> T call(String done, ObjectName name, SftpConnection.Call<T> call) {
        return connection.call(name + " in " + words(), done, call);
    }

    @Override
    public boolean create(ObjectName name, byte[] content) {
        Writing writing = new Writing(path(name), content);
        return call("written", name, writing::once);
    }

    /// One object being written, however often the connection breaks.
    private final class Writing {
        private final String file;
        private final byte[] content;
        private boolean perhapsDone;

        Writing(String file, byte[] content) {
            this.file = file;
            this.content = content;
        }

        boolean once(SftpClient client) throws IOException {
            if (there(client, file).isPresent()) {
                return isMine(client);
            }
            makeFolders(client, folder(file));
            String unfinished = folder(file) + "/" + UNFINISHED + HexFormat.of().toHexDigits(random.nextLong());
            try {
                write(client, unfinished, content);
                return appear(client, unfinished);
            } finally {
                removeQuietly(client, unfinished);
            }
        }

        private boolean appear(SftpClient client, String unfinished) throws IOException {
            boolean before = perhapsDone;
            try {
                perhapsDone = true;
                SftpHardLink link = new SftpHardLink(client, (RawSftpClient) client);
                if (link.isSupported()) {
                    link.link(unfinished, file);
                } else {
                    warnings.add(
                            words() + " knows no hard links (hardlink@openssh.com): whether two backups at the same"
                                    + " time keep apart is up to its way of renaming.");
                    client.rename(unfinished, file);
                }
                return true;
            } catch (SftpException refused) {
                perhapsDone = before;
                if (there(client, file).isPresent()) {
                    return isMine(client);
                }
                throw refused;
            }
        }

        /// What is there may come from a try whose answer was lost.
        private boolean isMine(SftpClient client) throws IOException {
            return perhapsDone && Arrays.equals(content, SftpStore.read(client, file));
        }
    }

    private void write(SftpClient client, String file, byte[] content) throws IOException {
        try {
            try (OutputStream out = client.write(file, BLOCK, OpenMode.Write, OpenMode.Create, OpenMode.Exclusive)) {
                out.write(content);
            }
            try (SftpClient.CloseableHandle handle = client.open(file, OpenMode.Write)) {
                client.setStat(handle, new Attributes().perms(0600));
                OpenSSHFsyncExtension disk = client.getExtension(OpenSSHFsyncExtension.class);
                if (disk != null && disk.isSupported()) {
                    disk.fsync(handle);
                } else {
                    warnings.add(words() + " cannot be told to put files on its disk (fsync@openssh.com): what was"
                            + " written last may be lost when its power fails.");
                }
            }
        } catch (SftpException e) {
            throw e.getStatus() == SftpConstants.SSH_FX_FAILURE && isFull(client, content.length)
                    ? new SftpException(SftpConstants.SSH_FX_NO_SPACE_ON_FILESYSTEM, "no space is left")
                    : e;
        }
    }

    /// OpenSSH has one answer for all that fails; this asks for the space.
    private boolean isFull(SftpClient client, int bytes) throws IOException {
        OpenSSHStatPathExtension space = client.getExtension(OpenSSHStatPathExtension.class);
        if (space == null || !space.isSupported()) {
            return false;
        }
        OpenSSHStatExtensionInfo info = space.stat(connection.root());
        return info.f_bavail * info.f_frsize <= bytes;
    }

    private void makeFolders(SftpClient client, String folder) throws IOException {
        if (folder.isEmpty()
                || folders.contains(folder)
                || there(client, folder).isPresent()) {
            return;
        }
        if (folder.contains("/")) {
            makeFolders(client, folder(folder));
        }
        try {
            client.mkdir(folder);
            client.setStat(folder, new Attributes().perms(0700));
        } catch (SftpException e) {
            if (there(client, folder).isEmpty()) {
                throw e;
            }
        }
        folders.add(folder);
    }

    private static Optional<Attributes> there(SftpClient client, String path) throws IOException {
        try {
            return Optional.of(client.stat(path));
        } catch (SftpException e) {
            if (MISSING.contains(e.getStatus())) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static void removeQuietly(SftpClient client, String file) {
        try {
            client.remove(file);
        } catch (IOException e) {
            // Gone, or found by a sweep.
        }
    }

    @Override
    public byte[] read(ObjectName name) {
        Optional<byte[]> content = call("read", name, client -> {
            try {
                return Optional.of(read(client, path(name)));
            } catch (SftpException e) {
                if (MISSING.contains(e.getStatus())) {
                    return Optional.empty();
                }
                throw e;
            }
        });
        return content.orElseThrow(() -> FolderStore.missing(this, name));
    }

    private static byte[] read(SftpClient client, String file) throws IOException {
        long size = client.stat(file).getSize();
        try (var in = client.read(file, BLOCK)) {
            byte[] content = in.readAllBytes();
            if (content.length != size) {
                throw new IOException("%d of %d bytes came".formatted(content.length, size));
            }
            return content;
        }
    }

    @Override
    public List<StoredObject> list(String prefix) {
        List<StoredObject> found = new ArrayList<>();
        for (Found file : walk(prefix)) {
            if (!file.entry().getFilename().startsWith(UNFINISHED)) {
                ObjectName.of(file.name())
                        .map(n ->
                                new StoredObject(n, file.entry().getAttributes().getSize()))
                        .ifPresent(found::add);
            }
        }
        found.sort(Comparator.comparing(StoredObject::name));
        return List.copyOf(found);
    }

    /// A file below the root.
    private record Found(String name, DirEntry entry) {}

    private List<Found> walk(String prefix) {
        return connection.call(words(), "listed", client -> {
            List<Found> files = new ArrayList<>();
            Deque<String> open = new ArrayDeque<>(List.of(prefix));
            while (!open.isEmpty()) {
                String folder = open.pop();
                for (DirEntry entry : entries(client, folder)) {
                    if (entry.getAttributes().isDirectory()) {
                        open.push(folder + entry.getFilename() + "/");
                    } else {
                        files.add(new Found(folder + entry.getFilename(), entry));
                    }
                }
            }
            return files;
        });
    }

    /// @param folder below the root; empty, or ends with `/`
    private List<DirEntry> entries(SftpClient client, String folder) throws IOException {
        String path = (connection.root() + "/" + folder).replaceAll("/+$", "");
        List<DirEntry> entries = new ArrayList<>();
        try (SftpClient.CloseableHandle handle = client.openDir(path)) {
            client.listDir(handle).forEach(entries::add);
            entries.removeIf(e -> Set.of(".", "..").contains(e.getFilename()));
            return entries;
        } catch (SftpException e) {
            if (MISSING.contains(e.getStatus())) {
                return List.of();
            }
            throw e;
        }
    }

    @Override
    public void delete(ObjectName name) {
        call("deleted", name, client -> {
            try {
                client.remove(path(name));
            } catch (SftpException e) {
                if (!MISSING.contains(e.getStatus())) {
                    throw e;
                }
            }
            return name;
        });
    }

    /// Every file is on the disk there when it gets its name.
    @Override
    public void flush() {}

    @Override
    public int sweep(Instant before) {
        List<Found> old = walk("").stream()
                .filter(f -> f.entry().getFilename().startsWith(UNFINISHED))
                .filter(f -> Optional.ofNullable(f.entry().getAttributes().getModifyTime())
                        .map(FileTime::toInstant)
                        .filter(t -> t.isBefore(before))
                        .isPresent())
                .toList();
        for (Found file : old) {
            connection.call(file.name() + " in " + words(), "deleted", client -> {
                removeQuietly(client, connection.root() + "/" + file.name());
                return file;
            });
        }
        return old.size();
    }

    @Override
    public List<String> warnings() {
        return warnings.stream().sorted().toList();
    }

    @Override
    public void close() {
        connection.close();
    }
}
