package dev.pgsteady.jpa.extract;

import dev.pgsteady.core.Sql;
import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hibernate.mapping.BasicValue;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Table;
import org.hibernate.type.descriptor.java.BasicPluralJavaType;
import org.hibernate.type.descriptor.java.JavaType;

/// The enum types of the model, with their values in the order of the Java enum. Hibernate sorts them by the
/// alphabet, and makes casts to and from `varchar` that would apply to every comparison in the database;
/// these are left out.
final class EnumTypes {
    private static final Pattern CREATE = Pattern.compile("(?is)\\s*create type (\\S+) as enum \\((.*)\\)\\s*");
    private static final Pattern CAST = Pattern.compile("(?is)\\s*create cast \\(.*");
    private static final Pattern LIST =
            Pattern.compile("(?<=in \\()(?:'(?:[^']|'')*'|-?\\d+)(?:,(?:'(?:[^']|'')*'|-?\\d+))*(?=\\))");
    private static final Pattern ITEM = Pattern.compile("'(?:[^']|'')*'|-?\\d+");
    private static final Pattern VALUE = Pattern.compile("'((?:[^']|'')*)'");

    private final Map<String, Class<?>> classes = new HashMap<>();

    static EnumTypes of(List<Table> tables) {
        EnumTypes types = new EnumTypes();
        for (Table table : tables) {
            for (Column column : table.getColumns()) {
                types.look(column);
            }
        }
        return types;
    }

    private void look(Column column) {
        enumOf(column).ifPresent(type -> classes.putIfAbsent(type.getSimpleName(), type));
    }

    private static Optional<Class<?>> enumOf(Column column) {
        if (column.getValue() instanceof BasicValue value) {
            JavaType<?> java = value.resolve().getDomainJavaType();
            Class<?> type = java instanceof BasicPluralJavaType<?> plural
                    ? plural.getElementJavaType().getJavaTypeClass()
                    : java.getJavaTypeClass();
            return Optional.<Class<?>>of(type).filter(Class::isEnum);
        }
        return Optional.empty();
    }

    /// The check of a column with its list of values in the order of the Java enum: values said by
    /// `@EnumeratedValue` come in that of a hash set, another one from run to run.
    static String ordered(String check, Column column) {
        Matcher list = LIST.matcher(check);
        if (!list.find()) {
            return check;
        }
        List<String> said =
                ITEM.matcher(list.group()).results().map(MatchResult::group).toList();
        return enumOf(column)
                .map(type -> values(type).stream()
                        .flatMap(v -> Stream.of(Sql.literal(v), v)
                                .filter(said::contains)
                                .limit(1))
                        .toList())
                .filter(java -> new HashSet<>(java).equals(new HashSet<>(said)))
                .map(java -> check.substring(0, list.start()) + String.join(",", java) + check.substring(list.end()))
                .orElse(check);
    }

    /// The statements of an object of Hibernate's, mended where they make an enum type.
    List<String> statements(List<String> theirs) {
        Matcher create = CREATE.matcher(theirs.isEmpty() ? "" : theirs.getFirst());
        if (!create.matches()) {
            return theirs;
        }
        List<String> values = values(create.group(2));
        List<String> sorted = Optional.ofNullable(classes.get(create.group(1)))
                .map(EnumTypes::values)
                .filter(java -> new HashSet<>(java).equals(new HashSet<>(values)))
                .orElse(values);
        List<String> ours = new ArrayList<>();
        ours.add("CREATE TYPE " + create.group(1) + " AS ENUM ("
                + String.join(", ", sorted.stream().map(Sql::literal).toList()) + ")");
        theirs.stream().skip(1).filter(s -> !CAST.matcher(s).matches()).forEach(ours::add);
        return ours;
    }

    private static List<String> values(String list) {
        return VALUE.matcher(list)
                .results()
                .map(r -> r.group(1).replace("''", "'"))
                .toList();
    }

    /// What the database holds for each constant: its name, or the field that says so.
    private static List<String> values(Class<?> type) {
        Optional<Field> said = Arrays.stream(type.getDeclaredFields())
                .filter(f -> Arrays.stream(f.getAnnotations())
                        .map(Annotation::annotationType)
                        .anyMatch(a -> a.getName().equals("jakarta.persistence.EnumeratedValue")))
                .findFirst();
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> said.map(field -> value(field, constant)).orElse(((Enum<?>) constant).name()))
                .toList();
    }

    private static String value(Field field, Object constant) {
        try {
            field.setAccessible(true);
            return String.valueOf(field.get(constant));
        } catch (ReflectiveOperationException | RuntimeException e) {
            return ((Enum<?>) constant).name();
        }
    }
}
