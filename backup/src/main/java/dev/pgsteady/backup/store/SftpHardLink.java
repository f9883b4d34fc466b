package dev.pgsteady.backup.store;

import java.io.IOException;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.sftp.client.RawSftpClient;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.extensions.helpers.AbstractSftpClientExtension;

/// OpenSSH's extension for a second name of a file, which the library does not have. It fails when the
/// name is taken.
final class SftpHardLink extends AbstractSftpClientExtension {
    private static final String NAME = "hardlink@openssh.com";

    SftpHardLink(SftpClient client, RawSftpClient raw) {
        super(NAME, client, raw, client.getServerExtensions());
    }

    void link(String file, String name) throws IOException {
        Buffer buffer = getCommandBuffer(2 * (file.length() + name.length()) + 16);
        buffer.putString(file);
        buffer.putString(name);
        sendAndCheckExtendedCommandStatus(buffer);
    }
}
