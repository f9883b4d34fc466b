package dev.pgsteady.backup;

import dev.pgsteady.core.Secret;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/// The data key, wrapped: AES-256-GCM under a key that PBKDF2-HMAC-SHA256 makes of a secret (RFC 8018).
/// The repository's id and the slot's name are the additional authenticated data.
///
/// @param slot       its name, unique in the repository
/// @param iterations of PBKDF2
/// @param salt       base 64
/// @param nonce      base 64
/// @param wrapped    base 64
record KeySlot(String slot, int iterations, String salt, String nonce, String wrapped) {
    /// OWASP's advice for PBKDF2-HMAC-SHA256.
    static final int ITERATIONS = 600_000;

    private static final int SALT = 16;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    static KeySlot wrap(String repository, String slot, DataKey key, Secret secret) {
        SecureRandom random = new SecureRandom();
        byte[] salt = new byte[SALT];
        byte[] nonce = new byte[NONCE];
        random.nextBytes(salt);
        random.nextBytes(nonce);
        try {
            byte[] wrapped = cipher(Cipher.ENCRYPT_MODE, derived(secret, salt, ITERATIONS), nonce, repository + slot)
                    .doFinal(key.reveal());
            Base64.Encoder text = Base64.getEncoder();
            return new KeySlot(
                    slot,
                    ITERATIONS,
                    text.encodeToString(salt),
                    text.encodeToString(nonce),
                    text.encodeToString(wrapped));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The data key; empty when the secret is not this slot's.
    Optional<DataKey> unwrap(String repository, Secret secret) {
        Base64.Decoder bytes = Base64.getDecoder();
        try {
            byte[] key = derived(secret, bytes.decode(salt), iterations);
            return Optional.of(new DataKey(cipher(Cipher.DECRYPT_MODE, key, bytes.decode(nonce), repository + slot)
                    .doFinal(bytes.decode(wrapped))));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Cipher cipher(int mode, byte[] key, byte[] nonce, String aad) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(aad.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return cipher;
    }

    private static byte[] derived(Secret secret, byte[] salt, int iterations) throws GeneralSecurityException {
        PBEKeySpec spec = new PBEKeySpec(secret.reveal().toCharArray(), salt, iterations, DataKey.LENGTH * 8);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } finally {
            spec.clearPassword();
        }
    }
}
