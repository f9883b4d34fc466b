package dev.pgsteady.migrate;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Computes [Revision#checksum()].
final class Checksum {
    private static final byte[] NEXT_PART = {0};
    private static final MessageDigest READY = ready();

    private Checksum() {}

    static String of(Revision revision) {
        MessageDigest digest = sha256();
        if (revision.code().isPresent()) {
            String version = "java " + revision.code().get().version();
            return HexFormat.of().formatHex(digest.digest(version.getBytes(StandardCharsets.UTF_8)));
        }
        digest.update(essence(revision.upgrade().sql()));
        digest.update(NEXT_PART);
        digest.update(essence(revision.downgrade().sql()));
        return HexFormat.of().formatHex(digest.digest());
    }

    private static byte[] essence(String sql) {
        StringBuilder kept = new StringBuilder(sql.length());
        int from = 0;
        while (from < sql.length()) {
            int next = sql.indexOf('\n', from);
            int end = next < 0 ? sql.length() : next;
            keep(sql, from, end, kept);
            from = end + 1;
        }
        return kept.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void keep(String sql, int from, int to, StringBuilder kept) {
        int end = to;
        while (end > from && Character.isWhitespace(sql.charAt(end - 1))) {
            end--;
        }
        int first = from;
        while (first < end && Character.isWhitespace(sql.charAt(first))) {
            first++;
        }
        if (first < end && !sql.startsWith("--", first)) {
            kept.append(sql, from, end).append('\n');
        }
    }

    /// A copy of one that is ready: looking for one takes longer than most revisions.
    private static MessageDigest sha256() {
        try {
            return (MessageDigest) READY.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("Java's own SHA-256 can be copied", e);
        }
    }

    private static MessageDigest ready() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
