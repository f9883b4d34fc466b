package dev.pgsteady.jpa.extract;

import dev.pgsteady.jpa.extract.Judged.Hit;
import dev.pgsteady.jpa.extract.Judged.Member;
import dev.pgsteady.mapping.CaseInsensitiveText;
import java.time.LocalDateTime;
import java.util.Calendar;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.hibernate.Length;
import org.hibernate.mapping.BasicValue;

/// Lints about what a property is stored as.
final class ColumnLints {
    private static final Pattern MONEY = Pattern.compile(
            "(?i).*(price|amount|cost|fee|balance|salary|wage|tax|money|revenue|discount|payment|invoice|budget).*"
                    + "|(?i)(sub|grand)?total(amount)?|sum");
    private static final Set<Class<?>> FLOATING = Set.of(float.class, double.class, Float.class, Double.class);

    private ColumnLints() {}

    private static List<Hit> found(Judged model, Predicate<Member> wrong, Function<Member, String> what) {
        return model.members()
                .filter(m -> m.collection().isEmpty())
                .filter(wrong)
                .map(m -> m.hit(what.apply(m)))
                .toList();
    }

    static List<Hit> money(Judged model) {
        return found(
                model,
                m -> FLOATING.contains(m.java())
                        && MONEY.matcher(m.property().getName()).matches(),
                m -> "The property looks like money and is a %s."
                        .formatted(m.java().getSimpleName().toLowerCase(Locale.ROOT)));
    }

    static List<Hit> withoutZone(Judged model) {
        return found(
                model,
                m -> m.java() == LocalDateTime.class,
                m -> "The property is a LocalDateTime, stored without zone.");
    }

    static List<Hit> oldDate(Judged model) {
        return found(
                model,
                m -> Date.class.isAssignableFrom(m.java()) || Calendar.class.isAssignableFrom(m.java()),
                m -> "The property is a " + m.java().getName() + ".");
    }

    static List<Hit> ordinal(Judged model) {
        return found(
                model,
                m -> m.java().isEnum() && m.columns().anyMatch(c -> integer(model.type(c))),
                m -> "The enum " + m.java().getSimpleName() + " is stored as a number.");
    }

    private static boolean integer(String type) {
        return type.equals("smallint") || type.equals("integer") || type.equals("bigint");
    }

    static List<Hit> defaultLength(Judged model) {
        return found(
                model,
                m -> m.java() == String.class
                        && m.annotation(jakarta.persistence.Column.class)
                                .filter(c -> c.length() != Length.DEFAULT)
                                .isEmpty()
                        && m.columns().anyMatch(c -> model.type(c).equals("varchar(" + Length.DEFAULT + ")")),
                m -> "The text may be 255 characters long, because nothing says how long.");
    }

    static List<Hit> comparedAsText(Judged model) {
        return found(
                model,
                m -> m.java() == String.class
                        && m.columns()
                                .anyMatch(c -> model.type(c).equals(CaseInsensitiveText.TYPE)
                                        && !(c.getValue() instanceof BasicValue value
                                                && value.resolve().getJdbcType() instanceof CaseInsensitiveText)),
                m -> "The column is citext, and what it is compared with is sent as varchar.");
    }

    static List<Hit> largeObject(Judged model) {
        return found(
                model,
                m -> m.columns().anyMatch(c -> model.type(c).equals("oid")),
                m -> "The property is stored as a large object (oid).");
    }

    static List<Hit> nullableBoolean(Judged model) {
        return found(
                model,
                m -> (m.java() == Boolean.class || m.java() == boolean.class) && m.nullable(),
                m -> "The column of the truth value can be null.");
    }

    static List<Hit> primitive(Judged model) {
        return found(
                model,
                m -> primitive(m) && m.java() != Boolean.class && m.nullable(),
                m -> "The field is primitive, and its column can be null.");
    }

    /// Hibernate speaks of wrapper types only, so the field is asked.
    private static boolean primitive(Member member) {
        for (Class<?> at = member.holder(); at != null && at != Object.class; at = at.getSuperclass()) {
            for (java.lang.reflect.Field field : at.getDeclaredFields()) {
                if (field.getName().equals(member.property().getName())) {
                    return field.getType().isPrimitive();
                }
            }
        }
        return false;
    }
}
