package dev.pgsteady.jpa.extract;

/// What is said of classes that cannot be loaded.
final class Failures {
    private Failures() {}

    /// Something that Hibernate does not put into words of its own.
    static Refusal unforeseen(RuntimeException e) {
        return new Refusal(
                "The entities cannot be read: " + e + (e.getCause() == null ? "." : " (" + e.getCause() + ")."),
                "See whether the application itself starts; if it does, please report it.");
    }

    /// A class could not be loaded while Hibernate worked.
    static Refusal linkage(LinkageError error) {
        return linkage("A class of the application", error);
    }

    /// A class could not be loaded.
    ///
    /// @param which the class, as a sentence begins with it
    static Refusal linkage(String which, LinkageError error) {
        if (error instanceof UnsupportedClassVersionError) {
            return new Refusal(
                    which + " is compiled for a newer Java than "
                            + Runtime.version().feature() + ": " + error.getMessage() + ".",
                    "Run pgsteady with the application's Java: PGSTEADY_JAVA_HOME=/path/to/jdk.");
        }
        String missing = String.valueOf(error.getMessage()).replace('/', '.');
        return new Refusal(
                which + " cannot be loaded: "
                        + (error instanceof NoClassDefFoundError ? "there is no class " + missing : error.toString())
                        + ".",
                "Name the whole class path with --classpath: the classes and all they need at run time"
                        + " ('mvn dependency:build-classpath' prints it).");
    }
}
