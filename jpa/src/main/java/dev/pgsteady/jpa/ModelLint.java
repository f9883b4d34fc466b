package dev.pgsteady.jpa;

import dev.pgsteady.core.Severity;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What may be wrong with a mapping before there is a database.
public enum ModelLint {
    /// Keys.
    MISSING_VERSION(
            Severity.MEDIUM,
            "An entity that is updated has no version",
            "Two who change the same row at the same time both succeed, and the first change is lost.",
            "@Version long version;"),
    IDENTITY_KEY(
            Severity.LOW,
            "The key is an identity column",
            "Hibernate sends such inserts one by one, because only the database knows the keys.",
            "@UuidKey UUID id; or @GeneratedValue(strategy = GenerationType.SEQUENCE)"),
    TABLE_GENERATOR(
            Severity.HIGH,
            "Keys come from a table",
            "Each key takes a lock on a row of that table in a transaction of its own, and all inserts wait for it.",
            "@GeneratedValue(strategy = GenerationType.SEQUENCE)"),
    SINGLE_STEPS(
            Severity.LOW,
            "A sequence is asked for every key",
            "With allocationSize = 1 each insert sends a query first, and inserts in batches are no faster.",
            "@SequenceGenerator(allocationSize = 50), which the sequence then takes as its increment"),
    NO_EQUALS(
            Severity.MEDIUM,
            "An entity in a Set or Map does not say when two are equal",
            "Two objects for one row are two elements, and a set finds neither after it was loaded again.",
            "Define equals and hashCode by a natural key, or by an id that never changes."),

    /// Columns.
    FLOATING_MONEY(
            Severity.HIGH,
            "Money is a floating-point number",
            "float and double cannot hold most amounts: 0.1 + 0.2 is not 0.3, and sums drift.",
            "@Column(precision = 12, scale = 2) BigDecimal"),
    TIME_WITHOUT_ZONE(
            Severity.MEDIUM,
            "A point in time has no zone",
            "What a LocalDateTime means depends on the zone of whoever wrote it, and twice a year an hour is missing or"
                    + " there twice.",
            "Instant or OffsetDateTime; LocalDate for a day"),
    OLD_DATE(
            Severity.LOW,
            "A time is a java.util.Date or Calendar",
            "They can be changed under Hibernate, compare unequal to what is read back, and say no zone.",
            "Instant, OffsetDateTime or LocalDate"),
    ORDINAL_ENUM(
            Severity.MEDIUM,
            "An enum is stored by its position",
            "A constant that is put in between or taken out changes what all stored rows mean.",
            "@Enumerated(EnumType.STRING)"),
    DEFAULT_LENGTH(
            Severity.LOW,
            "Nobody decided how long a text may be",
            "varchar(255) is what Jakarta Persistence takes when it is not told; the first longer value fails.",
            "@Column(length = 80), or @Column(length = Length.LONG32) for text without a limit"),
    COMPARED_AS_TEXT(
            Severity.HIGH,
            "A query for a text whose case makes no difference compares case",
            "The driver sends texts as varchar, and citext = varchar compares as text: it finds nothing that is written"
                    + " in another case, and uses no index of the column.",
            "@CaseInsensitive in place of columnDefinition = \"citext\""),
    LARGE_OBJECT(
            Severity.HIGH,
            "A text or bytes are a large object",
            "@Lob stores an oid; the content stands elsewhere, is not deleted with the row, and cannot be searched.",
            "@Column(length = Length.LONG32) for text, a plain byte[] for bytes"),
    NULLABLE_BOOLEAN(
            Severity.MEDIUM,
            "A truth value can be null",
            "There are three values then, and both `x` and `not x` leave the rows without one out.",
            "@Column(nullable = false) with @ColumnDefault(\"false\")"),
    PRIMITIVE_NULLABLE(
            Severity.MEDIUM,
            "A column can be null and its field cannot",
            "A row with null, written by anybody else, makes each query that loads it fail.",
            "@Column(nullable = false), or a field of a wrapper type"),
    UNIQUE_WITH_NULLS(
            Severity.MEDIUM,
            "What is unique can be null",
            "Nulls are all different to a unique constraint: any number of rows may have the rest in common.",
            "@Column(nullable = false), options = \"nulls not distinct\", or @TableIndex(unique = true,"
                    + " nullsNotDistinct = true)"),
    SUBCLASS_NOT_NULL(
            Severity.LOW,
            "A column of one subclass in a shared table is required",
            "Rows of the other subclasses have none, so it is a check and not NOT NULL, which other tools overlook.",
            "Accept it, or give the subclass a table (InheritanceType.JOINED)."),
    KEY_WORD(
            Severity.LOW,
            "A name is a key word of SQL",
            "It has to be put into quotes in all SQL that anybody ever writes.",
            "@Table(name = \"...\") or @Column(name = \"...\") with another name"),
    LONG_NAME(
            Severity.HIGH,
            "A name is longer than 63 bytes",
            "PostgreSQL cuts it off without a word, and two names may become one.",
            "Give a shorter name."),

