package dev.pgsteady.jpa.extract;

/// Something about the application that has to be mended first.
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String next;

    /// @param what what is wrong, as a sentence
    /// @param next what to do, as a sentence
    Refusal(String what, String next) {
        super(what);
        this.next = next;
    }

    Answer.Refused answer() {
        return new Answer.Refused(String.valueOf(getMessage()), next);
    }
}
