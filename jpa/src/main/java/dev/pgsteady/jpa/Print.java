package dev.pgsteady.jpa;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/// A digest (SHA-256) of all that a process gets to see: the same print, the same answer.
final class Print {
    private final MessageDigest digest;

    Print() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// Texts, each with its length, so that no two lists look the same.
    Print texts(Stream<String> texts) {
        List<String> all = texts.toList();
        digest.update((all.size() + ";").getBytes(StandardCharsets.UTF_8));
        for (String text : all) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
            digest.update(bytes);
        }
        return this;
    }

    /// A jar, which nobody changes in place: its name, size and time. Of a folder all files: classes whole, others
    /// like jars.
    Print part(Path part) throws IOException {
        if (!Files.isDirectory(part)) {
            return attributes(part);
        }
        try (Stream<Path> files = Files.walk(part)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                if (file.toString().endsWith(".class")) {
                    texts(Stream.of(file.toString()));
                    byte[] bytes = Files.readAllBytes(file);
                    digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
                    digest.update(bytes);
                } else {
                    attributes(file);
                }
            }
        }
        return this;
    }

    private Print attributes(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return texts(Stream.of(file.toString(), attributes.size() + "", attributes.lastModifiedTime() + ""));
    }

    String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }

    /// The digest of bytes.
    static byte[] of(byte[] bytes) {
        return new Print().digest.digest(bytes);
    }
}
