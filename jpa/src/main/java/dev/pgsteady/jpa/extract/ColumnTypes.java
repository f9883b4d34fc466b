package dev.pgsteady.jpa.extract;

import java.util.IdentityHashMap;
import java.util.function.Consumer;
import org.hibernate.boot.spi.MetadataImplementor;
import org.hibernate.mapping.Column;

/// The types of columns, as SQL names them. Hibernate settles a column's type while it builds its model;
/// what Bean Validation says of its size comes later.
final class ColumnTypes {
    private final MetadataImplementor metadata;
    private final IdentityHashMap<Column, Column> resized = new IdentityHashMap<>();

    ColumnTypes(MetadataImplementor metadata) {
        this.metadata = metadata;
    }

    String of(Column column) {
        return resized.getOrDefault(column, column).getSqlType(metadata);
    }

    /// Gives a column another size, unless its definition says what its type is.
    void resize(Column column, Consumer<Column> size) {
        Column before = resized.getOrDefault(column, column);
        if (copy(before).getSqlType(metadata).equals(before.getSqlType(metadata))) {
            Column after = copy(before);
            size.accept(after);
            resized.put(column, after);
        }
    }

    private static Column copy(Column column) {
        Column copy = new Column(column.getName());
        copy.setValue(column.getValue());
        copy.setTypeIndex(column.getTypeIndex());
        copy.setLength(column.getLength());
        copy.setPrecision(column.getPrecision());
        copy.setScale(column.getScale());
        copy.setTemporalPrecision(column.getTemporalPrecision());
        copy.setArrayLength(column.getArrayLength());
        return copy;
    }
}
