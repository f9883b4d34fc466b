package dev.pgsteady.apps.exportsathi.reports;

import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.persistence.EnumeratedValue;

/// What a document is.
public enum DocumentType {
    /// What is sold for how much.
    COMMERCIAL_INVOICE("commercial_invoice"),
    /// What is in which box.
    PACKING_LIST("packing_list"),
    /// Where it was made.
    CERTIFICATE_OF_ORIGIN("certificate_of_origin"),
    /// What customs gets.
    SHIPPING_BILL("shipping_bill"),
    /// What the exporter stands for.
    DECLARATION("declaration");

    @EnumeratedValue
    private final String word;

    DocumentType(String word) {
        this.word = word;
    }

    /// What the database and the interface call it.
    @JsonValue
    public String word() {
        return word;
    }
}
