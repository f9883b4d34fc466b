package dev.pgsteady.starter;

import dev.pgsteady.core.Pace;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.transaction.PlatformTransactionManager;

/// Transactions that are tried again, over whatever transactions Spring has.
@AutoConfiguration(after = HibernateJpaAutoConfiguration.class)
@ConditionalOnBean(PlatformTransactionManager.class)
public class TransactionsAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean
    Transactions transactions(PlatformTransactionManager spring) {
        return new Transactions(spring, Pace.real());
    }
}
