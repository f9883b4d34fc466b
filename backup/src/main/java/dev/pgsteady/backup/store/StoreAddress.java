package dev.pgsteady.backup.store;

import dev.pgsteady.core.Problem;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Where a store is, as a person writes it: a path, `file:///path`, `s3://bucket/prefix?region=…` or
/// `sftp://user@host/path`. An address holds no password and no key: those come from the places that the
/// tools of each kind agree on.
public sealed interface StoreAddress {
    /// Without anything that must not be seen.
    String words();

    /// A folder of this machine.
    record Folder(Path path) implements StoreAddress {
        @Override
        public String words() {
            return path.toString();
        }
    }

    /// The objects of a bucket whose keys begin alike.
    ///
    /// @param prefix    empty, or ends with `/`
    /// @param endpoint  of a server other than Amazon's
    /// @param pathStyle whether the bucket is the first word of the path rather than of the host name
    record S3(String bucket, String prefix, Optional<URI> endpoint, Optional<String> region, boolean pathStyle)
            implements StoreAddress {
        public S3 {
            if (!prefix.isEmpty() && !prefix.endsWith("/")) {
                throw new IllegalArgumentException("a prefix ends with a slash: " + prefix);
            }
        }

        @Override
        public String words() {
            return "s3://" + bucket + "/" + prefix
                    + endpoint.map(e -> " at " + e).orElse("");
        }
    }

    /// A folder of a machine that is reached by SSH.
    ///
    /// @param path absolute, or relative to the home directory there
    record Sftp(Optional<String> user, String host, int port, String path) implements StoreAddress {
        @Override
        public String words() {
            return "sftp://%s%s%s/%s"
                    .formatted(
                            user.map(u -> u + "@").orElse(""),
                            host,
                            port == SSH ? "" : ":" + port,
                            path.startsWith("/") ? path.substring(1) : "~/" + path);
        }
    }

    /// The port of SSH.
    int SSH = 22;

    /// @throws Problem CONFIGURATION when it is not an address, or holds a password or a key
    static StoreAddress of(String text) {
        if (!text.contains("://")) {
            if (text.isBlank()) {
                throw wrong("The address of the backups is empty.", "Name a folder, s3://… or sftp://….");
            }
            return new Folder(Path.of(text));
        }
        URI uri = uri(text);
        String scheme = String.valueOf(uri.getScheme());
        return switch (scheme) {
            case "file" -> folder(uri);
            case "s3" -> s3(uri);
            case "sftp" -> sftp(uri);
            default ->
                throw wrong(
                        "Backups cannot be kept in %s://.".formatted(scheme),
                        "Use a path, file:///path, s3://bucket/prefix or sftp://user@host/path.");
        };
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw wrong(
                    "The address of the backups cannot be read: %s at character %d."
                            .formatted(e.getReason(), e.getIndex() + 1),
                    "Write s3://bucket/prefix or sftp://user@host/path, with %20 for a blank.");
        }
    }

    private static Folder folder(URI uri) {
        if (uri.getAuthority() != null || path(uri).isEmpty()) {
            throw wrong("A file: address names a path of this machine.", "Write file:///path, with three slashes.");
        }
        return new Folder(Path.of(path(uri)));
    }

    private static S3 s3(URI uri) {
        String bucket = Optional.ofNullable(uri.getAuthority()).orElse("");
        if (bucket.contains("@")) {
            throw wrong(
                    "The address of the backups holds a key; it would be seen wherever the address is.",
                    "Take it out, and set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY or use a profile of"
                            + " ~/.aws/credentials (AWS_PROFILE).");
        }
        if (!Pattern.matches("[A-Za-z0-9._-]{3,255}", bucket)) {
            throw wrong("An s3: address begins with the name of a bucket.", "Write s3://bucket/prefix.");
        }
        Map<String, String> options = options(uri, Set.of("endpoint", "region", "path_style"));
        Optional<URI> endpoint = Optional.ofNullable(options.get("endpoint")).map(StoreAddress::endpoint);
        String prefix = path(uri).replaceAll("^/+|/+$", "");
        String style = options.getOrDefault("path_style", String.valueOf(endpoint.isPresent()));
        if (!Set.of("true", "false").contains(style)) {
            throw wrong("path_style is true or false.", "Correct the address of the backups.");
        }
        return new S3(
                bucket,
                prefix.isEmpty() ? "" : prefix + "/",
                endpoint,
                Optional.ofNullable(options.get("region")),
                style.equals("true"));
    }

    private static URI endpoint(String text) {
        URI uri = uri(text);
        boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (!web || uri.getHost() == null || uri.getUserInfo() != null) {
            throw wrong(
                    "The endpoint in the address of the backups is not http(s)://host:port.", "Correct the address.");
        }
        return uri;
    }

    private static Sftp sftp(URI uri) {
        Optional<String> user = Optional.ofNullable(uri.getUserInfo());
        if (user.filter(u -> u.contains(":")).isPresent()) {
            throw wrong(
                    "The address of the backups holds a password; it would be seen wherever the address is.",
                    "Take it out, and use a key of ~/.ssh or the agent, or set PGSTEADY_SFTP_PASSWORD.");
        }
        options(uri, Set.of());
        if (uri.getHost() == null || path(uri).length() < 2) {
            throw wrong(
                    "An sftp: address names a host and a path.",
                    "Write sftp://user@host/path, or sftp://user@host/~/path below the home directory.");
        }
        String path = path(uri).replaceAll("/+$", "");
        return new Sftp(
                user,
                uri.getHost(),
                uri.getPort() < 0 ? SSH : uri.getPort(),
                path.startsWith("/~/") ? path.substring(3) : path);
    }

    private static String path(URI uri) {
        return Optional.ofNullable(uri.getPath()).orElse("");
    }

    /// Of what is not known only the name is said: the value may be a key.
    private static Map<String, String> options(URI uri, Set<String> known) {
        Map<String, String> options = new LinkedHashMap<>();
        String query = Optional.ofNullable(uri.getQuery()).orElse("");
        for (String option : query.split("&", -1)) {
            int end = Math.max(option.indexOf('='), 0);
            String name = option.substring(0, end);
            if (known.contains(name)) {
                options.put(name, option.substring(end + 1));
            } else if (!option.isEmpty()) {
                throw wrong(
                        "The address of the backups has an option that is not known: %s."
                                .formatted(name.isEmpty() ? "one without a value" : name),
                        "Take it out. An s3: address knows endpoint, region and path_style; keys and passwords stand in no"
                                + " address.");
            }
        }
        return options;
    }

    private static Problem wrong(String what, String next) {
        return new Problem(Problem.Kind.CONFIGURATION, what, next);
    }
}
