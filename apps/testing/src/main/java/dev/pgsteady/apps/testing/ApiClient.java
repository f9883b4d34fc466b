package dev.pgsteady.apps.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Talks to an application as a program of somebody's would.
public final class ApiClient {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http;
    private final URI base;
    private final Map<String, String> headers;

    ApiClient(HttpClient http, URI base, Map<String, String> headers) {
        this.http = http;
        this.base = base;
        this.headers = Map.copyOf(headers);
    }

    /// An answer.
    public record Reply(int status, Map<String, String> headers, String text) {
        public Reply {
            headers = Map.copyOf(headers);
        }

        /// Its body.
        public JsonNode json() {
            return JSON.readTree(text);
        }

        /// A text in its body: `/items/0/name`.
        public String at(String pointer) {
            return json().at(pointer).asString("");
        }
    }

    /// The same with another header.
    public ApiClient with(String name, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(name, value);
        return new ApiClient(http, base, more);
    }

    /// The same with the token of somebody who signs in.
    public ApiClient signIn(String login, String password) {
        Reply reply = post("/api/auth/login", Map.of("login", login, "password", password));
        if (reply.status() != 200) {
            throw new IllegalStateException("signing in gave " + reply);
        }
        return with("Authorization", "Bearer " + reply.at("/accessToken"));
    }

    public Reply get(String path) {
        return send("GET", path, Optional.empty());
    }

    public Reply delete(String path) {
        return send("DELETE", path, Optional.empty());
    }

    public Reply post(String path, Object body) {
        return send("POST", path, Optional.of(JSON.writeValueAsString(body)));
    }

    public Reply put(String path, Object body) {
        return send("PUT", path, Optional.of(JSON.writeValueAsString(body)));
    }

    public Reply patch(String path, Object body) {
        return send("PATCH", path, Optional.of(JSON.writeValueAsString(body)));
    }

    /// A body as it stands, which may be no JSON at all.
    public Reply postText(String path, String body) {
        return send("POST", path, Optional.of(body));
    }

    /// A body that is no text.
    public Reply postBytes(String path, String type, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        return reply(answer(request, HttpResponse.BodyHandlers.ofString()));
    }

    /// An answer that is no text.
    public byte[] getBytes(String path) {
        return answer(HttpRequest.newBuilder(base.resolve(path)), HttpResponse.BodyHandlers.ofByteArray())
                .body();
    }

    private Reply send(String method, String path, Optional<String> body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .method(
                        method,
                        body.map(HttpRequest.BodyPublishers::ofString).orElse(HttpRequest.BodyPublishers.noBody()));
        body.ifPresent(b -> request.header("Content-Type", "application/json"));
        return reply(answer(request, HttpResponse.BodyHandlers.ofString()));
    }

    private static Reply reply(HttpResponse<String> response) {
        Map<String, String> answered = new HashMap<>();
        response.headers().map().forEach((name, values) -> answered.put(name, values.getFirst()));
        return new Reply(response.statusCode(), answered, response.body());
    }

    private <T> HttpResponse<T> answer(HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) {
        headers.forEach(request::header);
        try {
            return http.send(request.build(), handler);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
