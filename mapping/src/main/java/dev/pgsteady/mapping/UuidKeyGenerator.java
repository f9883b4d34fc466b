package dev.pgsteady.mapping;

import java.util.EnumSet;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.generator.BeforeExecutionGenerator;
import org.hibernate.generator.EventType;
import org.hibernate.id.uuid.StandardRandomStrategy;
import org.hibernate.id.uuid.UuidValueGenerator;
import org.hibernate.id.uuid.UuidVersion7Strategy;
import org.jspecify.annotations.Nullable;

/// Makes the keys of [UuidKey]; one that was given stays.
public final class UuidKeyGenerator implements BeforeExecutionGenerator {
    private static final long serialVersionUID = 1L;

    private final UuidKey.Kind kind;

    /// @param key which kind
    public UuidKeyGenerator(UuidKey key) {
        kind = key.value();
    }

    @Override
    public EnumSet<EventType> getEventTypes() {
        return EnumSet.of(EventType.INSERT);
    }

    @Override
    public Object generate(
            SharedSessionContractImplementor session,
            Object owner,
            @Nullable Object currentValue,
            EventType eventType) {
        return currentValue == null ? strategy().generateUuid(session) : currentValue;
    }

    private UuidValueGenerator strategy() {
        return switch (kind) {
            case RANDOM -> StandardRandomStrategy.INSTANCE;
            case ORDERED -> UuidVersion7Strategy.INSTANCE;
        };
    }

    @Override
    public boolean allowAssignedIdentifiers() {
        return true;
    }
}
