package dev.pgsteady.demo;

import dev.pgsteady.embedded.Address;

/// The demo's database, complete and running.
///
/// @param superuser      where the server is, as its superuser: for the check, never for the application
/// @param name           the database's name
/// @param applicationUrl the address that the application uses; needs no password
/// @param counts         what was put in when it was built; what happened since is not known here
public record DemoDatabase(Address superuser, String name, String applicationUrl, Counts counts) {
    /// The database on the server that listens there.
    static DemoDatabase on(Address superuser, Counts counts) {
        String url = "postgresql://%s@%s:%d/%s"
                .formatted(Demo.APPLICATION, superuser.host(), superuser.port(), Demo.DATABASE);
        return new DemoDatabase(superuser, Demo.DATABASE, url, counts);
    }
}
