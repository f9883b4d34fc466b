package dev.pgsteady.backup.selftest;

/// A fault to be tried.
///
/// @param name   a few words
/// @param done   what is done, as a sentence
/// @param wanted what has to happen, as a sentence
/// @param work   does it
record Trial(String name, String done, String wanted, Work work) {
    /// Does it.
    @FunctionalInterface
    interface Work {
        /// @return what happened, as a sentence
        /// @throws Missed when it is not what had to happen; anything else counts the same
        String on(Bench bench) throws Exception;
    }

    /// What had to happen did not.
    static final class Missed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Missed(String happened) {
            super(happened);
        }
    }

    /// @throws Missed with what happened instead
    static void require(boolean asWanted, String otherwise) {
        if (!asWanted) {
            throw new Missed(otherwise);
        }
    }
}
