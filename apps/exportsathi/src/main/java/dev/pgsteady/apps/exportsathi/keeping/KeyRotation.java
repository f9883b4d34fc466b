package dev.pgsteady.apps.exportsathi.keeping;

import dev.pgsteady.apps.exportsathi.Fields;
import dev.pgsteady.core.Database;
import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.data.encryption.Rotation;
import java.util.SortedMap;
import java.util.function.LongConsumer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Encrypts anew what an older key encrypted. The rows themselves say how far it has come, so it can be broken
/// off at any time, and several instances can do it at once.
@Component
public class KeyRotation {
    private static final System.Logger LOG = System.getLogger(KeyRotation.class.getName());
    private static final String KEY = "id";

    private final ObjectProvider<Database> database;
    private final Fields fields;

    KeyRotation(ObjectProvider<Database> database, Fields fields) {
        this.database = database;
        this.fields = fields;
    }

    /// How many values each key encrypted.
    public record Uses(SortedMap<String, Long> phones, SortedMap<String, Long> documents) {}

    @Scheduled(initialDelayString = "PT20S", fixedDelayString = "${exportsathi.keys.every:PT10M}")
    void now() {
        long done = run(count -> {});
        if (done > 0) {
            LOG.log(System.Logger.Level.INFO, "{0} values were encrypted anew", done);
        }
    }

    /// Encrypts anew all that an older key encrypted.
    ///
    /// @param progress hears after each batch how many of a column are done
    /// @return how many values
    public long run(LongConsumer progress) {
        if (fields.keys().others().isEmpty()) {
            return 0;
        }
        return phones().run(progress) + documents().run(progress);
    }

    /// How many values each key encrypted. One that encrypted none, and is not the newest, may be thrown away once
    /// no backup is needed any more that has values of it.
    public Uses uses() {
        return new Uses(phones().uses(), documents().uses());
    }

    private Rotation phones() {
        return Rotation.ofRows(place("users", "phone"), fields.phones());
    }

    private Rotation documents() {
        return Rotation.ofRows(place("generated_documents", "document_data"), fields.documents());
    }

    private Rotation.Place place(String table, String column) {
        return new Rotation.Place(database.getObject(), new QualifiedName("public", table), KEY, column);
    }
}
