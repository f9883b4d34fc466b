package dev.pgsteady.schema;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.QualifiedName;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/// Writes a [Snapshot] as JSON and reads it back: what comes out equals what went in.
///
/// Properties stand in the order in which the records declare them; an absent `Optional` is left out; names are written
/// as SQL writes them; which record a constraint or type is says its property `kind`.
public final class SnapshotJson {
    private static final JsonMapper MAPPER = mapper();

    private SnapshotJson() {}

    /// The snapshot as JSON, indented, the same text for equal snapshots.
    public static String write(Snapshot snapshot) {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(snapshot);
    }

    /// The snapshot that [#write] wrote.
    ///
    /// @throws Problem FILE when the text is not such a snapshot
    public static Snapshot read(String json) {
        try {
            return MAPPER.readValue(json, Snapshot.class);
        } catch (JacksonException e) {
            throw new Problem(
                    Problem.Kind.FILE,
                    "This is not a snapshot of a database: " + e.getOriginalMessage(),
                    "Write it again with the version of pgsteady that reads it.",
                    e);
        }
    }

    private static JsonMapper mapper() {
        return JsonMapper.builder()
                .changeDefaultVisibility(v -> v.withIsGetterVisibility(Visibility.NONE))
                .changeDefaultPropertyInclusion(i -> i.withValueInclusion(JsonInclude.Include.NON_ABSENT))
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
                .addMixIn(QualifiedName.class, NameMixIn.class)
                .addMixIn(Constraint.class, ConstraintMixIn.class)
                .addMixIn(UserType.class, TypeMixIn.class)
                .addModule(new SimpleModule().addKeyDeserializer(QualifiedName.class, new NameKey()))
                .build();
    }

    private interface NameMixIn {
        @JsonValue
        String sql();

        @JsonCreator
        static QualifiedName parse(String sql) {
            return QualifiedName.parse(sql);
        }
    }

    private static final class NameKey extends KeyDeserializer {
        @Override
        public Object deserializeKey(String key, DeserializationContext context) {
            return QualifiedName.parse(key);
        }
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Constraint.PrimaryKey.class, name = "primary key"),
        @JsonSubTypes.Type(value = Constraint.Unique.class, name = "unique"),
        @JsonSubTypes.Type(value = Constraint.Check.class, name = "check"),
        @JsonSubTypes.Type(value = Constraint.ForeignKey.class, name = "foreign key"),
        @JsonSubTypes.Type(value = Constraint.Exclusion.class, name = "exclusion"),
        @JsonSubTypes.Type(value = Constraint.NotNull.class, name = "not null"),
        @JsonSubTypes.Type(value = Constraint.ConstraintTrigger.class, name = "constraint trigger")
    })
    private interface ConstraintMixIn {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = UserType.EnumType.class, name = "enum"),
        @JsonSubTypes.Type(value = UserType.DomainType.class, name = "domain"),
        @JsonSubTypes.Type(value = UserType.CompositeType.class, name = "composite"),
        @JsonSubTypes.Type(value = UserType.RangeType.class, name = "range"),
        @JsonSubTypes.Type(value = UserType.BaseType.class, name = "base")
    })
    private interface TypeMixIn {}
}
