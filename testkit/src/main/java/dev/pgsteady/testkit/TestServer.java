package dev.pgsteady.testkit;

import dev.pgsteady.embedded.Address;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestInstantiationAwareExtension;

/// The server that all tests of a build share, as a JUnit extension.
///
/// A parameter of type [TestDatabase] of a test, a constructor or `@BeforeEach` is a database for that test; of
/// `@BeforeAll`, one for the whole class, which then its tests get as well. The server is started at first use, goes on
/// running from one test process to the next, and ends a minute after the last of them. It does not flush its writes.
///
/// `PGSTEADY_TEST_POSTGRES=installed` or `bundled` chooses what the tests run on; otherwise an installed server of
/// release 15 or newer is taken, else the bundled one.
public final class TestServer implements ParameterResolver, TestInstantiationAwareExtension {
    private static final Namespace NAMESPACE = Namespace.create(TestServer.class);

    private final Optional<String> template;

    private TestServer(Optional<String> template) {
        this.template = template;
    }

    /// The server, handing out empty databases. Nothing is started yet.
    public static TestServer shared() {
        return new TestServer(Optional.empty());
    }

    /// The same server, handing out databases in which a script has been run. The script runs once, in a template.
    public TestServer withTemplate(String script) {
        return new TestServer(Optional.of(script));
    }

    /// A new database, which whoever asked for it closes.
    public TestDatabase create() {
        return SharedServer.get().create(template);
    }

    /// The server's address; starts it.
    public Address address() {
        return SharedServer.get().address();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TestDatabase.class;
    }

    /// JUnit closes what is in the store, and so the database is dropped, when the test or the class ends.
    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getStore(NAMESPACE).computeIfAbsent(this, key -> create(), TestDatabase.class);
    }

    /// A constructor's parameter belongs to the test that the instance is made for.
    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
        return ExtensionContextScope.TEST_METHOD;
    }
}
