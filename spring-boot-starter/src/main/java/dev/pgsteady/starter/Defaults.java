package dev.pgsteady.starter;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/// What we think better than Spring Boot's own defaults. Whatever the application says wins.
final class Defaults implements EnvironmentPostProcessor {
    /// Liveness asks no database: a database that is away must not make the platform restart what works.
    private static final Map<String, Object> VALUES = Map.of(
            "spring.jpa.open-in-view", "false",
            "spring.jpa.hibernate.ddl-auto", "none",
            "spring.jpa.properties.hibernate.jdbc.time_zone", "UTC",
            "spring.threads.virtual.enabled", "true",
            "management.endpoint.health.probes.enabled", "true",
            "management.endpoint.health.group.liveness.include", "livenessState",
            // An application with a data source of its own has no migrations to tell of.
            "management.endpoint.health.validate-group-membership", "false",
            "management.endpoint.health.group.readiness.include", "readinessState,db,migrations");

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        environment.getPropertySources().addLast(new MapPropertySource("pgsteady defaults", VALUES));
    }
}
