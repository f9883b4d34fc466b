package dev.pgsteady.data.proof.junit;

import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.data.proof.AtomicityProof;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/// Says on which database the flows of a test class are proved. It is registered in a static or an instance field.
///
/// ```java
/// class FlowsTest {
///     @RegisterExtension
///     static final AtomicityExtension FLOWS = AtomicityExtension.on(settings);
///
///     private final SignUp signUp = new SignUp(FLOWS.dataSource());
///
///     @AtomicFlow("sign-up")
///     void signs_up() {
///         signUp.register("ann@example.org");
///     }
/// }
/// ```
public final class AtomicityExtension implements BeforeEachCallback {
    private static final Namespace PLACE = Namespace.create(AtomicityExtension.class);

    private final AtomicityProof proof;

    private AtomicityExtension(AtomicityProof proof) {
        this.proof = proof;
    }

    /// On copies of this database; what holds for it is said at [AtomicityProof#on(ConnectionSettings)].
    public static AtomicityExtension on(ConnectionSettings original) {
        return by(AtomicityProof.on(original));
    }

    /// By a proof whose data source an application has already.
    public static AtomicityExtension by(AtomicityProof proof) {
        return new AtomicityExtension(proof);
    }

    /// What the flows have to use. Its connections work while a flow is being proved.
    public DataSource dataSource() {
        return proof.dataSource();
    }

    AtomicityProof proof() {
        return proof;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        context.getStore(PLACE).put(AtomicityExtension.class, this);
    }

    /// The one that the class of a test has registered.
    static Optional<AtomicityExtension> of(ExtensionContext context) {
        return Optional.ofNullable(context.getStore(PLACE).get(AtomicityExtension.class, AtomicityExtension.class));
    }
}
