package dev.pgsteady.core;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/// Reads `postgresql://user:password@host1:1,host2:2/database?sslmode=require`
/// (manual, 34.1.1.2 Connection URIs). The scheme has been taken off before.
final class ConnectionUri {
    private static final String ENCODE =
            "Percent-encode the characters that mean something in a URL: % as %25, @ as %40, : as %3A, / as %2F, ? as %3F, # as"
                    + " %23.";

    private final String rest;
    private final Origin origin;
    private int at;

    ConnectionUri(String rest, Origin origin) {
        this.rest = rest;
        this.origin = origin;
    }

    /// @param parameter what to do with each word and value after the question mark
    void readInto(FoundWords found, BiConsumer<String, String> parameter) {
        credentials(found);
        hosts(found);
        if (at < rest.length() && rest.charAt(at) == '/') {
            at++;
            put(found, Keyword.DBNAME, until("?"));
        }
        if (at < rest.length()) {
            at++;
            parameters(parameter);
        }
    }

    private void credentials(FoundWords found) {
        int end = first(rest, "@/", 0);
        if (end >= rest.length() || rest.charAt(end) != '@') {
            return;
        }
        String credentials = rest.substring(0, end);
        int colon = credentials.indexOf(':');
        put(found, Keyword.USER, colon < 0 ? credentials : credentials.substring(0, colon));
        put(found, Keyword.PASSWORD, colon < 0 ? "" : credentials.substring(colon + 1));
        at = end + 1;
    }

    private void hosts(FoundWords found) {
        List<String> hosts = new ArrayList<>();
        List<String> ports = new ArrayList<>();
        boolean another = true;
        while (another) {
            hosts.add(host());
            ports.add(port());
            another = at < rest.length() && rest.charAt(at) == ',';
            at += another ? 1 : 0;
        }
        if (hosts.stream().anyMatch(host -> !host.isEmpty())) {
            found.put(Keyword.HOST, String.join(",", hosts), origin);
        }
        if (ports.stream().anyMatch(port -> !port.isEmpty())) {
            found.put(Keyword.PORT, String.join(",", ports), origin);
        }
    }

    private String host() {
        if (at >= rest.length() || rest.charAt(at) != '[') {
            return plain(until(":/?,"));
        }
        int end = rest.indexOf(']', at);
        if (end < 0) {
            throw wrong("An IPv6 address in it has no closing bracket.", "Write it as [2001:db8::1].");
        }
        String address = rest.substring(at + 1, end);
        at = end + 1;
        if (at < rest.length() && ":/?,".indexOf(rest.charAt(at)) < 0) {
            throw wrong(
                    "Something other than a port or a path follows an IPv6 address.",
                    "Write it as [2001:db8::1]:5432.");
        }
        return address;
    }

    /// A host with an `@` in it is the rest of a password that was not encoded: neither is to be shown.
    private String plain(String host) {
        if (host.contains("@")) {
            throw wrong("Its user name or password contains an \"@\" that is not encoded.", ENCODE);
        }
        return decode(host);
    }

    private String port() {
        if (at >= rest.length() || rest.charAt(at) != ':') {
            return "";
        }
        at++;
        String port = decode(until("/?,"));
        if (!port.isEmpty() && !port.chars().allMatch(Character::isDigit)) {
            boolean hidden = rest.indexOf('@') > 0;
            throw wrong("Its port is not a number" + (hidden ? "." : ": " + port + "."), ENCODE);
        }
        return port;
    }

    private void parameters(BiConsumer<String, String> parameter) {
        while (at < rest.length()) {
            String pair = until("&");
            at++;
            int equals = pair.indexOf('=');
            if (pair.isEmpty()) {
                continue;
            }
            if (equals < 0 || pair.indexOf('=', equals + 1) >= 0 || credentialsLost(pair.substring(0, equals))) {
                throw wrong("What follows its question mark is not word=value&word=value.", ENCODE);
            }
            parameter.accept(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
        }
    }

    private static boolean credentialsLost(String word) {
        return word.indexOf('@') >= 0;
    }

    private void put(FoundWords found, Keyword keyword, String encoded) {
        if (!encoded.isEmpty()) {
            found.put(keyword, decode(encoded), origin);
        }
    }

    private String until(String ends) {
        int start = at;
        at = first(rest, ends, at);
        return rest.substring(start, at);
    }

    private static int first(String text, String letters, int from) {
        int at = from;
        while (at < text.length() && letters.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return at;
    }

    private String decode(String encoded) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int i = 0;
        while (i < encoded.length()) {
            int next = encoded.indexOf('%', i);
            int end = next < 0 ? encoded.length() : next;
            bytes.writeBytes(encoded.substring(i, end).getBytes(StandardCharsets.UTF_8));
            if (next >= 0) {
                bytes.write(octet(encoded, next));
            }
            i = next < 0 ? end : next + 3;
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private int octet(String encoded, int percent) {
        int value = percent + 3 <= encoded.length()
                        && Character.digit(encoded.charAt(percent + 1), 16) >= 0
                        && Character.digit(encoded.charAt(percent + 2), 16) >= 0
                ? Integer.parseInt(encoded.substring(percent + 1, percent + 3), 16)
                : 0;
        if (value == 0) {
            throw wrong("A \"%\" in it is not followed by two hexadecimal digits, or stands for a zero byte.", ENCODE);
        }
        return value;
    }

    private Problem wrong(String what, String next) {
        return new Problem(
                Problem.Kind.CONFIGURATION,
                "The database URL from " + origin.words() + " cannot be read. " + what,
                next);
    }
}
