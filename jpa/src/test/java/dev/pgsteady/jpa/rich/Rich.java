package dev.pgsteady.jpa.rich;

import jakarta.persistence.CheckConstraint;
import jakarta.persistence.Column;
import jakarta.persistence.DiscriminatorColumn;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.ForeignKey;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.MapsId;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;
import jakarta.persistence.Version;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.io.Serializable;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.hibernate.Length;
import org.hibernate.annotations.Check;
import org.hibernate.annotations.ColumnDefault;
import org.hibernate.annotations.Comment;
import org.hibernate.annotations.GeneratedColumn;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.NaturalId;
import org.hibernate.annotations.OnDelete;
import org.hibernate.annotations.OnDeleteAction;
import org.hibernate.annotations.SoftDelete;
import org.hibernate.annotations.SoftDeleteType;
import org.hibernate.type.SqlTypes;

/// Entities with all that a mapping can say.
@SuppressWarnings("deprecation") // Hibernate has newer words for some; applications have these.
public final class Rich {
    private Rich() {}

    public enum State {
        NEW,
        OPEN,
        DONE
    }

    public enum Tone {
        SOLEMN,
        GAY,
        PLAIN
    }

    @MappedSuperclass
    public abstract static class Kept {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        Long id;

        @Version
        int version;
    }

    @Embeddable
    public static class Place {
        String street;

        @NotNull @Column(length = 12)
        String zip;
    }

    @Entity
    @Comment("who uses it")
    @Check(name = "ck_account_dates", constraints = "ends > starts")
    @Table(
            name = "account",
            options = "with (fillfactor=90)",
            check = @CheckConstraint(name = "ck_account_age", constraint = "age < 150"),
            uniqueConstraints = {
                @UniqueConstraint(
                        name = "uq_account_handle",
                        columnNames = {"handle", "city"}),
                @UniqueConstraint(
                        name = "uq_account_token",
                        columnNames = "token",
                        options = "deferrable initially deferred"),
                @UniqueConstraint(name = "uq_account_alias", columnNames = "alias", options = "nulls not distinct")
            },
            indexes = {
                @Index(
                        name = "ix_account_mail_live",
                        columnList = "mail",
                        unique = true,
                        options = "where ends is null"),
                @Index(name = "ix_account_state", columnList = "state, made desc"),
                @Index(name = "ix_account_live", columnList = "made", options = "where ends is null"),
                @Index(name = "ix_account_lower", columnList = "lower(mail)"),
                @Index(name = "ix_account_upper", columnList = "(upper(mail))", unique = true),
                @Index(name = "ix_account_props", columnList = "props", options = "using gin"),
                @Index(name = "ix_account_rank", columnList = "score desc", unique = true),
                @Index(columnList = "city")
            })
    public static class Account extends Kept {
        @NaturalId
        @Column(length = 320)
        String mail;

        @Column(unique = true, nullable = false)
        String login;

        String handle;
        String city;
        String alias;
        UUID token;

        @Enumerated(EnumType.STRING)
        @Column(length = 10, nullable = false)
        @ColumnDefault("'NEW'")
        State state;

        @Enumerated(EnumType.ORDINAL)
        State rank;

        @JdbcTypeCode(SqlTypes.NAMED_ENUM)
        Tone tone;

        @Comment("in years")
        int age;

        @Column(check = @CheckConstraint(name = "ck_account_score", constraint = "score >= 0"))
        int score;

        @JdbcTypeCode(SqlTypes.JSON)
        @ColumnDefault("'{}'")
        Map<String, String> props;

        String[] tags;
        InetAddress address;

        @Column(length = Length.LONG32)
        String biography;

        Duration patience;

        @GeneratedColumn("lower(mail)")
        String mailLower;

        @Column(columnDefinition = "date default current_date")
        LocalDate starts;

        LocalDate ends;
        Instant made;

        @Embedded
        @Valid @NotNull Place place;
    }

    @Entity
    @Table(name = "invoice")
    public static class Invoice extends Kept {
        @ManyToOne(optional = false)
        @OnDelete(action = OnDeleteAction.CASCADE)
        @JoinColumn(foreignKey = @ForeignKey(name = "fk_invoice_account"))
        Account account;

        @ManyToOne
        @OnDelete(action = OnDeleteAction.SET_NULL)
        Invoice corrects;

        @ManyToOne
        @JoinColumn(
                foreignKey =
                        @ForeignKey(
                                name = "fk_invoice_last",
                                foreignKeyDefinition =
                                        "foreign key (last_id) references invoice (id) deferrable initially deferred"))
        Invoice last;

        @NotBlank @Size(max = 120) String title;

        @Positive @NotNull @Digits(integer = 10, fraction = 2) BigDecimal total;

        @Min(1) @Max(12) int month;

        @DecimalMin(value = "0.5", inclusive = false) BigDecimal factor;

        @NotNull(groups = Serializable.class) String draft;

        @ManyToMany
        @JoinTable(name = "invoice_label")
        @OnDelete(action = OnDeleteAction.CASCADE)
        Set<Label> labels = new HashSet<>();

        @ElementCollection
        @jakarta.persistence.CollectionTable(name = "invoice_note")
        Set<String> notes = new HashSet<>();
    }

    @Entity
    @Table(name = "label")
    @SoftDelete(strategy = SoftDeleteType.TIMESTAMP, columnName = "gone_at")
    public static class Label {
        @Id
        @GeneratedValue
        @SequenceGenerator(sequenceName = "label_number", initialValue = 100, allocationSize = 20)
        Long id;

        @NotNull String words;
    }

    @Embeddable
    public static class LineId implements Serializable {
        private static final long serialVersionUID = 1L;
        Long invoiceId;
        Integer at;

        @Override
        public boolean equals(Object other) {
            return other == this;
        }

        @Override
        public int hashCode() {
            return 1;
        }
    }

    @Entity
    @Table(name = "line")
    public static class Line {
        @EmbeddedId
        LineId id;

        @ManyToOne
        @MapsId("invoiceId")
        Invoice invoice;

        char sort;
        byte[] data;
    }

    @Entity
    @Table(name = "payment")
    @Inheritance(strategy = InheritanceType.SINGLE_TABLE)
    @DiscriminatorColumn(name = "kind")
    public abstract static class Payment extends Kept {
        Instant paidAt;
    }

    @Entity(name = "Card")
    public static class Card extends Payment {
        @Column(nullable = false, length = 4)
        String lastFour;
    }

    @Entity(name = "GoldCard")
    public static class GoldCard extends Card {
        String perks;
    }

    @Entity(name = "Transfer")
    public static class Transfer extends Payment {
        @NotNull String iban;
    }

    @Entity
    @Table(name = "asset")
    @Inheritance(strategy = InheritanceType.JOINED)
    public static class Asset extends Kept {
        String zone;
        String name;
    }

    @Entity
    @Table(name = "vehicle")
    public static class Vehicle extends Asset {
        @Column(nullable = false)
        String plate;
    }

    @Entity
    @Table(name = "shape")
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    public abstract static class Shape {
        @Id
        UUID id;

        String colour;
    }

    @Entity
    @Table(name = "circle")
    public static class Circle extends Shape {
        double radius;
        String about;
    }

    @Entity
    @Table(name = "audit_entry", schema = "books")
    public static class AuditEntry {
        @Id
        @GeneratedValue
        Long id;

        @Column(name = "\"Order\"")
        String order;
    }
}
