package dev.pgsteady.apps.exportsathi.reports;

import dev.pgsteady.apps.exportsathi.Fields;
import dev.pgsteady.apps.exportsathi.metrics.RollUp;
import dev.pgsteady.apps.web.problems.Refusal;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.id.uuid.UuidVersion7Strategy;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Writes the papers of a report, and opens them for their owner.
@Service
public class Papers {
    private final EntityManager entities;
    private final Reports reports;
    private final Documents documents;
    private final Fields fields;
    private final RollUp rollUp;
    private final JsonMapper json = JsonMapper.shared();

    Papers(EntityManager entities, Reports reports, Documents documents, Fields fields, RollUp rollUp) {
        this.entities = entities;
        this.reports = reports;
        this.documents = documents;
        this.fields = fields;
        this.rollUp = rollUp;
    }

    /// Writes one: judged, encrypted, counted.
    @Transactional
    public Document write(UUID owner, UUID report, DocumentType type, Map<String, Object> data) {
        Report whole = reports.findByIdAndUserId(report, owner).orElseThrow(() -> Refusal.unknown("report"));
        // No session is asked.
        UUID id = UuidVersion7Strategy.INSTANCE.generateUuid(null);
        Document document = new Document(id, whole, type)
                .holding(fields.document(id).encrypt(json.writeValueAsString(data)), judge(type, data, whole));
        entities.persist(document);
        entities.flush();
        rollUp.of(owner);
        return document;
    }

    /// What is in it.
    public Map<String, Object> open(Document document) {
        return json.readValue(
                fields.document(document.key()).decrypt(document.documentData()),
                new TypeReference<Map<String, Object>>() {});
    }

    /// Takes one away; it lies in the trash for a while.
    @Transactional
    public void delete(UUID owner, UUID id) {
        entities.remove(documents.findByIdAndUserId(id, owner).orElseThrow(() -> Refusal.unknown("document")));
        entities.flush();
        rollUp.of(owner);
    }

    /// What is missing in a paper of this kind.
    static List<Document.Finding> judge(DocumentType type, Map<String, Object> data, Report report) {
        List<String> wanted = switch (type) {
            case COMMERCIAL_INVOICE -> List.of("invoiceNumber", "buyer", "currency", "total");
            case PACKING_LIST -> List.of("boxes", "grossWeightKg");
            case CERTIFICATE_OF_ORIGIN -> List.of("producer", "origin");
            case SHIPPING_BILL -> List.of("port", "hsCode", "invoiceNumber");
            case DECLARATION -> List.of("signedBy", "place");
        };
        List<Document.Finding> findings = new ArrayList<>();
        for (String field : wanted) {
            Object value = data.get(field);
            if (value == null || value.toString().isBlank()) {
                findings.add(new Document.Finding(field, "is missing"));
            }
        }
        Object code = data.get("hsCode");
        if (code != null && !report.hsCode().equals(code)) {
            findings.add(new Document.Finding("hsCode", "is not that of the report, " + report.hsCode()));
        }
        return findings;
    }
}
