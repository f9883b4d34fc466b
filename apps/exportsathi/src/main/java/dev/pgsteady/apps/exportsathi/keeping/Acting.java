package dev.pgsteady.apps.exportsathi.keeping;

import dev.pgsteady.data.Db;
import dev.pgsteady.data.Lsn;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;

/// Who acts in a transaction: told to the database, so that the audit trail knows; and, where reads go to
/// replicas, remembered with what he wrote, so that he always sees it.
@Component
final class Acting implements TransactionExecutionListener {
    private static final int REMEMBERED = 10_000;
    private static final String NOBODY = "";

    private final ObjectProvider<JdbcClient> database;
    private final ObjectProvider<Db> replicated;
    private final Map<String, Lsn> written = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Lsn> eldest) {
            return size() > REMEMBERED;
        }
    };

    Acting(ObjectProvider<JdbcClient> database, ObjectProvider<Db> replicated) {
        this.database = database;
        this.replicated = replicated;
    }

    /// The account of the request that this thread carries out; nothing for those who have not signed in.
    private static String caller() {
        var token = SecurityContextHolder.getContext().getAuthentication();
        return token == null || token instanceof AnonymousAuthenticationToken ? NOBODY : token.getName();
    }

    @Override
    public void beforeBegin(TransactionExecution transaction) {
        replicated.ifAvailable(db -> {
            Optional<Lsn> own = before(caller());
            own.ifPresent(db::continueAfter);
            if (own.isEmpty()) {
                db.continueAfterNothing();
            }
        });
    }

    private Optional<Lsn> before(String caller) {
        synchronized (written) {
            return Optional.ofNullable(written.get(caller));
        }
    }

    @Override
    public void afterBegin(TransactionExecution transaction, @Nullable Throwable failure) {
        String caller = caller();
        if (failure == null && !transaction.isReadOnly() && !caller.equals(NOBODY)) {
            database.getObject()
                    .sql("SELECT set_config('exportsathi.actor', :actor, true)")
                    .param("actor", caller)
                    .query(String.class)
                    .single();
        }
    }

    @Override
    public void afterCommit(TransactionExecution transaction, @Nullable Throwable failure) {
        if (!transaction.isReadOnly()) {
            replicated.ifAvailable(db -> db.written().ifPresent(lsn -> {
                synchronized (written) {
                    written.put(caller(), lsn);
                }
            }));
        }
    }
}
