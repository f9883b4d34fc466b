package dev.pgsteady.backup.store;

import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import org.apache.sshd.agent.SshAgent;
import org.apache.sshd.agent.SshAgentFactory;
import org.apache.sshd.agent.SshAgentServer;
import org.apache.sshd.agent.common.AbstractAgentProxy;
import org.apache.sshd.common.FactoryManager;
import org.apache.sshd.common.channel.ChannelFactory;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.common.util.threads.ThreadUtils;

/// The ssh-agent behind `SSH_AUTH_SOCK`, which signs with keys that it does not give away.
final class SshAgentSocket extends AbstractAgentProxy {
    private static final int LONGEST = 1 << 20;

    private final SocketChannel channel;
    private volatile boolean open = true;

    private SshAgentSocket(Path socket) throws IOException {
        super(ThreadUtils.newSingleThreadExecutor("ssh-agent"));
        channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    }

    /// Whether an agent listens: the variable outlives it.
    static boolean answers(Path socket) {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            return channel.isConnected();
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    static SshAgentFactory factory(Path socket) {
        return new SshAgentFactory() {
            @Override
            public List<ChannelFactory> getChannelForwardingFactories(FactoryManager manager) {
                return List.of();
            }

            @Override
            public SshAgent createClient(Session session, FactoryManager manager) throws IOException {
                return new SshAgentSocket(socket);
            }

            @Override
            public SshAgentServer createServer(ConnectionService service) {
                throw new UnsupportedOperationException("the agent is not forwarded");
            }
        };
    }

    @Override
    protected synchronized Buffer request(Buffer buffer) throws IOException {
        ByteBuffer asked = ByteBuffer.wrap(buffer.array(), buffer.rpos(), buffer.available());
        while (asked.hasRemaining()) {
            channel.write(asked);
        }
        int length = read(Integer.BYTES).getInt();
        if (length < 1 || length > LONGEST) {
            throw new IOException("the ssh-agent's answer has a length of " + length);
        }
        return new ByteArrayBuffer(read(length).array());
    }

    private ByteBuffer read(int bytes) throws IOException {
        ByteBuffer answer = ByteBuffer.allocate(bytes);
        while (answer.hasRemaining()) {
            if (channel.read(answer) < 0) {
                throw new EOFException("the ssh-agent hung up");
            }
        }
        return answer.flip();
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() throws IOException {
        open = false;
        channel.close();
        super.close();
    }
}
