package dev.pgsteady.core;

/// A pool at one moment.
///
/// @param size    connections that there are: in use and idle
/// @param inUse   connections that are borrowed
/// @param idle    connections that are free
/// @param waiting borrowers that wait for one
/// @param limit   the most connections there can be
public record PoolStatus(int size, int inUse, int idle, int waiting, int limit) {}
