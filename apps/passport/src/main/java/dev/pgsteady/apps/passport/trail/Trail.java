package dev.pgsteady.apps.passport.trail;

import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Writes down what was done, in the transaction that does it: it is there exactly when the deed is.
@Service
public class Trail {
    private static final int MILLIS = 3;

    private final EntityManager entities;

    Trail(EntityManager entities) {
        this.entities = entities;
    }

    /// A deed with a photo: who did it, and how long it took.
    @Transactional(propagation = Propagation.MANDATORY)
    public void note(Asker asker, Deed deed) {
        entities.persist(new GenerationAudit(deed.action(), deed.generation(), asker, deed.details()));
        entities.persist(new FeatureUsage(
                asker.user(),
                deed.action().word(),
                BigDecimal.valueOf(deed.took().toMillis(), MILLIS),
                deed.details()));
        entities.flush();
    }

    /// A deed of the staff's.
    @Transactional(propagation = Propagation.MANDATORY)
    public void noteStaff(Asker asker, Action action, Map<String, Object> details) {
        entities.persist(new GenerationAudit(action, null, asker, details));
        entities.flush();
    }
}
