package dev.pgsteady.jpa.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.hibernate.boot.registry.classloading.spi.ClassLoadingException;
import org.junit.jupiter.api.Test;

class ClassLookupTest {
    private static final String ABSENT = "no.such.package-info";

    /// Tells what it was asked for and did not have.
    private static final class Asked extends ClassLoader {
        private final List<String> names = new ArrayList<>();

        private Asked() {
            super(ClassLookupTest.class.getClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            names.add(name);
            throw new ClassNotFoundException(name);
        }
    }

    private final Asked loader = new Asked();
    private final ClassLookup lookup = new ClassLookup(loader);

    @Test
    void a_class_that_is_there_is_found_each_time() {
        assertThat(lookup.<Object>classForName(ClassLookupTest.class.getName())).isSameAs(ClassLookupTest.class);
        assertThat(lookup.<Object>classForName(ClassLookupTest.class.getName())).isSameAs(ClassLookupTest.class);
    }

    @Test
    void one_that_is_not_there_is_looked_for_once() {
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> lookup.classForName(ABSENT))
                    .isInstanceOf(ClassLoadingException.class)
                    .hasMessageContaining(ABSENT);
        }
        assertThat(loader.names).containsExactly(ABSENT);
    }
}
