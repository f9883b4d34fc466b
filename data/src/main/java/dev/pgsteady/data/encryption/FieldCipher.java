package dev.pgsteady.data.encryption;

import dev.pgsteady.core.Problem;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Encrypts the values of one column.
///
/// A value becomes `pgs1.<key id>.<Base64>`: 16 random bytes, from which and the key the value's own key is
/// derived (HMAC-SHA256), then a nonce of 12 bytes, and what AES-256-GCM makes of the value, tag included. So
/// no key ever encrypts two values, and the usual bound on random nonces does not matter. The column's name and
/// the head are authenticated: a value that was copied from another column, or whose head was changed, is
/// refused.
public final class FieldCipher {
    private static final String VERSION = "pgs1";
    private static final Pattern FORM = Pattern.compile("pgs1\\.([a-z0-9-]{1,32})\\.([A-Za-z0-9_-]+)");
    private static final int SALT = 16;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final KeyRing ring;
    private final String column;
    private final SecureRandom random = new SecureRandom();

    /// @param column what the values belong to, the same for ever: `users.phone`
    public FieldCipher(KeyRing ring, String column) {
        this.ring = ring;
        this.column = column;
    }

    /// Encrypts a value with the active key; never the same twice.
    public String encrypt(String value) {
        byte[] salt = bytes(SALT);
        byte[] nonce = bytes(NONCE);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, new Head(ring.active(), salt, nonce));
            byte[] secret = cipher.doFinal(value.getBytes(StandardCharsets.UTF_8));
            byte[] all = ByteBuffer.allocate(SALT + NONCE + secret.length)
                    .put(salt)
                    .put(nonce)
                    .put(secret)
                    .array();
            return VERSION + "." + ring.active() + "."
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(all);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Decrypts what [#encrypt] made.
    ///
    /// @throws Problem KEY when the key is missing or another one; DAMAGED when the value is none of ours
    public String decrypt(String envelope) {
        Matcher form = form(envelope);
        ByteBuffer all = ByteBuffer.wrap(decoded(form.group(2)));
        byte[] salt = take(all, SALT);
        byte[] nonce = take(all, NONCE);
        byte[] secret = take(all, all.remaining());
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, new Head(form.group(1), salt, nonce));
            return new String(cipher.doFinal(secret), StandardCharsets.UTF_8);
        } catch (AEADBadTagException e) {
            throw new Problem(
                    Problem.Kind.KEY,
                    "A value of " + column + " does not open with the key \"" + form.group(1) + "\".",
                    "Another key has that id now, the value belongs to another column, or it was changed.",
                    e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The id of the key that a value was encrypted with.
    ///
    /// @throws Problem DAMAGED when the value is none of ours
    public String keyOf(String envelope) {
        return form(envelope).group(1);
    }

    /// How values begin that were encrypted with the active key.
    String activeHead() {
        return VERSION + "." + ring.active() + ".";
    }

    /// What a value is derived and checked with.
    private static final class Head {
        private final String key;
        private final byte[] salt;
        private final byte[] nonce;

        Head(String key, byte[] salt, byte[] nonce) {
            this.key = key;
            this.salt = salt;
            this.nonce = nonce;
        }
    }

    private Cipher cipher(int mode, Head head) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(ring.key(head.key), "HmacSHA256"));
        mac.update("pgsteady field".getBytes(StandardCharsets.US_ASCII));
        SecretKeySpec own = new SecretKeySpec(mac.doFinal(head.salt), "AES");
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, own, new GCMParameterSpec(TAG_BITS, head.nonce));
        cipher.updateAAD((VERSION + "." + head.key + "." + column).getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private Matcher form(String envelope) {
        Matcher form = FORM.matcher(envelope);
        if (!form.matches() || form.group(2).length() < (SALT + NONCE + TAG_BITS / 8) * 4 / 3) {
            throw damaged();
        }
        return form;
    }

    private byte[] decoded(String text) {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw damaged();
        }
    }

    private Problem damaged() {
        return new Problem(
                Problem.Kind.DAMAGED,
                "A value of " + column + " is not one that was encrypted here.",
                "It may be plain text from before: encrypt those first.");
    }

    private static byte[] take(ByteBuffer all, int count) {
        byte[] bytes = new byte[count];
        all.get(bytes);
        return bytes;
    }
}
