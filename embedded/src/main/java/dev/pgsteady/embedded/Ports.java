package dev.pgsteady.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.stream.IntStream;

/// Finds a port that nobody listens on. The range lies below those that operating systems hand out to outgoing
/// connections, so that a port once found is likely to be free the next time.
final class Ports {
    static final int FIRST = 15_432;
    static final int COUNT = 10_000;

    private final boolean windows;

    Ports(Platform platform) {
        this.windows = platform.windows();
    }

    /// A free port.
    ///
    /// @param wanted where to begin: a port that was used before, or any number that tells servers apart
    int freeFrom(int wanted) {
        if (wanted >= 1 && wanted <= 65_535 && free(wanted)) {
            return wanted;
        }
        return IntStream.range(0, COUNT)
                .map(step -> FIRST + Math.floorMod(wanted - FIRST + step, COUNT))
                .filter(this::free)
                .findFirst()
                .orElseThrow(() -> Trouble.embedded(
                        "No TCP port between " + FIRST + " and " + (FIRST + COUNT - 1) + " is free.",
                        "End some of the programs that listen there."));
    }

    boolean free(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // Elsewhere than on Windows this only overlooks connections that are already closed.
            socket.setReuseAddress(!windows);
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), 1);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
