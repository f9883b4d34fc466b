package dev.pgsteady.starter;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.pgsteady.core.Database;
import dev.pgsteady.core.Environment;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;

/// A pool of connections to the database that was found. Backs off before a [DataSource] of the application's own.
@AutoConfiguration(before = DataSourceAutoConfiguration.class)
@EnableConfigurationProperties(PgsteadyProperties.class)
@ConditionalOnMissingBean(DataSource.class)
public class DatabaseAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean
    FoundDatabase foundDatabase(PgsteadyProperties properties, org.springframework.core.env.Environment spring) {
        return FoundDatabase.find(properties, spring, Environment.system());
    }

    /// `spring.datasource.hikari.*` holds for it as for Spring Boot's own.
    @Bean
    @ConfigurationProperties("spring.datasource.hikari")
    HikariDataSource dataSource(FoundDatabase found, PgsteadyProperties properties) {
        PgsteadyProperties.Pool pool = properties.pool();
        HikariConfig config = new HikariConfig();
        config.setPoolName("pgsteady");
        config.setDataSource(Database.source(found.settings()));
        config.setMinimumIdle(pool.size());
        config.setMaximumPoolSize(pool.size() + pool.overflow());
        config.setConnectionTimeout(pool.timeout().toMillis());
        config.setMaxLifetime(pool.recycle().toMillis());
        config.setLeakDetectionThreshold(pool.leak().toMillis());
        if (pool.check()) {
            // Hikari reads it when the pool is made, and has no setting for it.
            System.setProperty("com.zaxxer.hikari.aliveBypassWindowMs", "0");
        }
        HikariDataSource source = new HikariDataSource();
        config.copyStateTo(source);
        return source;
    }
}
