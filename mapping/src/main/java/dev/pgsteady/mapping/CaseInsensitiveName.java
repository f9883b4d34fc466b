package dev.pgsteady.mapping;

import org.hibernate.boot.model.TypeContributions;
import org.hibernate.boot.model.TypeContributor;
import org.hibernate.engine.jdbc.spi.JdbcServices;
import org.hibernate.service.ServiceRegistry;
import org.hibernate.type.descriptor.sql.internal.DdlTypeImpl;

/// Tells Hibernate what SQL calls the type of [CaseInsensitiveText]. Found by it as a service.
public final class CaseInsensitiveName implements TypeContributor {
    /// Made by Hibernate.
    public CaseInsensitiveName() {}

    @Override
    public void contribute(TypeContributions types, ServiceRegistry services) {
        types.getTypeConfiguration()
                .getDdlTypeRegistry()
                .addDescriptor(new DdlTypeImpl(
                        CaseInsensitiveText.CODE,
                        CaseInsensitiveText.TYPE,
                        services.requireService(JdbcServices.class).getDialect()));
    }
}
