package dev.pgsteady.mapping;

import java.util.EnumSet;
import org.hibernate.dialect.Dialect;
import org.hibernate.generator.EventType;
import org.hibernate.generator.OnExecutionGenerator;
import org.jspecify.annotations.Nullable;

/// Leaves a column to the database and reads what it wrote.
public final class ReadBack implements OnExecutionGenerator {
    private static final long serialVersionUID = 1L;

    private final EnumSet<EventType> events;

    /// For what is written once.
    public ReadBack(CreatedAt once) {
        events = EnumSet.of(EventType.INSERT);
    }

    /// For what is written with each change.
    public ReadBack(UpdatedAt always) {
        events = EnumSet.of(EventType.INSERT, EventType.UPDATE);
    }

    @Override
    public EnumSet<EventType> getEventTypes() {
        return EnumSet.copyOf(events);
    }

    @Override
    public boolean referenceColumnsInSql(Dialect dialect) {
        return false;
    }

    @Override
    public boolean writePropertyValue() {
        return false;
    }

    @Override
    public String @Nullable [] getReferencedColumnValues(Dialect dialect) {
        return null;
    }
}
