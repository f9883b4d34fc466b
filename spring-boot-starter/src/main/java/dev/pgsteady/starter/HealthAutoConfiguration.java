package dev.pgsteady.starter;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/// Health of the schema, where the application has the actuator.
@AutoConfiguration(after = MigrationsAutoConfiguration.class)
@ConditionalOnClass(HealthIndicator.class)
@ConditionalOnBean(MigrationsAtStart.class)
public class HealthAutoConfiguration {
    @Bean
    MigrationsHealth migrationsHealthIndicator(MigrationsAtStart migrations) {
        return new MigrationsHealth(migrations);
    }
}
