package dev.pgsteady.apps.instantviz.people;

import jakarta.persistence.EnumeratedValue;

/// What is paid for.
public enum Tier {
    FREE("free", 10),
    PRO("pro", 200),
    TEAM("team", 2_000);

    @EnumeratedValue
    private final String word;

    private final int slides;

    Tier(String word, int slides) {
        this.word = word;
        this.slides = slides;
    }

    /// What the database and Stripe's prices call it.
    public String word() {
        return word;
    }

    /// How many slides may be made in a month.
    public int slides() {
        return slides;
    }
}
