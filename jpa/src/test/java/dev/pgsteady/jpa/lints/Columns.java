package dev.pgsteady.jpa.lints;

import static dev.pgsteady.jpa.ModelLint.COMPARED_AS_TEXT;
import static dev.pgsteady.jpa.ModelLint.DEFAULT_LENGTH;
import static dev.pgsteady.jpa.ModelLint.FLOATING_MONEY;
import static dev.pgsteady.jpa.ModelLint.KEY_WORD;
import static dev.pgsteady.jpa.ModelLint.LARGE_OBJECT;
import static dev.pgsteady.jpa.ModelLint.LONG_NAME;
import static dev.pgsteady.jpa.ModelLint.NULLABLE_BOOLEAN;
import static dev.pgsteady.jpa.ModelLint.OLD_DATE;
import static dev.pgsteady.jpa.ModelLint.ORDINAL_ENUM;
import static dev.pgsteady.jpa.ModelLint.PRIMITIVE_NULLABLE;
import static dev.pgsteady.jpa.ModelLint.SUBCLASS_NOT_NULL;
import static dev.pgsteady.jpa.ModelLint.TIME_WITHOUT_ZONE;
import static dev.pgsteady.jpa.ModelLint.UNIQUE_WITH_NULLS;

import dev.pgsteady.mapping.CaseInsensitive;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.Lob;
import jakarta.persistence.Table;
import jakarta.persistence.Temporal;
import jakarta.persistence.TemporalType;
import jakarta.persistence.UniqueConstraint;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Date;
import java.util.UUID;
import org.hibernate.Length;

/// What properties are stored as, and what things are called.
@SuppressWarnings({"NullAway.Init", "JavaUtilDate", "deprecation"})
public final class Columns {
    private Columns() {}

    public enum Level {
        LOW,
        HIGH
    }

    @Embeddable
    public static class Sum {
        double amount;
    }

    @Entity
    @Table(
            uniqueConstraints =
                    @UniqueConstraint(
                            name = "uq_wrong",
                            columnNames = {"firstName", "flag"}))
    @Breaks(UNIQUE_WITH_NULLS)
    public static class Wrong {
        @Id
        UUID id;

        @Breaks(FLOATING_MONEY)
        double unitPrice;

        @Breaks(FLOATING_MONEY)
        Float total;

        @Breaks(TIME_WITHOUT_ZONE)
        LocalDateTime seen;

        @Breaks(OLD_DATE)
        @Temporal(TemporalType.TIMESTAMP)
        Date born;

        @Breaks(ORDINAL_ENUM)
        Level level;

        @Breaks(DEFAULT_LENGTH)
        String firstName;

        @Column(columnDefinition = "citext")
        @Breaks(COMPARED_AS_TEXT)
        String nick;

        @Lob
        @Breaks(LARGE_OBJECT)
        String story;

        @Breaks(NULLABLE_BOOLEAN)
        Boolean flag;

        @Column(name = "count_of")
        @Breaks(PRIMITIVE_NULLABLE)
        int count;

        @Column(unique = true, length = 20)
        @Breaks(UNIQUE_WITH_NULLS)
        String mail;

        @Breaks(KEY_WORD)
        @Column(length = 5)
        String order;

        @Breaks(LONG_NAME)
        int aNameThatIsSoLongThatPostgresqlCutsItOffBecauseItHasMoreThan63Bytes;
    }

    @Entity
    @Breaks(KEY_WORD)
    @Table(name = "user")
    public static class Quoted {
        @Id
        UUID id;
    }

    @Entity
    @Table(
            uniqueConstraints = {
                @UniqueConstraint(
                        name = "uq_right",
                        columnNames = {"firstName", "flag"}),
                @UniqueConstraint(name = "uq_right_number", columnNames = "number", options = "nulls not distinct")
            })
    @Keeps({
        FLOATING_MONEY,
        TIME_WITHOUT_ZONE,
        OLD_DATE,
        ORDINAL_ENUM,
        DEFAULT_LENGTH,
        COMPARED_AS_TEXT,
        LARGE_OBJECT,
        NULLABLE_BOOLEAN,
        PRIMITIVE_NULLABLE,
        UNIQUE_WITH_NULLS,
        KEY_WORD,
        LONG_NAME
    })
    public static class Right {
        @Id
        UUID id;

        @CaseInsensitive
        String nick;

        BigDecimal unitPrice;
        double weight;
        Double totalRunTime;
        Instant seen;

        @Enumerated(EnumType.STRING)
        Level level;

        @Column(length = 80, nullable = false)
        String firstName;

        @Size(max = 40) String lastName;

        @Column(length = Length.LONG32)
        String story;

        byte[] picture;

        @Column(nullable = false)
        Boolean flag;

        boolean other;
        int count;
        Integer number;
    }

    @Entity
    public static class Priced {
        @Id
        UUID id;

        @Embedded
        @Breaks(FLOATING_MONEY)
        Sum paid;
    }

    @Entity
    @Inheritance(strategy = InheritanceType.SINGLE_TABLE)
    @Keeps(SUBCLASS_NOT_NULL)
    public static class Vehicle {
        @Id
        UUID id;

        @Column(nullable = false)
        Integer wheels;
    }

    @Entity
    public static class Lorry extends Vehicle {
        @Breaks(SUBCLASS_NOT_NULL)
        @Column(nullable = false)
        Integer load;
    }

    @Entity
    @Keeps(SUBCLASS_NOT_NULL)
    public static class Bicycle extends Vehicle {
        Integer gears;
    }
}
