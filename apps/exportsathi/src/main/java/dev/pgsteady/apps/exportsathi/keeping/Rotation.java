package dev.pgsteady.apps.exportsathi.keeping;

import dev.pgsteady.apps.exportsathi.people.PhoneText;
import dev.pgsteady.apps.exportsathi.reports.Document;
import dev.pgsteady.apps.exportsathi.secrets.Secrets;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// Seals anew what is sealed with an older key, some rows in each transaction. The rows themselves say how
/// far it has come, so it can be broken off at any time, and several instances can do it at once.
@Component
public class Rotation {
    private static final int AT_ONCE = 200;
    private static final System.Logger LOG = System.getLogger(Rotation.class.getName());

    private final JdbcClient database;
    private final TransactionTemplate transaction;
    private final Secrets secrets;
    private final JsonMapper json = JsonMapper.shared();

    Rotation(JdbcClient database, TransactionTemplate transaction, Secrets secrets) {
        this.database = database;
        this.transaction = transaction;
        this.secrets = secrets;
    }

    /// How many values a key seals.
    public record Use(String key, long phones, long documents) {}

    private record Row(UUID id, String sealed) {}

    @Scheduled(initialDelayString = "PT20S", fixedDelayString = "${exportsathi.keys.every:PT10M}")
    void now() {
        int done = run();
        if (done > 0) {
            LOG.log(System.Logger.Level.INFO, "{0} values were sealed anew with the key {1}", done, secrets.newest());
        }
    }

    /// Seals anew all that an older key sealed.
    ///
    /// @return how many values
    public int run() {
        int all = 0;
        int some = 1;
        while (some > 0 && !secrets.older().isEmpty()) {
            some = step();
            all += some;
        }
        return all;
    }

    /// The next rows.
    ///
    /// @return how many; 0 when none is left
    int step() {
        Integer phones = transaction.execute(status -> phones());
        Integer documents = transaction.execute(status -> documents());
        return (phones == null ? 0 : phones) + (documents == null ? 0 : documents);
    }

    private int phones() {
        List<Row> rows = rows("""
                SELECT id, phone FROM users
                WHERE phone IS NOT NULL AND split_part(phone, '.', 1) IN (:older)
                ORDER BY id LIMIT :most FOR UPDATE SKIP LOCKED""");
        rows.forEach(row -> write(
                "UPDATE users SET phone = :sealed WHERE id = :id",
                row.id(),
                PhoneText.seal(row.id(), PhoneText.open(row.id(), row.sealed(), secrets), secrets)));
        return rows.size();
    }

    private int documents() {
        List<Row> rows = rows("""
                SELECT id, document_data::text FROM generated_documents
                WHERE document_data ->> 'key' IN (:older)
                ORDER BY id LIMIT :most FOR UPDATE SKIP LOCKED""");
        for (Row row : rows) {
            String place = Document.place(row.id());
            String text = secrets.open(place, json.readValue(row.sealed(), Secrets.Sealed.class));
            write(
                    "UPDATE generated_documents SET document_data = :sealed::jsonb WHERE id = :id",
                    row.id(),
                    json.writeValueAsString(secrets.seal(place, text)));
        }
        return rows.size();
    }

    private List<Row> rows(String sql) {
        return database.sql(sql)
                .param("older", secrets.older())
                .param("most", AT_ONCE)
                .query((row, number) -> new Row(row.getObject(1, UUID.class), row.getString(2)))
                .list();
    }

    private void write(String sql, UUID id, String sealed) {
        database.sql(sql).param("sealed", sealed).param("id", id).update();
    }

    /// How many values each key seals. One that seals none, and is not the newest, may be thrown away once
    /// no backup is needed any more that it sealed values in.
    public List<Use> uses() {
        return database.sql("""
                SELECT key, sum(phones), sum(documents) FROM (
                    SELECT split_part(phone, '.', 1) AS key, count(*) AS phones, 0 AS documents
                      FROM users WHERE phone IS NOT NULL GROUP BY 1
                    UNION ALL
                    SELECT document_data ->> 'key', 0, count(*) FROM generated_documents GROUP BY 1) AS used
                GROUP BY key ORDER BY key""")
                .query((row, number) -> new Use(row.getString(1), row.getLong(2), row.getLong(3)))
                .list();
    }
}
