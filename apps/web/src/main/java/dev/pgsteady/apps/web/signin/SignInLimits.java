package dev.pgsteady.apps.web.signin;

import dev.pgsteady.core.Database;
import dev.pgsteady.data.limits.Limits;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/// Where tries are counted: in the schema that holds the tokens too. Its tables come with a revision of each
/// application.
@Configuration(proxyBeanMethods = false)
class SignInLimits {
    @Bean
    @Lazy
    Limits tries(Database database) {
        return new Limits(database, "signin");
    }
}
