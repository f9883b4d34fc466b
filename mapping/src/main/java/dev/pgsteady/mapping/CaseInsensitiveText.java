package dev.pgsteady.mapping;

import java.sql.CallableStatement;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import org.hibernate.type.descriptor.ValueBinder;
import org.hibernate.type.descriptor.WrapperOptions;
import org.hibernate.type.descriptor.java.JavaType;
import org.hibernate.type.descriptor.jdbc.BasicBinder;
import org.hibernate.type.descriptor.jdbc.VarcharJdbcType;

/// How Hibernate reads and writes a column of the type `citext`: as text that says no type when it is sent, so that
/// PostgreSQL finds it from what it is compared with.
public final class CaseInsensitiveText extends VarcharJdbcType {
    private static final long serialVersionUID = 1;

    /// The type's name in SQL.
    public static final String TYPE = "citext";

    /// By which Hibernate finds that name; no code of its own or of JDBC.
    static final int CODE = 42_601;

    /// Made by Hibernate.
    public CaseInsensitiveText() {}

    @Override
    public int getDdlTypeCode() {
        return CODE;
    }

    @Override
    public <X> ValueBinder<X> getBinder(JavaType<X> javaType) {
        return new Untyped<>(javaType, this);
    }

    private static final class Untyped<X> extends BasicBinder<X> {
        private static final long serialVersionUID = 1;

        Untyped(JavaType<X> javaType, CaseInsensitiveText type) {
            super(javaType, type);
        }

        @Override
        protected void doBind(PreparedStatement statement, X value, int index, WrapperOptions options)
                throws SQLException {
            statement.setObject(index, getJavaType().unwrap(value, String.class, options), Types.OTHER);
        }

        @Override
        protected void doBind(CallableStatement statement, X value, String name, WrapperOptions options)
                throws SQLException {
            statement.setObject(name, getJavaType().unwrap(value, String.class, options), Types.OTHER);
        }
    }

    @Override
    public String toString() {
        return "CaseInsensitiveText";
    }
}
