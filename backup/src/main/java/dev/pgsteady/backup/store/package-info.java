/// Where a repository's objects are: a folder, an S3 bucket, an SFTP server. Each store is one class that
/// passes one contract, the test `StoreContract`.
@NullMarked
package dev.pgsteady.backup.store;

import org.jspecify.annotations.NullMarked;
