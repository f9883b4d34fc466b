package dev.pgsteady.jpa.extract;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.logging.Level;
import java.util.logging.Logger;

/// The main class of the process with the application's classes.
final class Extract {
    private static final String VERSION = "org.hibernate.Version";
    private static final int OLDEST = 7;

    private Extract() {}

    /// @param arguments the file of the [Request] and the file for the [Answer]
    public static void main(String[] arguments) throws IOException {
        Logger.getLogger("").setLevel(Level.OFF);
        Path unfinished = Path.of(arguments[1] + ".new");
        answer(Request.read(Path.of(arguments[0]))).write(unfinished);
        // Whole when it appears: who waits for it does not wait for the end of the process.
        Files.move(unfinished, Path.of(arguments[1]), StandardCopyOption.ATOMIC_MOVE);
        // What the application's classes started must not keep the process alive.
        Runtime.getRuntime().halt(0);
    }

    private static Answer answer(Request request) throws IOException {
        ClassLoader own = Extract.class.getClassLoader();
        try (URLClassLoader loader = new URLClassLoader(folders(request), own)) {
            Thread.currentThread().setContextClassLoader(loader);
            requireHibernate(loader);
            return read(request, loader);
        } catch (Refusal refusal) {
            return refusal.answer();
        } catch (LinkageError error) {
            return Failures.linkage(error).answer();
        } catch (RuntimeException e) {
            return Failures.unforeseen(e).answer();
        }
    }

    private static URL[] folders(Request request) throws MalformedURLException {
        URL[] urls = new URL[request.folders().size()];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = request.folders().get(i).toUri().toURL();
        }
        return urls;
    }

    /// In a method of its own: with it Hibernate's classes are loaded.
    private static Answer read(Request request, ClassLoader loader) {
        return new EntityModel(request, loader).answer();
    }

    private static void requireHibernate(ClassLoader loader) {
        String version;
        try {
            version = String.valueOf(Class.forName(VERSION, false, loader)
                    .getMethod("getVersionString")
                    .invoke(null));
        } catch (ReflectiveOperationException e) {
            throw new Refusal(
                    "There is no Hibernate on the class path of the application.",
                    "Name the whole class path with --classpath: the classes and all they need at run time"
                            + " ('mvn dependency:build-classpath' prints it).");
        }
        int dot = version.indexOf('.');
        if (dot > 0 && Integer.parseInt(version.substring(0, dot)) < OLDEST) {
            throw new Refusal(
                    "The application has Hibernate " + version + ", and its model can be read from Hibernate " + OLDEST
                            + " on.",
                    "Raise hibernate-core to " + OLDEST + " or newer.");
        }
    }
}
