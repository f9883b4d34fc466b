package dev.pgsteady.core;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds out which algorithm a PEM key is of: pgjdbc takes it for RSA unless it is told.
final class ClientKey {
    private ClientKey() {}

    /// The algorithm's name; empty when the file is not an unencrypted PKCS#8 key in PEM.
    static Optional<String> algorithm(Path file) {
        try {
            String text = Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
            int start = text.indexOf("-----BEGIN PRIVATE KEY-----");
            int end = text.indexOf("-----END PRIVATE KEY-----");
            if (start < 0 || end < start) {
                return Optional.empty();
            }
            byte[] key = Base64.getMimeDecoder().decode(text.substring(start + 27, end));
            return Stream.of("RSA", "EC", "EdDSA")
                    .filter(name -> fits(name, key))
                    .findFirst();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean fits(String algorithm, byte[] key) {
        try {
            KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(key));
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
