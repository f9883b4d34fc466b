package dev.pgsteady.backup.store;

import dev.pgsteady.core.Environment;

/// Opens the store that an address names. The libraries for S3 and SFTP are loaded when an address asks
/// for them.
public final class Stores {
    private Stores() {}

    /// @param address see [StoreAddress]
    /// @throws Problem CONFIGURATION when the address is wrong; STORE when what it names cannot be reached
    public static Store open(String address, Environment environment) {
        return open(StoreAddress.of(address), environment);
    }

    /// As above, for an address that was read already.
    public static Store open(StoreAddress address, Environment environment) {
        return switch (address) {
            case StoreAddress.Folder folder -> new FolderStore(folder.path());
            case StoreAddress.S3 s3 -> S3Store.open(s3, environment);
            case StoreAddress.Sftp sftp -> SftpStore.open(sftp, environment);
        };
    }
}
