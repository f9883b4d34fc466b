package dev.pgsteady.cli;

import java.io.File;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/// What the launcher runs once, so that Java can record the classes that a command needs: loads those of
/// the jars that a command touches, and does what the quick verbs do. Prints nothing that anyone reads.
///
/// It leaves picocli alone, whose classes are too old for Java to record.
final class Rehearsal {
    private static final List<String> JARS =
            List.of("core-", "embedded-", "schema-", "readiness-", "migrate-", "jpa-", "postgresql-");

    private Rehearsal() {}

    public static void main(String[] arguments) throws GeneralSecurityException {
        for (String jar : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (JARS.stream().anyMatch(name -> new File(jar).getName().startsWith(name))) {
                load(jar);
            }
        }
        SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                .generateSecret(new PBEKeySpec("rehearsal".toCharArray(), new byte[16], 1, 256));
        Pgsteady.execute("status");
        Pgsteady.execute("rules");
    }

    private static void load(String jar) {
        try (JarFile file = new JarFile(jar)) {
            file.stream()
                    .map(JarEntry::getName)
                    .filter(n -> n.endsWith(".class") && !n.contains("-info") && !n.startsWith("META-INF/"))
                    .filter(n -> !n.startsWith("org/postgresql/osgi"))
                    .forEach(Rehearsal::loadClass);
        } catch (IOException e) {
            System.err.println(jar + ": " + e.getMessage());
        }
    }

    private static void loadClass(String entry) {
        String name = entry.substring(0, entry.length() - ".class".length()).replace('/', '.');
        try {
            Class.forName(name, false, Rehearsal.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            System.err.println(name + " is left out: " + e);
        }
    }
}
