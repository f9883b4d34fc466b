package dev.pgsteady.backup.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.core.Environment;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoresTest {
    @TempDir
    Path folder;

    @Test
    void a_folder_does_not_wait_for_the_libraries_of_the_other_stores() throws Exception {
        try (Watching classes = new Watching()) {
            Class<?> environment = classes.loadClass(Environment.class.getName());
            Object here = environment.getMethod("system").invoke(environment);
            Class<?> stores = classes.loadClass(Stores.class.getName());
            stores.getMethod("open", String.class, environment).invoke(stores, folder.toString(), here);
            assertThat(classes.loaded).contains(FolderStore.class.getName());
            assertThat(classes.loaded)
                    .noneMatch(c -> c.startsWith("software.amazon") || c.startsWith("org.apache.sshd"));
        }
    }

    /// Loads the class path anew, and remembers what was asked for.
    private static final class Watching extends URLClassLoader {
        private final List<String> loaded = new CopyOnWriteArrayList<>();

        Watching() throws Exception {
            super(classPath(), ClassLoader.getPlatformClassLoader());
        }

        private static URL[] classPath() throws Exception {
            List<URL> urls = new ArrayList<>();
            for (String entry : System.getProperty("java.class.path").split(":", -1)) {
                urls.add(Path.of(entry).toUri().toURL());
            }
            return urls.toArray(URL[]::new);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            loaded.add(name);
            return super.loadClass(name, resolve);
        }
    }
}
