package dev.pgsteady.data.encryption;

import dev.pgsteady.core.Problem;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
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
/// no key ever encrypts two values, and the usual bound on random nonces does not matter. A value that can be
/// looked up ([#findable(Lookup)]) has its digest behind it: `pgs1.<key id>.<Base64>.<digest>`.
///
/// Authenticated with it is `pgs1.<key id>.<column>`, then a zero byte, `row=` and the row ([#inRow(String)]),
/// then a zero byte, `find=` and the digest, each if there is one. So a value is refused that was copied from
/// another column or row, or whose head or digest was changed.
public final class FieldCipher {
    private static final String VERSION = "pgs1";
    private static final Pattern FORM =
            Pattern.compile("pgs1\\.([a-z0-9-]{1,32})\\.([A-Za-z0-9_-]+)(?:\\.([A-Za-z0-9_-]{43}))?");
    private static final int SALT = 16;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Keys keys;
    private final String column;
    private final Optional<String> row;
    private final Optional<Lookup> lookup;

    /// @param column what the values belong to, the same for ever: `users.phone`
    public FieldCipher(Keys keys, String column) {
        this(keys, column, Optional.empty(), Optional.empty());
    }

    private FieldCipher(Keys keys, String column, Optional<String> row, Optional<Lookup> lookup) {
        if (column.indexOf('\0') >= 0 || row.orElse("").indexOf('\0') >= 0) {
            throw new IllegalArgumentException("PostgreSQL has no names and no keys with a zero byte");
        }
        this.keys = keys;
        this.column = column;
        this.row = row;
        this.lookup = lookup;
    }

    /// The same for the value of one row, which opens in no other one. A row whose key changes cannot be read any
    /// more.
    ///
    /// @param row its primary key, as PostgreSQL makes text of it: `7`, or a UUID in lower case
    public FieldCipher inRow(String row) {
        return new FieldCipher(keys, column, Optional.of(row), lookup);
    }

    /// The same, with each value's digest behind it, by which it can be looked up without a second column: an
    /// index on `split_part(phone, '.', 4)` finds [Lookup#of(String)].
    public FieldCipher findable(Lookup lookup) {
        return new FieldCipher(keys, column, row, Optional.of(lookup));
    }

    /// Encrypts a value with the active key; never the same twice.
    public String encrypt(String value) {
        KeyRing ring = keys.ring();
        Head head = new Head(ring.active(), bytes(SALT), bytes(NONCE), lookup.map(l -> l.of(value)));
        try {
            byte[] secret = cipher(Cipher.ENCRYPT_MODE, ring, head).doFinal(value.getBytes(StandardCharsets.UTF_8));
            byte[] all = ByteBuffer.allocate(SALT + NONCE + secret.length)
                    .put(head.salt)
                    .put(head.nonce)
                    .put(secret)
                    .array();
            return VERSION + "." + head.key + "."
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(all)
                    + head.digest.map(d -> "." + d).orElse("");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Decrypts what [#encrypt] made.
    ///
    /// @throws Problem KEY when the key is missing or another one, or the value is of another place; DAMAGED
    ///     when it is none of ours
    public String decrypt(String envelope) {
        Matcher form = form(envelope);
        ByteBuffer all = ByteBuffer.wrap(decoded(form.group(2)));
        Head head = new Head(form.group(1), take(all, SALT), take(all, NONCE), Optional.ofNullable(form.group(3)));
        byte[] secret = take(all, all.remaining());
        try {
            byte[] value =
                    cipher(Cipher.DECRYPT_MODE, keys.ringWith(head.key), head).doFinal(secret);
            return new String(value, StandardCharsets.UTF_8);
        } catch (AEADBadTagException e) {
            throw new Problem(
                    Problem.Kind.KEY,
                    "A value of " + column + " does not open with the key \"" + head.key + "\".",
                    "Another key has that id now, the value belongs to another column or row, or it was changed.",
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

    /// The id of the key that encrypts.
    String activeKey() {
        return keys.ring().active();
    }

    /// How values begin that were encrypted with a key.
    static String head(String key) {
        return VERSION + "." + key + ".";
    }

    /// What a value is derived and checked with.
    private static final class Head {
        private final String key;
        private final byte[] salt;
        private final byte[] nonce;
        private final Optional<String> digest;

        Head(String key, byte[] salt, byte[] nonce, Optional<String> digest) {
            this.key = key;
            this.salt = salt;
            this.nonce = nonce;
            this.digest = digest;
        }
    }

    private Cipher cipher(int mode, KeyRing ring, Head head) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(ring.key(head.key), "HmacSHA256"));
        mac.update("pgsteady field".getBytes(StandardCharsets.US_ASCII));
        SecretKeySpec own = new SecretKeySpec(mac.doFinal(head.salt), "AES");
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, own, new GCMParameterSpec(TAG_BITS, head.nonce));
        String place = VERSION + "." + head.key + "." + column
                + row.map(r -> "\0row=" + r).orElse("")
                + head.digest.map(d -> "\0find=" + d).orElse("");
        cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        RANDOM.nextBytes(bytes);
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
