package dev.pgsteady.jpa.kept;

import dev.pgsteady.mapping.OrderedKeyRow;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/// A row with our superclass.
@Entity
@Table(name = "ticket")
public class Ticket extends OrderedKeyRow {
    private String title;

    protected Ticket() {
        this("");
    }

    public Ticket(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }

    public void name(String other) {
        title = other;
    }
}
