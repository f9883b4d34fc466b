package dev.pgsteady.jpa.lints;

import static dev.pgsteady.jpa.ModelLint.IDENTITY_KEY;
import static dev.pgsteady.jpa.ModelLint.MISSING_VERSION;
import static dev.pgsteady.jpa.ModelLint.NO_EQUALS;
import static dev.pgsteady.jpa.ModelLint.SINGLE_STEPS;
import static dev.pgsteady.jpa.ModelLint.TABLE_GENERATOR;

import dev.pgsteady.mapping.AppendOnly;
import dev.pgsteady.mapping.UuidKey;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Version;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/// Keys, versions and equality.
@SuppressWarnings("NullAway.Init")
public final class Keys {
    private Keys() {}

    @Entity
    @Breaks(MISSING_VERSION)
    public static class Unversioned {
        @Id
        @Breaks(IDENTITY_KEY)
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        Long id;

        String name;
    }

    @Entity
    @Keeps({MISSING_VERSION, IDENTITY_KEY, TABLE_GENERATOR})
    public static class Versioned {
        @Id
        @UuidKey
        UUID id;

        String name;

        @Version
        long version;
    }

    @Entity
    @Immutable
    @Keeps(MISSING_VERSION)
    public static class Unchanging {
        @Id
        UUID id;

        String name;
    }

    @Entity
    @AppendOnly
    @Keeps(MISSING_VERSION)
    public static class Logged {
        @Id
        UUID id;

        String name;
    }

    @Entity
    public static class FromTable {
        @Id
        @Breaks(TABLE_GENERATOR)
        @GeneratedValue(strategy = GenerationType.TABLE)
        Long id;
    }

    @Entity
    public static class StepByStep {
        @Id
        @Breaks(SINGLE_STEPS)
        @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "one")
        @SequenceGenerator(name = "one", sequenceName = "single", allocationSize = 1)
        Long id;
    }

    @Entity
    @Keeps(SINGLE_STEPS)
    public static class StepAlone {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "three")
        @SequenceGenerator(name = "three", sequenceName = "alone", allocationSize = 20)
        Long id;
    }

    @Entity
    public static class Owner {
        @Id
        UUID id;

        @OneToMany
        Set<NeverEqual> one = new HashSet<>();

        @OneToMany
        Set<ByNumber> other = new HashSet<>();
    }

    @Entity
    @Breaks(NO_EQUALS)
    public static class NeverEqual {
        @Id
        UUID id;
    }

    @Entity
    @Keeps(NO_EQUALS)
    public static class ByNumber {
        @Id
        UUID id;

        String number;

        @Override
        public boolean equals(Object other) {
            return other instanceof ByNumber n && n.number.equals(number);
        }

        @Override
        public int hashCode() {
            return Objects.hashCode(number);
        }
    }
}
