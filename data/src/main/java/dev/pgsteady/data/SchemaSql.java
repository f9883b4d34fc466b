package dev.pgsteady.data;

import dev.pgsteady.core.Sql;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// Reads statements that come with this library and stand in a schema of the application's choice.
public final class SchemaSql {
    private SchemaSql() {}

    /// A resource beside a class, for a schema.
    public static String read(Class<?> beside, String name, String schema) {
        try (InputStream in = beside.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + name + " beside " + beside.getName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("{schema}", Sql.identifier(schema));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
