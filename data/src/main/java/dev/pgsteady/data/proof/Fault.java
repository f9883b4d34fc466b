package dev.pgsteady.data.proof;

/// How a flow is broken at a statement.
public enum Fault {
    /// The server refuses the statement.
    SQL_ERROR("an SQL error"),
    /// The server ends the session just before the statement (`pg_terminate_backend`).
    SESSION_ENDED("the end of the session");

    private final String words;

    Fault(String words) {
        this.words = words;
    }

    /// The fault as it stands in a sentence.
    public String words() {
        return words;
    }
}
