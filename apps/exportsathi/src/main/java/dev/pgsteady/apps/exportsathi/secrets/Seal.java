package dev.pgsteady.apps.exportsathi.secrets;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// AES-256 in Galois/Counter Mode (NIST SP 800-38D): what was changed, or moved to another place, does not
/// open.
final class Seal {
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final int MARK = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Seal() {}

    /// @param place where it is kept; it opens nowhere else
    static String close(SecretKey key, String place, String text) {
        byte[] nonce = new byte[NONCE];
        RANDOM.nextBytes(nonce);
        try {
            byte[] sealed =
                    cipher(Cipher.ENCRYPT_MODE, key, nonce, place).doFinal(text.getBytes(StandardCharsets.UTF_8));
            byte[] whole = Arrays.copyOf(nonce, NONCE + sealed.length);
            System.arraycopy(sealed, 0, whole, NONCE, sealed.length);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES/GCM", e);
        }
    }

    /// @throws GeneralSecurityException when the key is another, or the text is changed or of another place
    static String open(SecretKey key, String place, String sealed) throws GeneralSecurityException {
        byte[] whole = Base64.getUrlDecoder().decode(sealed);
        if (whole.length < NONCE) {
            throw new GeneralSecurityException("too short");
        }
        byte[] text = cipher(Cipher.DECRYPT_MODE, key, Arrays.copyOf(whole, NONCE), place)
                .doFinal(whole, NONCE, whole.length - NONCE);
        return new String(text, StandardCharsets.UTF_8);
    }

    /// The same for the same text: by it a sealed text is found, and nothing is learned of it without the
    /// key.
    static String mark(SecretKey key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getEncoded(), "HmacSHA256"));
            byte[] whole = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(whole, MARK));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA256", e);
        }
    }

    private static Cipher cipher(int mode, SecretKey key, byte[] nonce, String place) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
