package dev.pgsteady.data.encryption;

import jakarta.persistence.AttributeConverter;
import org.jspecify.annotations.Nullable;

/// An attribute whose column is encrypted, for JPA: make a subclass that knows where its cipher is.
///
/// ```java
/// @Converter
/// public class Phone extends EncryptedText {
///     public Phone() { super(new FieldCipher(Keys.ring(), "users.phone")); }
/// }
/// ```
public abstract class EncryptedText implements AttributeConverter<String, String> {
    private final FieldCipher cipher;

    /// With the cipher of the column.
    protected EncryptedText(FieldCipher cipher) {
        this.cipher = cipher;
    }

    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable String value) {
        return value == null ? null : cipher.encrypt(value);
    }

    @Override
    public @Nullable String convertToEntityAttribute(@Nullable String envelope) {
        return envelope == null ? null : cipher.decrypt(envelope);
    }
}
