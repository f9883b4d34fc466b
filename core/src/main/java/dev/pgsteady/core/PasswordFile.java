package dev.pgsteady.core;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// libpq's password file (manual, 34.16): lines of `host:port:database:role:password`.
final class PasswordFile {
    private final String shown;
    private final List<String> lines;

    private PasswordFile(String shown, List<String> lines) {
        this.shown = shown;
        this.lines = lines;
    }

    /// Opens the file; one that is not there, that others may read or that cannot be read holds no password, and all
    /// but the first of these leave a note.
    static PasswordFile open(Path file, Environment environment, FoundWords found) {
        String shown = environment.shortened(file);
        if (!Files.exists(file)) {
            return new PasswordFile(shown, List.of());
        }
        try {
            if (!Files.isRegularFile(file)) {
                found.note("The password file " + shown + " is not a plain file and was ignored.");
            } else if (PrivateFiles.openToOthers(file)) {
                found.note("The password file " + shown + " can be read by others and was ignored; run: chmod 0600 "
                        + shown);
            } else {
                return new PasswordFile(shown, Files.readAllLines(file));
            }
        } catch (IOException e) {
            found.note("The password file " + shown + " cannot be read and was ignored.");
        }
        return new PasswordFile(shown, List.of());
    }

    /// The first line that fits.
    Optional<Host.Password> lookUp(String host, int port, String database, String user) {
        List<String> wanted = List.of(host, Integer.toString(port), database, user);
        for (int i = 0; i < lines.size(); i++) {
            List<String> fields = fields(lines.get(i));
            if (fields.size() == 5 && !fields.get(4).isEmpty() && fits(fields, wanted)) {
                return Optional.of(
                        new Host.Password(Secret.of(unescape(fields.get(4))), new Origin.Line(shown, i + 1)));
            }
        }
        return Optional.empty();
    }

    private static boolean fits(List<String> fields, List<String> wanted) {
        for (int i = 0; i < wanted.size(); i++) {
            if (!fields.get(i).equals("*") && !unescape(fields.get(i)).equals(wanted.get(i))) {
                return false;
            }
        }
        return true;
    }

    /// Splits at colons that no backslash precedes; what follows the fourth one belongs to the password up to the next.
    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        if (line.startsWith("#")) {
            return fields;
        }
        StringBuilder field = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            char letter = line.charAt(i);
            if (letter == ':') {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(letter);
                i += letter == '\\' && i + 1 < line.length() ? append(field, line.charAt(i + 1)) : 0;
            }
        }
        fields.add(field.toString());
        return fields.size() > 5 ? fields.subList(0, 5) : fields;
    }

    private static int append(StringBuilder field, char escaped) {
        field.append(escaped);
        return 1;
    }

    private static String unescape(String field) {
        return field.replaceAll("\\\\(.)", "$1");
    }
}
