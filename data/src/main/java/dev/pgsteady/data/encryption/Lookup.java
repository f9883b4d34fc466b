package dev.pgsteady.data.encryption;

import dev.pgsteady.core.Problem;
import dev.pgsteady.core.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Digests of the values of an encrypted column, to look them up by: in a second column with an index or a unique
/// key on it, or in the value itself ([FieldCipher#findable(Lookup)]). Equal values have equal digests, and nothing
/// else can be told from them without the key.
///
/// The key is not one of the ring: changing it means digesting every value anew.
public final class Lookup {
    private final SecretKeySpec key;
    private final String column;

    /// @param key    32 bytes in Base64, as [KeyRing#generate()] makes
    /// @param column what the values belong to, the same for ever
    /// @throws Problem KEY when it is not
    public Lookup(Secret key, String column) {
        this.key = new SecretKeySpec(KeyRing.bytes("lookup", key), "HmacSHA256");
        this.column = column;
    }

    /// The digest of a value. Bring it into one form first: trimmed, in lower case, a number in E.164.
    public String of(String value) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update(column.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            byte[] digest = mac.doFinal(value.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
