package dev.pgsteady.starter;

import java.util.List;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/// Whether the application names replicas.
final class HasReplicas implements Condition {
    /// Whether it names none.
    static final class Not implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return !named(context);
        }
    }

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        return named(context);
    }

    private static boolean named(ConditionContext context) {
        return !Binder.get(context.getEnvironment())
                .bind("pgsteady.replicas", Bindable.listOf(String.class))
                .orElse(List.of())
                .isEmpty();
    }
}
