package dev.pgsteady.apps.exportsathi.people;

import dev.pgsteady.apps.exportsathi.secrets.Secrets;
import java.util.UUID;

/// A telephone number as the column `phone` has it: the name of a key, the sealed number, the mark by
/// which it is found.
public final class PhoneText {
    private PhoneText() {}

    /// What is written for a number.
    public static String seal(UUID user, String number, Secrets secrets) {
        Secrets.Sealed sealed = secrets.seal(User.place(user), number);
        return sealed.key() + "." + sealed.sealed() + "." + secrets.mark(number);
    }

    /// The number.
    public static String open(UUID user, String text, Secrets secrets) {
        String[] parts = text.split("[.]", -1);
        return secrets.open(User.place(user), new Secrets.Sealed(parts[0], parts[1]));
    }
}
