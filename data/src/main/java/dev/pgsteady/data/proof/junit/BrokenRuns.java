package dev.pgsteady.data.proof.junit;

import dev.pgsteady.data.proof.ProofResult;
import java.lang.reflect.Method;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;

/// Calls the method of an [AtomicFlow] as often as its proof wants, in place of once. Without an
/// [AtomicityExtension] there is no proof, and the test fails: it must not pass for having run once.
final class BrokenRuns implements InvocationInterceptor, ParameterResolver {
    @Override
    public void interceptTestMethod(
            Invocation<@Nullable Void> invocation,
            ReflectiveInvocationContext<Method> invoked,
            ExtensionContext context) {
        invocation.skip();
        Method method = invoked.getExecutable();
        Object test = context.getRequiredTestInstance();
        List<Object> arguments = invoked.getArguments();
        String name = AnnotationSupport.findAnnotation(method, AtomicFlow.class)
                .orElseThrow()
                .value();
        ProofResult result = extension(context)
                .proof()
                .prove(name, source -> ReflectionSupport.invokeMethod(method, test, arguments.toArray()));
        context.publishReportEntry("atomicity", result.words());
        result.write(ProofResult.FOLDER).mustHold();
    }

    private static AtomicityExtension extension(ExtensionContext context) {
        return AtomicityExtension.of(context)
                .orElseThrow(
                        () -> new ExtensionConfigurationException(
                                context.getRequiredTestClass().getName()
                                        + " has flows to prove and no AtomicityExtension: register one with @RegisterExtension."));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == DataSource.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return extension(context).dataSource();
    }
}
