package dev.pgsteady.backup.selftest;

/// What one fault was, and what came of it.
///
/// @param name     as in `byte flipped`
/// @param done     what was done
/// @param wanted   what had to happen
/// @param happened what happened
/// @param passed   whether that is the same
/// @param seconds  it took
public record Case(String name, String done, String wanted, String happened, boolean passed, double seconds) {}
