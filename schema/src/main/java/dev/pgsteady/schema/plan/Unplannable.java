package dev.pgsteady.schema.plan;

/// A part that no statement of ours makes: it is refused by name rather than skipped.
final class Unplannable extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient ObjectId id;

    Unplannable(ObjectId id, String why) {
        super(why);
        this.id = id;
    }

    ObjectId id() {
        return id;
    }
}
