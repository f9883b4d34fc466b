package dev.pgsteady.backup.store;

import dev.pgsteady.core.Environment;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SplittableRandom;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;

/// An S3 server that keeps a folder and checks signatures, in this process.
final class S3Server implements AutoCloseable {
    static final String KEY = "the-key";
    static final String SECRET = "the-secret";
    static final String BUCKET = "backups";

    private final S3Proxy server;
    private final Path folder;

    S3Server(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder.resolve(BUCKET));
            Properties properties = new Properties();
            properties.setProperty("jclouds.filesystem.basedir", folder.toString());
            server = S3Proxy.builder()
                    .blobStore(BlobStores.create("filesystem-nio2", properties))
                    .endpoint(URI.create("http://127.0.0.1:0"))
                    .stopTimeout(0)
                    .awsAuthentication(AuthenticationType.AWS_V4, KEY, SECRET)
                    .build();
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    int port() {
        return server.getPort();
    }

    /// The file in which the server keeps an object.
    Path file(String key) {
        return folder.resolve(BUCKET).resolve(key);
    }

    /// The objects' files, as they are in the server's folder.
    List<String> files() throws IOException {
        Path bucket = folder.resolve(BUCKET);
        try (var files = Files.walk(bucket)) {
            return files.filter(Files::isRegularFile)
                    .map(f -> bucket.relativize(f).toString())
                    .sorted()
                    .toList();
        }
    }

    static StoreAddress.S3 address(int port) {
        return new StoreAddress.S3(
                BUCKET, "main/db/", Optional.of(URI.create("http://127.0.0.1:" + port)), Optional.empty(), true);
    }

    static Environment environment(String key, String secret) {
        return new Environment(
                Map.of("AWS_ACCESS_KEY_ID", key, "AWS_SECRET_ACCESS_KEY", secret),
                Path.of("/nonexistent"),
                "nobody",
                List.of());
    }

    static S3Store store(int port) {
        return store(port, new FakeTime());
    }

    static S3Store store(int port, FakeTime time) {
        return store(address(port), environment(KEY, SECRET), time);
    }

    static S3Store store(StoreAddress.S3 address, Environment environment, FakeTime time) {
        return new S3Store(calls(address, environment, time, Duration.ofSeconds(10)));
    }

    /// Gives up on a silent server after a moment.
    static S3Store impatient(int port, FakeTime time) {
        return new S3Store(impatientCalls(port, time));
    }

    static S3Calls impatientCalls(int port, FakeTime time) {
        return calls(address(port), environment(KEY, SECRET), time, Duration.ofMillis(200));
    }

    /// Does not really wait between tries.
    private static S3Calls calls(StoreAddress.S3 address, Environment environment, FakeTime time, Duration silence) {
        S3Connection connection = new S3Connection(silence, silence.multipliedBy(10));
        Patience patience = new Patience(5, Duration.ofMinutes(15), time, new SplittableRandom(1));
        return connection.calls(address, environment, patience);
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
