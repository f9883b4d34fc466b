package dev.pgsteady.apps.exportsathi;

import dev.pgsteady.core.Problem;
import dev.pgsteady.data.encryption.FieldCipher;
import dev.pgsteady.data.encryption.KeyFile;
import dev.pgsteady.data.encryption.KeyRing;
import dev.pgsteady.data.encryption.Keys;
import dev.pgsteady.embedded.Directories;
import dev.pgsteady.embedded.Machine;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// What nobody shall read in the database, its backups and its log: telephone numbers, and what is in documents. Each
/// value is bound to its row. The keys come from the configuration (`exportsathi.keys.given`, from a vault), or are in
/// a file that only its owner can read.
@Component
public final class Fields {
    private static final String PHONE = "users.phone";

    private final Keys keys;

    Fields(
            @Value("${exportsathi.keys.given:}") List<String> given,
            @Value("${exportsathi.keys.folder:}") String named,
            @Value("${front.keys:}") String others) {
        this.keys = given.isEmpty() ? KeyFile.at(folder(named.isBlank() ? others : named)) : KeyRing.of(given);
    }

    private static Path folder(String named) {
        Path folder = named.isBlank()
                ? Directories.of(Machine.here()).state().resolve("apps").resolve("exportsathi")
                : Path.of(named);
        return folder.resolve("field-keys");
    }

    /// Telephone numbers, with the digest by which one is found.
    public FieldCipher phones() {
        return new FieldCipher(keys, PHONE).findable(keys.ring().lookup(PHONE));
    }

    /// That of one user.
    public FieldCipher phone(UUID user) {
        return phones().inRow(user.toString());
    }

    /// By what a telephone number is found without being read.
    public String digest(String number) {
        return keys.ring().lookup(PHONE).of(number);
    }

    /// What is in documents.
    public FieldCipher documents() {
        return new FieldCipher(keys, "generated_documents.document_data");
    }

    /// What is in one of them.
    public FieldCipher document(UUID id) {
        return documents().inRow(id.toString());
    }

    /// The keys, by their ids.
    public KeyRing keys() {
        return keys.ring();
    }

    /// Makes a new key, which encrypts from now on.
    ///
    /// @return its id
    /// @throws Problem when the keys come from the configuration: then a new one is put there, in front
    public String renew() {
        return switch (keys) {
            case KeyFile file -> file.renew();
            case KeyRing given ->
                throw new Problem(
                        Problem.Kind.CONFIGURATION,
                        "The keys come from exportsathi.keys.given: " + given + ".",
                        "Put a new one there, before the others, and start again.");
        };
    }
}