    /// Relations.
    UNINDEXED_FOREIGN_KEY(
            Severity.HIGH,
            "A foreign key has no index",
            "Each deletion of the row that it refers to, and each join from there, reads the whole table.",
            "@TableIndex on the field"),
    EAGER_COLLECTION(
            Severity.HIGH,
            "A collection is loaded with its owner",
            "Each query for owners loads all elements of each, wanted or not; two such collections multiply.",
            "Leave fetch = FetchType.EAGER away; join fetch where the elements are wanted"),
    EAGER_REFERENCE(
            Severity.LOW,
            "A reference is loaded with its owner",
            "Eager is the default of @ManyToOne and @OneToOne: a query that does not join it sends another for each"
                    + " row.",
            "fetch = FetchType.LAZY"),
    CASCADE_BY_PROGRAM(
            Severity.MEDIUM,
            "Only the program deletes what belongs to a row",
            "It loads all children and deletes them one by one; who deletes by SQL gets an error of the foreign key.",
            "@OnDelete(action = OnDeleteAction.CASCADE) beside the cascade"),
    ELEMENTS_STAY(
            Severity.MEDIUM,
            "Elements in a table of their own do not go with their owner",
            "They mean nothing without it, and a deletion by SQL fails because of them.",
            "@OnDelete(action = OnDeleteAction.CASCADE)"),
    UNINDEXED_JOIN_TABLE(
            Severity.HIGH,
            "A join table is indexed from one side only",
            "From the other side each look-up and each deletion reads the whole table.",
            "@TableIndex(columns = \"other_id\") on the collection"),
    JOIN_TABLE_WITHOUT_KEY(
            Severity.MEDIUM,
            "A join table has no key",
            "The same pair can be there twice, and a logical replica cannot delete its rows.",
            "Set instead of List"),
    MANY_TO_MANY_LIST(
            Severity.MEDIUM,
            "A many-to-many relation is a List without an order",
            "To remove one element Hibernate deletes all rows and inserts the rest again.",
            "Set, or @OrderColumn"),
    ELEMENT_LIST(
            Severity.LOW,
            "Elements are a List without an order",
            "Their order is by chance, and each change deletes all rows and inserts them again.",
            "Set, or @OrderColumn"),
    TWO_OWNERS(
            Severity.HIGH,
            "Both sides of a relation are mapped as its owner",
            "Without mappedBy they are two relations: each is written and neither sees what the other did.",
            "mappedBy on the collection");

    private final Severity severity;
    private final String title;
    private final String why;
    private final String instead;

    ModelLint(Severity severity, String title, String why, String instead) {
        this.severity = severity;
        this.title = title;
        this.why = why;
        this.instead = instead;
    }

    /// What it is called: `unindexed-foreign-key`.
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The one of a name.
    public static Optional<ModelLint> of(String id) {
        return Arrays.stream(values()).filter(l -> l.id().equals(id)).findFirst();
    }

    /// How bad it is.
    public Severity severity() {
        return severity;
    }

    /// A sentence without a full stop.
    public String title() {
        return title;
    }

    /// What comes of it.
    public String why() {
        return why;
    }

    /// What to write instead.
    public String instead() {
        return instead;
    }
}
