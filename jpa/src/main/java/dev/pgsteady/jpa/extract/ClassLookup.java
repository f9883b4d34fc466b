package dev.pgsteady.jpa.extract;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.boot.registry.classloading.internal.ClassLoaderServiceImpl;
import org.hibernate.boot.registry.classloading.internal.TcclLookupPrecedence;
import org.hibernate.boot.registry.classloading.spi.ClassLoadingException;

/// Finds classes for Hibernate, and remembers those that are not there. Hibernate asks of every entity whether its
/// package has annotations of its own; where it has none, each jar of the class path would be looked into, each time.
final class ClassLookup extends ClassLoaderServiceImpl {
    private static final long serialVersionUID = 1;

    private final transient Map<String, ClassLoadingException> absent = new HashMap<>();

    ClassLookup(ClassLoader loader) {
        super(List.of(loader), TcclLookupPrecedence.AFTER);
    }

    @Override
    public <T> Class<T> classForName(String name) {
        ClassLoadingException before = absent.get(name);
        if (before != null) {
            throw before;
        }
        try {
            return super.classForName(name);
        } catch (ClassLoadingException e) {
            absent.put(name, e);
            throw e;
        }
    }
}
