package dev.pgsteady.jpa.extract;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.hibernate.boot.spi.MetadataImplementor;
import org.hibernate.mapping.CheckConstraint;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Component;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.Selectable;

/// What Bean Validation says of the properties, put into Hibernate's model. Hibernate does that only when it
/// builds all that the application needs to run, which takes seconds. The annotations are known by their
/// names: the application need not have them.
final class ValidationRules {
    private static final String CONSTRAINTS = "jakarta.validation.constraints.";

    private final MetadataImplementor metadata;
    private final ColumnTypes types;

    ValidationRules(MetadataImplementor metadata, ColumnTypes types) {
        this.metadata = metadata;
        this.types = types;
    }

    void apply() {
        for (PersistentClass entity : metadata.getEntityBindings()) {
            properties(entity.getMappedClass(), entity.getProperties(), true);
        }
    }

    private void properties(Class<?> type, List<Property> properties, boolean mayBeRequired) {
        for (Property property : properties) {
            List<Annotation> rules = annotations(type, property.getName()).toList();
            long requiring = rules.stream()
                    .map(r -> apply(r, property, mayBeRequired))
                    .filter(Boolean::booleanValue)
                    .count();
            boolean valid = rules.stream().anyMatch(r -> name(r).equals("jakarta.validation.Valid"));
            if (valid && property.getValue() instanceof Component component) {
                properties(component.getComponentClass(), component.getProperties(), mayBeRequired && requiring > 0);
            }
        }
    }

    /// The annotations of the field and of the getter, and those that they are composed of.
    private static Stream<Annotation> annotations(Class<?> type, String property) {
        String capital = property.substring(0, 1).toUpperCase(Locale.ROOT) + property.substring(1);
        List<AnnotatedElement> members = new ArrayList<>();
        for (Class<?> at = type; at != null && at != Object.class; at = at.getSuperclass()) {
            Arrays.stream(at.getDeclaredFields())
                    .filter(f -> f.getName().equals(property))
                    .forEach(members::add);
            Arrays.stream(at.getDeclaredMethods())
                    .filter(m -> m.getParameterCount() == 0)
                    .filter(m ->
                            m.getName().equals("get" + capital) || m.getName().equals("is" + capital))
                    .sorted(Comparator.comparing(m -> m.getName()))
                    .forEach(members::add);
        }
        return members.stream().flatMap(m -> Arrays.stream(m.getAnnotations())).flatMap(ValidationRules::composed);
    }

    private static Stream<Annotation> composed(Annotation annotation) {
        Annotation[] below = annotation.annotationType().getAnnotations();
        boolean composed = !name(annotation).startsWith(CONSTRAINTS)
                && Arrays.stream(below).anyMatch(a -> name(a).equals("jakarta.validation.Constraint"))
                && Arrays.stream(below).noneMatch(a -> name(a).endsWith(".ConstraintComposition"));
        return composed
                ? Stream.concat(Stream.of(annotation), Arrays.stream(below).flatMap(ValidationRules::composed))
                : Stream.of(annotation);
    }

    private static String name(Annotation annotation) {
        return annotation.annotationType().getName();
    }

    /// @return whether the property is required
    private boolean apply(Annotation rule, Property property, boolean mayBeRequired) {
        String name = name(rule);
        if ((!name.startsWith(CONSTRAINTS) && !name.endsWith(".validator.constraints.Length")) || !always(rule)) {
            return false;
        }
        switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "NotNull", "NotBlank", "NotEmpty" -> {
                if (mayBeRequired && !property.isComposite()) {
                    columns(property).forEach(c -> c.setNullable(false));
                }
                return true;
            }
            case "Size", "Length" -> length(property, number(rule, "max"));
            case "Min" -> check(property, ">= " + value(rule, "value"));
            case "Max" -> check(property, "<= " + value(rule, "value"));
            case "DecimalMin" -> check(property, bound(rule, ">") + value(rule, "value"));
            case "DecimalMax" -> check(property, bound(rule, "<") + value(rule, "value"));
            case "Positive" -> check(property, "> 0");
            case "PositiveOrZero" -> check(property, ">= 0");
            case "Negative" -> check(property, "< 0");
            case "NegativeOrZero" -> check(property, "<= 0");
            case "Digits" -> digits(property, number(rule, "integer"), number(rule, "fraction"));
            default -> {}
        }
        return false;
    }

    private static String bound(Annotation rule, String sign) {
        return value(rule, "inclusive").equals("true") ? sign + "= " : sign + " ";
    }

    /// Whether it holds for every use, rather than for a group of its own.
    private static boolean always(Annotation rule) {
        return !(read(rule, "groups").orElse(null) instanceof Class<?>[] groups)
                || groups.length == 0
                || Arrays.stream(groups).anyMatch(g -> g.getName().equals("jakarta.validation.groups.Default"));
    }

    private static int number(Annotation rule, String attribute) {
        return read(rule, attribute).map(v -> (Integer) v).orElse(Integer.MAX_VALUE);
    }

    private static String value(Annotation rule, String attribute) {
        return read(rule, attribute).map(String::valueOf).orElse("");
    }

    private static Optional<Object> read(Annotation rule, String attribute) {
        try {
            return Optional.ofNullable(
                    rule.annotationType().getMethod(attribute).invoke(rule));
        } catch (ReflectiveOperationException e) {
            return Optional.empty();
        }
    }

    private static Stream<Column> columns(Property property) {
        List<Selectable> selectables = property.getSelectables();
        return selectables.stream().filter(Column.class::isInstance).map(Column.class::cast);
    }

    private void length(Property property, int most) {
        if (most < Integer.MAX_VALUE && property.getType().getReturnedClass() == String.class) {
            columns(property).forEach(c -> types.resize(c, size -> size.setLength(most)));
        }
    }

    private void digits(Property property, int whole, int fraction) {
        columns(property)
                .forEach(c -> types.resize(c, size -> {
                    size.setPrecision(whole + fraction);
                    size.setScale(fraction);
                }));
    }

    private static void check(Property property, String condition) {
        if (!property.isComposite()) {
            columns(property).forEach(c -> {
                String check = Names.sql(c) + " " + condition;
                if (c.getCheckConstraints().stream()
                        .noneMatch(other -> other.getConstraint().equals(check))) {
                    c.addCheckConstraint(new CheckConstraint(check));
                }
            });
        }
    }
}
