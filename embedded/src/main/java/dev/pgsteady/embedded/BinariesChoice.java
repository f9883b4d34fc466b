package dev.pgsteady.embedded;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// Decides which PostgreSQL to run: an installed one, newest first, else the bundle; or what `PGSTEADY_POSTGRES` says
/// (`installed`, `bundled` or a folder). A data directory that exists is only ever given to its own major version,
/// because no other can read it (manual, "Upgrading a PostgreSQL Cluster").
final class BinariesChoice {
    private static final String VARIABLE = "PGSTEADY_POSTGRES";

    private final Machine machine;
    private final InstalledBinaries installed;
    private final Bundle bundle;

    BinariesChoice(Machine machine, InstalledBinaries installed, Bundle bundle) {
        this.machine = machine;
        this.installed = installed;
        this.bundle = bundle;
    }

    /// @param major the major version that an existing data directory needs
    /// @param last  the folder of the programs that the server was last started with
    Binaries choose(OptionalInt major, Optional<Path> last) {
        return major.isPresent() ? ofMajor(major.getAsInt(), last) : forNewData();
    }

    private Binaries forNewData() {
        String wanted = machine.variable(VARIABLE).orElse("auto").strip();
        return switch (wanted.toLowerCase(Locale.ROOT)) {
            case "auto" -> fromInstalled().or(this::fromBundle).orElseThrow(this::nothingFound);
            case "installed" ->
                fromInstalled()
                        .orElseThrow(() -> Trouble.embedded(
                                VARIABLE + " says installed, but no PostgreSQL " + Binaries.OLDEST_MAJOR
                                        + " or newer was found on this machine.",
                                "Install one, or set " + VARIABLE + "=bundled."));
            case "bundled" -> fromBundle().orElseThrow(this::noBundle);
            default -> fromFolder(Path.of(wanted));
        };
    }

    private Binaries fromFolder(Path folder) {
        Binaries found = installed
                .at(folder.toAbsolutePath())
                .orElseThrow(() -> Trouble.embedded(
                        VARIABLE + " says " + folder + ", but that folder does not hold initdb, pg_ctl and postgres.",
                        "Set it to the bin folder of a PostgreSQL installation, to installed or to bundled."));
        if (found.version().major() < Binaries.OLDEST_MAJOR) {
            throw Trouble.embedded(
                    VARIABLE + " says " + folder + ", which is PostgreSQL " + found.version() + ".",
                    "Use PostgreSQL " + Binaries.OLDEST_MAJOR + " or newer.");
        }
        return found;
    }

    private Binaries ofMajor(int major, Optional<Path> last) {
        return Stream.<java.util.function.Supplier<Stream<Binaries>>>of(
                        () -> last.stream().flatMap(folder -> installed.at(folder).stream()),
                        this::named,
                        () -> installed.newestFirst().stream(),
                        () -> bundle.unpackedBefore().stream().flatMap(folder -> installed.at(folder).stream()),
                        () -> fromBundle().stream())
                .flatMap(java.util.function.Supplier::get)
                .filter(found -> found.version().major() == major)
                .findFirst()
                .orElseThrow(() -> Trouble.embedded(
                        "The data directory was made by PostgreSQL " + major
                                + ", and no PostgreSQL of that version is here any more.",
                        "Install PostgreSQL " + major + " again, or set " + VARIABLE
                                + " to the folder of its programs."));
    }

    private Stream<Binaries> named() {
        return machine.variable(VARIABLE).stream()
                .filter(value -> !value.matches("(?i)auto|installed|bundled"))
                .flatMap(folder -> installed.at(Path.of(folder).toAbsolutePath()).stream());
    }

    private Optional<Binaries> fromInstalled() {
        return installed.newestFirst().stream().findFirst();
    }

    private Optional<Binaries> fromBundle() {
        return bundle.unpacked().flatMap(installed::at);
    }

    private RuntimeException nothingFound() {
        return Trouble.embedded(
                "No PostgreSQL " + Binaries.OLDEST_MAJOR + " or newer is installed, and there is no bundled one for "
                        + describe() + ".",
                "Install PostgreSQL, or set " + VARIABLE + " to the folder of its programs.");
    }

    private RuntimeException noBundle() {
        return Trouble.embedded(
                VARIABLE + " says bundled, but there is no bundled PostgreSQL that runs on " + describe() + ".",
                "Install PostgreSQL and set " + VARIABLE + "=installed.");
    }

    private String describe() {
        Platform platform = machine.platform();
        return (platform.system() + " " + platform.arch() + (platform.musl() ? " with musl" : ""))
                .toLowerCase(Locale.ROOT);
    }
}
