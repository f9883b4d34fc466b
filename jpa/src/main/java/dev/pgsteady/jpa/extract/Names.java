package dev.pgsteady.jpa.extract;

import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.Sql;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hibernate.boot.model.naming.Identifier;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Table;

/// Hibernate's names as the catalog will hold them: what is not quoted there is folded to small letters.
///
/// @param schema the schema of what names none
record Names(String schema) {
    /// What Hibernate makes up where nobody gave a name: a prefix and 128 bits in 35 digits.
    private static final Pattern MADE_UP = Pattern.compile("(FK|UK|IDX)_?[0-9a-y]{18,25}");

    QualifiedName of(Table table) {
        return new QualifiedName(schema(table.getSchemaIdentifier()), text(table.getNameIdentifier()));
    }

    QualifiedName of(org.hibernate.boot.model.relational.QualifiedName name) {
        return new QualifiedName(schema(name.getSchemaName()), text(name.getObjectName()));
    }

    String schema(@org.jspecify.annotations.Nullable Identifier given) {
        return given == null ? schema : text(given);
    }

    static String text(Identifier identifier) {
        return folded(identifier.getText(), identifier.isQuoted());
    }

    static String of(Column column) {
        return folded(column.getName(), column.isQuoted());
    }

    static String sql(Column column) {
        return Sql.identifier(of(column));
    }

    /// The name that somebody gave to a constraint or index.
    static Optional<String> given(@org.jspecify.annotations.Nullable String name) {
        if (name == null || name.isEmpty() || MADE_UP.matcher(name).matches()) {
            return Optional.empty();
        }
        Identifier identifier = Identifier.toIdentifier(name);
        return Optional.of(text(identifier));
    }

    private static String folded(String name, boolean quoted) {
        return quoted ? name : name.toLowerCase(Locale.ROOT);
    }
}
