package dev.pgsteady.apps.exportsathi.secrets;

import dev.pgsteady.core.Problem;
import dev.pgsteady.embedded.Directories;
import dev.pgsteady.embedded.Machine;
import dev.pgsteady.embedded.OwnedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.crypto.SecretKey;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// Seals what nobody shall read in the database, its backups and its log. The keys come from the
/// configuration (`exportsathi.keys.given`, from a vault), or are in a file that only its owner can read.
@Component
public final class Secrets {
    private final boolean given;
    private final Path folder;
    private final Path file;
    private volatile KeyRing ring;

    Secrets(
            @Value("${exportsathi.keys.given:}") List<String> given,
            @Value("${exportsathi.keys.folder:}") String named,
            @Value("${front.keys:}") String others) {
        String place = named.isBlank() ? others : named;
        this.folder = place.isBlank()
                ? Directories.of(Machine.here()).state().resolve("apps").resolve("exportsathi")
                : Path.of(place);
        this.file = folder.resolve("field-keys");
        this.given = !given.isEmpty();
        this.ring = this.given ? KeyRing.of(given) : kept();
    }

    /// A text that opens in one place alone.
    ///
    /// @param key    the name of the key
    /// @param sealed nonce and text, in letters
    public record Sealed(String key, String sealed) {}

    /// Seals a text with the newest key.
    ///
    /// @param place table, column and row
    public Sealed seal(String place, String text) {
        KeyRing now = ring;
        String name = now.newest();
        return new Sealed(name, Seal.close(now.key(name).orElseThrow(), place, text));
    }

    /// @throws Problem when the key is not there, or it was sealed for another place, or changed
    public String open(String place, Sealed sealed) {
        try {
            return Seal.open(key(sealed.key(), place), place, sealed.sealed());
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new Problem(
                    Problem.Kind.CONFIGURATION,
                    place + " does not open with the key '" + sealed.key() + "'.",
                    "It was changed, or comes from another row, or the key is another one of that name.",
                    e);
        }
    }

    /// By what a text is found without being read.
    public String mark(String text) {
        return Seal.mark(ring.find(), text);
    }

    /// The name of the key that seals now.
    public String newest() {
        return ring.newest();
    }

    /// The names of the keys that only open.
    public List<String> older() {
        return ring.older();
    }

    /// Makes a new key, which seals from now on.
    ///
    /// @return its name
    /// @throws Problem when the keys come from the configuration: then a new one is put there, in front
    public synchronized String renew() {
        if (given) {
            throw new Problem(
                    Problem.Kind.CONFIGURATION,
                    "The keys come from exportsathi.keys.given.",
                    "Put a new one there, before the others, and start again.");
        }
        KeyRing next = read().renewed();
        write(next);
        ring = next;
        return next.newest();
    }

    /// Another instance may have made a key meanwhile.
    private SecretKey key(String name, String place) {
        if (!given && ring.key(name).isEmpty()) {
            ring = read();
        }
        return ring.key(name)
                .orElseThrow(() -> new Problem(
                        Problem.Kind.CONFIGURATION,
                        place + " is sealed with the key '" + name + "', which is not there.",
                        "Put it back into " + (given ? "exportsathi.keys.given" : file.toString()) + "."));
    }

    private KeyRing kept() {
        if (Files.exists(file)) {
            return read();
        }
        KeyRing fresh = KeyRing.fresh();
        write(fresh);
        return fresh;
    }

    private KeyRing read() {
        try {
            return KeyRing.of(Files.readAllLines(file));
        } catch (IOException e) {
            throw trouble("cannot be read", e);
        }
    }

    private void write(KeyRing keys) {
        try {
            OwnedFiles.createPrivateDirectories(folder);
            OwnedFiles.write(file, String.join("\n", keys.lines()) + "\n");
        } catch (IOException e) {
            throw trouble("cannot be written", e);
        }
    }

    private Problem trouble(String what, Exception e) {
        return new Problem(
                Problem.Kind.FILE,
                "The keys that columns are sealed with, " + file + ", " + what + ".",
                "Make the folder writable for the application alone, or name another in exportsathi.keys.folder.",
                e);
    }
}
