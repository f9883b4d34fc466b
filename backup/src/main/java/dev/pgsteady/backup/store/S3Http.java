package dev.pgsteady.backup.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpRequest;

/// The JDK's HTTP client for Amazon's library. The library's own client for the JDK takes an answer that
/// breaks off within its head for a whole one; this one gives up on it, and on a server that stops
/// reading or writing.
final class S3Http implements SdkHttpClient {
    /// What the JDK writes itself.
    private static final Set<String> OWN = Set.of("host", "content-length", "expect", "connection");

    private final Duration silence;
    private final HttpClient client;

    /// @param silence how long nothing may move, in either direction
    S3Http(Duration silence) {
        this.silence = silence;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(silence)
                .build();
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new Exchange(request);
    }

    @Override
    public String clientName() {
        return "Jdk";
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private final class Exchange implements ExecutableHttpRequest {
        private final HttpExecuteRequest request;
        private final AtomicLong moved = new AtomicLong();
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private volatile Optional<CompletableFuture<HttpResponse<Void>>> running = Optional.empty();

        Exchange(HttpExecuteRequest request) {
            this.request = request;
        }

        @Override
        public HttpExecuteResponse call() throws IOException {
            CompletableFuture<HttpResponse<Void>> answer = client.sendAsync(
                    head(),
                    info -> BodySubscribers.ofByteArrayConsumer(some -> some.ifPresent(bytes -> {
                        moved.addAndGet(bytes.length);
                        body.writeBytes(bytes);
                    })));
            running = Optional.of(answer);
            HttpResponse<Void> response = await(answer);
            return HttpExecuteResponse.builder()
                    .response(SdkHttpFullResponse.builder()
                            .statusCode(response.statusCode())
                            .headers(response.headers().map())
                            .build())
                    .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body.toByteArray())))
                    .build();
        }

        private HttpRequest head() {
            SdkHttpRequest said = request.httpRequest();
            HttpRequest.Builder builder =
                    HttpRequest.newBuilder(said.getUri()).method(said.method().name(), content());
            said.forEachHeader((name, values) -> {
                if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
                    values.forEach(value -> builder.header(name, value));
                }
            });
            return builder.build();
        }

        private BodyPublisher content() {
            long length = request.httpRequest()
                    .firstMatchingHeader("Content-Length")
                    .map(Long::parseLong)
                    .orElse(0L);
            return request.contentStreamProvider()
                    .filter(any -> length > 0)
                    .map(content -> BodyPublishers.fromPublisher(
                            BodyPublishers.ofInputStream(() -> watched(content.newStream())), length))
                    .orElseGet(BodyPublishers::noBody);
        }

        private InputStream watched(InputStream content) {
            return new FilterInputStream(content) {
                @Override
                public int read(byte[] bytes, int offset, int length) throws IOException {
                    int read = super.read(bytes, offset, length);
                    moved.addAndGet(Math.max(read, 0));
                    return read;
                }
            };
        }

        private HttpResponse<Void> await(CompletableFuture<HttpResponse<Void>> answer) throws IOException {
            while (true) {
                long before = moved.get();
                try {
                    return answer.get(silence.toMillis(), TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    if (moved.get() == before) {
                        abort();
                        throw new SocketTimeoutException("the server fell silent");
                    }
                } catch (ExecutionException e) {
                    throw new IOException(reason(e), e.getCause());
                } catch (InterruptedException e) {
                    abort();
                    Thread.currentThread().interrupt();
                    throw new InterruptedIOException("interrupted");
                }
            }
        }

        private static String reason(ExecutionException e) {
            Throwable cause = Optional.ofNullable(e.getCause()).orElse(e);
            return Optional.ofNullable(cause.getMessage())
                    .orElse(cause.getClass().getSimpleName());
        }

        @Override
        public void abort() {
            running.ifPresent(r -> r.cancel(true));
        }
    }
}
