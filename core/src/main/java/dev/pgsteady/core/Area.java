package dev.pgsteady.core;

import java.util.Arrays;
import java.util.Optional;

/// One of the eight areas that a production database is judged in. The order is the order of every report.
public enum Area {
    BACKUPS("BK", "Backups working and tested"),
    TRANSACTIONS("TX", "Transactions on critical flows"),
    CONSTRAINTS("CN", "Constraints in the database"),
    INDEXES("IX", "Indexes on main queries"),
    MIGRATIONS("MG", "Migrations versioned"),
    ACCESS("AC", "Access control"),
    MONITORING("MO", "Monitoring and alerts"),
    RESTORE("RS", "Documented restore");

    private final String id;
    private final String title;

    Area(String id, String title) {
        this.id = id;
        this.title = title;
    }

    /// The two letters that every rule of the area begins with.
    public String id() {
        return id;
    }

    /// The area's name as a reader sees it.
    public String title() {
        return title;
    }

    /// The area with these two letters, in any case; empty when there is none.
    public static Optional<Area> ofId(String id) {
        return Arrays.stream(values()).filter(a -> a.id.equalsIgnoreCase(id)).findFirst();
    }
}
