package dev.pgsteady.embedded;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// Percent-encoding of one part of a URL, as pgjdbc decodes it.
final class UrlText {
    private UrlText() {}

    static String encode(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
