package dev.pgsteady.jpa.extract;

import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hibernate.HibernateException;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.registry.BootstrapServiceRegistry;
import org.hibernate.boot.registry.BootstrapServiceRegistryBuilder;
import org.hibernate.boot.registry.StandardServiceRegistry;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.boot.spi.MetadataImplementor;

/// Hibernate's model of the application's entities, made without a database.
final class EntityModel {
    private static final Set<String> MAPPED = Set.of(
            "jakarta.persistence.Entity",
            "jakarta.persistence.MappedSuperclass",
            "jakarta.persistence.Embeddable",
            "jakarta.persistence.Converter");
    private static final String PHYSICAL = "hibernate.physical_naming_strategy";
    private static final String IMPLICIT = "hibernate.implicit_naming_strategy";

    private final Request request;
    private final ClassLoader loader;

    EntityModel(Request request, ClassLoader loader) {
        this.request = request;
        this.loader = loader;
    }

    /// The statements that make the schema, or what the lints find.
    Answer answer() {
        List<Class<?>> classes = mapped();
        BootstrapServiceRegistry bootstrap = new BootstrapServiceRegistryBuilder()
                .applyClassLoaderService(new ClassLookup(loader))
                .build();
        try (StandardServiceRegistry registry = new StandardServiceRegistryBuilder(bootstrap)
                .applySettings(settings())
                .build()) {
            MetadataSources sources = new MetadataSources(registry);
            classes.forEach(sources::addAnnotatedClass);
            request.packages().forEach(sources::addPackage);
            request.resources().forEach(sources::addResource);
            MetadataImplementor metadata = (MetadataImplementor) sources.buildMetadata();
            ColumnTypes types = new ColumnTypes(metadata);
            if (!"none".equalsIgnoreCase(request.settings().get("jakarta.persistence.validation.mode"))) {
                new ValidationRules(metadata, types).apply();
            }
            Marks marks = new Marks(metadata, packages());
            return request.judged()
                    ? new Judgement(new Judged(metadata, types, marks)).findings()
                    : new Answer.Statements(new SchemaDdl(metadata, types, marks).statements());
        } catch (HibernateException e) {
            throw new Refusal(
                    "Hibernate does not understand the entities: " + reason(e),
                    "Mend the mapping that it names; the application would not start either.");
        }
    }

    /// Hibernate's sentence, and that of what lies beneath when it says more.
    private static String reason(Throwable e) {
        String own = String.valueOf(e.getMessage());
        String below = e.getCause() == null ? "" : String.valueOf(e.getCause().getMessage());
        String all = below.isEmpty() || own.contains(below) ? own : own + " (" + below + ")";
        return all.endsWith(".") ? all : all + ".";
    }

    private List<Class<?>> mapped() {
        List<Class<?>> classes = new ArrayList<>();
        for (String name : request.classes()) {
            Class<?> found = load(name);
            if (annotations(found).anyMatch(MAPPED::contains)) {
                classes.add(found);
            }
        }
        if (request.resources().isEmpty()
                && classes.stream().flatMap(EntityModel::annotations).noneMatch("jakarta.persistence.Entity"::equals)) {
            throw new Refusal(
                    "No entity was found: no class with @Entity of jakarta.persistence.",
                    "Compile the application, and name the folder of its classes first in --classpath;"
                            + " --packages may leave out too much.");
        }
        return classes;
    }

    private List<Package> packages() {
        return request.packages().stream()
                .map(p -> load(p + ".package-info").getPackage())
                .toList();
    }

    private Class<?> load(String name) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException e) {
            throw new Refusal(
                    "The class " + name + " was found and cannot be loaded: " + e.getMessage() + ".",
                    "Compile the application again from the beginning.");
        } catch (LinkageError e) {
            throw Failures.linkage("The class " + name, e);
        }
    }

    private static Stream<String> annotations(Class<?> type) {
        return Arrays.stream(type.getDeclaredAnnotations())
                .map(Annotation::annotationType)
                .map(Class::getName);
    }

    /// What was asked for, and what the application's framework would say where nothing was.
    private Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>(request.settings());
        settings.put("hibernate.boot.allow_jdbc_metadata_access", "false");
        settings.put("hibernate.hbm2ddl.auto", "none");
        settings.putIfAbsent("hibernate.dialect", "org.hibernate.dialect.PostgreSQLDialect");
        if (there("org.springframework.boot.SpringApplication").isPresent()) {
            there("org.hibernate.boot.model.naming.PhysicalNamingStrategySnakeCaseImpl")
                    .or(() -> there("org.hibernate.boot.model.naming.CamelCaseToUnderscoresNamingStrategy"))
                    .ifPresent(name -> settings.putIfAbsent(PHYSICAL, name));
            there("org.springframework.boot.hibernate.SpringImplicitNamingStrategy")
                    .or(() -> there("org.springframework.boot.orm.jpa.hibernate.SpringImplicitNamingStrategy"))
                    .ifPresent(name -> settings.putIfAbsent(IMPLICIT, name));
        }
        return settings;
    }

    private Optional<String> there(String name) {
        try {
            return Optional.of(Class.forName(name, false, loader).getName());
        } catch (ClassNotFoundException | LinkageError e) {
            return Optional.empty();
        }
    }
}
