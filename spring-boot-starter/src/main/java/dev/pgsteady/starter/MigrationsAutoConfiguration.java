package dev.pgsteady.starter;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/// Applies the revisions that came with the application before Hibernate and everything else that uses the database.
@AutoConfiguration(after = DatabaseAutoConfiguration.class)
@ConditionalOnBean(FoundDatabase.class)
public class MigrationsAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean
    MigrationsAtStart migrationsAtStart(FoundDatabase found, PgsteadyProperties properties) {
        PgsteadyProperties.Migrations wanted = properties.migrations();
        return new MigrationsAtStart(found.settings(), wanted, new RevisionResources(wanted.folder()));
    }
}
