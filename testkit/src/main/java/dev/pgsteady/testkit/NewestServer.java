package dev.pgsteady.testkit;

import dev.pgsteady.embedded.Address;
import dev.pgsteady.embedded.Machine;
import dev.pgsteady.embedded.OwnedFiles;
import dev.pgsteady.embedded.Progress;
import dev.pgsteady.embedded.ThrowAwayServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// A server of a class's own, of the bundled release, which is the newest: beside [TestServer], which is an older one
/// where such is installed, for what differs between releases. A JUnit extension; to be a static field.
public final class NewestServer implements BeforeAllCallback, AfterAllCallback {
    /// The server, and where it lies.
    private record Started(ThrowAwayServer server, Path state) {}

    private Optional<Started> started = Optional.empty();

    /// Its address.
    public Address address() {
        return started.orElseThrow().server().address();
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        Path state = Files.createTempDirectory("pgsteady-newest");
        Machine machine = Machine.here().with("PGSTEADY_POSTGRES", "bundled").with("PGSTEADY_STATE", state.toString());
        started = Optional.of(new Started(ThrowAwayServer.start(machine, Progress.NONE), state));
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        Started ended = started.orElseThrow();
        ended.server().close();
        OwnedFiles.deleteTree(ended.state());
    }
}
