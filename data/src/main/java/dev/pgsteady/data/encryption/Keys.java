package dev.pgsteady.data.encryption;

/// Where the keys of encrypted columns come from: a [KeyRing], which stays as it is, or a [KeyFile], which gets
/// new ones.
public sealed interface Keys permits KeyRing, KeyFile {
    /// The keys as they are now.
    KeyRing ring();

    /// The keys, read anew where the one of this id is not among them: another process may have made it.
    KeyRing ringWith(String id);
}
