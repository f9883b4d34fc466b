package dev.pgsteady.jpa.extract;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.boot.spi.MetadataImplementor;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.Component;
import org.hibernate.mapping.OneToMany;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.Table;
import org.hibernate.mapping.UnionSubclass;
import org.hibernate.mapping.Value;

/// The annotations of `dev.pgsteady.mapping` on the classes of the model: on an entity and its properties, on the
/// superclasses that are none themselves, and on what is embedded.
final class Marks {
    private static final String OURS = "dev.pgsteady.mapping.";

    /// An annotation where it stands.
    record Mark<A extends Annotation>(A annotation, Place place) {}

    private final List<Mark<Annotation>> all = new ArrayList<>();
    private final List<Annotation> ofPackages = new ArrayList<>();
    private final Map<Table, ColumnNames> known = new HashMap<>();
    private final Map<PersistentClass, List<PersistentClass>> families;
    private final Set<Class<?>> entities;

    /// @param packages the annotated packages
    Marks(MetadataImplementor metadata, List<Package> packages) {
        packages.stream()
                .flatMap(p -> Arrays.stream(p.getAnnotations()))
                .flatMap(Marks::single)
                .forEach(ofPackages::add);
        families = metadata.getEntityBindings().stream().collect(Collectors.groupingBy(PersistentClass::getRootClass));
        entities = metadata.getEntityBindings().stream()
                .map(PersistentClass::getMappedClass)
                .collect(Collectors.toSet());
        metadata.getEntityBindings().stream()
                .sorted(Comparator.comparing(PersistentClass::getEntityName))
                .filter(e -> e.getMappedClass() != null)
                .forEach(this::entity);
    }

    /// Those of a kind, by the names of the classes.
    <A extends Annotation> List<Mark<A>> of(Class<A> kind) {
        return all.stream()
                .filter(m -> kind.isInstance(m.annotation()))
                .map(m -> new Mark<>(kind.cast(m.annotation()), m.place()))
                .toList();
    }

    /// Those of a kind on packages.
    <A extends Annotation> List<A> ofPackages(Class<A> kind) {
        return ofPackages.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private void entity(PersistentClass entity) {
        if (entity.getTable().isPhysicalTable()) {
            Where where = new Where(entity, "", "", Optional.empty());
            List<Class<?>> chain = chain(entity);
            chain.forEach(c -> look(c, where));
            chain.forEach(c -> members(c, where));
        }
    }

    /// The class, and above it what is no entity with marks of its own. Where each class has a table for itself, all.
    private List<Class<?>> chain(PersistentClass entity) {
        List<Class<?>> chain = new ArrayList<>();
        boolean repeats = entity instanceof UnionSubclass;
        Class<?> at = entity.getMappedClass();
        while (at != null && at != Object.class && (chain.isEmpty() || repeats || !entities.contains(at))) {
            chain.addFirst(at);
            at = at.getSuperclass();
        }
        return chain;
    }

    /// Where an annotation was met.
    ///
    /// @param path  of what is embedded: the property, and a dot
    /// @param value of the property; empty on a class
    private record Where(PersistentClass entity, String path, String member, Optional<Value> value) {}

    private void members(Class<?> type, Where where) {
        Stream<Field> fields = Arrays.stream(type.getDeclaredFields());
        Stream<Method> getters = Arrays.stream(type.getDeclaredMethods())
                .filter(m -> m.getParameterCount() == 0)
                .sorted(Comparator.comparing(Method::getName));
        Stream.concat(fields, getters).forEach(m -> member(m, where));
    }

    private <M extends AnnotatedElement & Member> void member(M member, Where where) {
        String name = property(member);
        boolean marked = Arrays.stream(member.getDeclaredAnnotations()).anyMatch(Marks::ours);
        Optional<Property> property = marked || member instanceof Field ? property(where, name) : Optional.empty();
        if (marked) {
            Value value = property.orElseThrow(() -> new Refusal(
                            "The class %s.%s%s has an annotation of pgsteady and is not mapped."
                                    .formatted(where.entity().getClassName(), where.path(), name),
                            "Take the annotation away, or map the property."))
                    .getValue();
            look(member, new Where(where.entity(), where.path(), name, Optional.of(value)));
        }
        property.map(Property::getValue)
                .filter(v -> member instanceof Field && v instanceof Component)
                .map(Component.class::cast)
                .ifPresent(c -> members(
                        c.getComponentClass(),
                        new Where(where.entity(), where.path() + name + ".", "", Optional.of(c))));
    }

    private static String property(Member member) {
        String name = member.getName();
        int prefix = member instanceof Field ? 0 : name.startsWith("get") ? 3 : name.startsWith("is") ? 2 : 0;
        return prefix == 0 || name.length() == prefix
                ? name
                : name.substring(prefix, prefix + 1).toLowerCase(Locale.ROOT) + name.substring(prefix + 1);
    }

    private static Optional<Property> property(Where where, String name) {
        Stream<Property> all;
        if (where.value().orElse(null) instanceof Component component) {
            all = component.getProperties().stream();
        } else {
            PersistentClass entity = where.entity();
            all = Stream.concat(
                    Stream.ofNullable(entity.getIdentifierProperty()), entity.getPropertyClosure().stream());
        }
        return all.filter(p -> p.getName().equals(name)).findFirst();
    }

    private void look(AnnotatedElement element, Where where) {
        List<Annotation> ours = Arrays.stream(element.getDeclaredAnnotations())
                .flatMap(Marks::single)
                .toList();
        if (!ours.isEmpty()) {
            Place place = place(where);
            ours.forEach(a -> all.add(new Mark<>(a, place)));
        }
    }

    private Place place(Where where) {
        String member = where.path() + where.member();
        Class<?> type = where.entity().getMappedClass();
        if (where.value().isEmpty()) {
            return new Place(
                    type,
                    member,
                    where.entity().getTable(),
                    List.of(),
                    known(where.entity().getTable(), where.entity()));
        }
        Value value = where.value().get();
        if (!(value instanceof Collection collection)) {
            Table table = ColumnNames.table(where.entity(), value);
            return new Place(type, member, table, ColumnNames.columns(value), known(table, where.entity()));
        }
        if (collection.getElement() instanceof OneToMany) {
            Table table = where.entity().getTable();
            return new Place(type, member, table, List.of(), known(table, where.entity()));
        }
        Table table = collection.getCollectionTable();
        List<String> elements = ColumnNames.columns(collection.getElement());
        ColumnNames names = known.computeIfAbsent(table, t -> new ColumnNames(t, List.of()));
        return new Place(type, member, table, elements, names);
    }

    private ColumnNames known(Table table, PersistentClass entity) {
        return known.computeIfAbsent(
                table, t -> new ColumnNames(t, families.getOrDefault(entity.getRootClass(), List.of())));
    }

    static boolean ours(Annotation annotation) {
        return annotation.annotationType().getName().startsWith(OURS);
    }

    /// The annotation, or those that a container holds.
    static Stream<Annotation> single(Annotation annotation) {
        if (!ours(annotation)) {
            return Stream.of();
        }
        if (!annotation.annotationType().getSimpleName().equals("All")) {
            return Stream.of(annotation);
        }
        try {
            return Arrays.stream((Annotation[])
                    annotation.annotationType().getMethod("value").invoke(annotation));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
