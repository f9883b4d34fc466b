package dev.pgsteady.backup;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The document that somebody follows at night when the database is gone: written from the configuration
/// as it is, with the figures of the last drill.
///
/// @param setup    what it is written from; when that changes, a runbook is stale
/// @param measured the last drill that passed, if any
/// @param written  when
/// @param reviewed who read it and agreed, and when
/// @param withoutPassword the roles that may log in and whose passwords are not in the newest backup
public record Runbook(
        Setup setup,
        Optional<DrillResult> measured,
        Instant written,
        Optional<Review> reviewed,
        List<String> withoutPassword) {
    private static final Pattern MARK = Pattern.compile(
            "<!-- pgsteady runbook: written (\\S+), setup ([0-9a-f]{16})(?:, reviewed (\\S+) by ([^>]+?))? -->");

    public Runbook {
        withoutPassword = List.copyOf(withoutPassword);
    }

    /// Where everything is and who is asked. Holds no secret.
    ///
    /// @param database   the database's name
    /// @param server     `role@host:port/database`, without a password
    /// @param store      the address of the store
    /// @param copies     the addresses of the copies
    /// @param encrypted  whether a passphrase is needed
    /// @param passphrase where that is kept, in words
    /// @param schedule   when backups are taken, as cron says it
    /// @param contacts   who decides and who helps
    public record Setup(
            String database,
            String server,
            String store,
            List<String> copies,
            boolean encrypted,
            String passphrase,
            String schedule,
            List<String> contacts) {
        public Setup {
            copies = List.copyOf(copies);
            contacts = List.copyOf(contacts);
        }

        String print() {
            byte[] text = toString().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(Digests.sha256(text, text.length)).substring(0, 16);
        }
    }

    /// That somebody read it and agreed.
    public record Review(String by, Instant at) {}

    /// What an existing runbook says of itself.
    ///
    /// @param current whether it was written from this setup
    public record Found(Instant written, boolean current, Optional<Review> reviewed) {}

    /// Looks into a runbook.
    ///
    /// @return empty when the text is none of ours
    public static Optional<Found> find(String text, Setup setup) {
        Matcher mark = MARK.matcher(text);
        if (!mark.find()) {
            return Optional.empty();
        }
        Optional<Review> review = Optional.ofNullable(mark.group(3))
                .map(at -> new Review(String.valueOf(mark.group(4)), Instant.parse(at)));
        return Optional.of(new Found(Instant.parse(mark.group(1)), mark.group(2).equals(setup.print()), review));
    }

    /// The facts that a check counts.
    ///
    /// @param text of the file; empty when there is none
    public static List<BackupFact> facts(Optional<String> text, Setup setup) {
        Optional<Found> found = text.flatMap(t -> find(t, setup));
        if (found.isEmpty()) {
            return List.of();
        }
        Found it = found.get();
        BackupFact runbook = new BackupFact(
                BackupFact.Kind.RUNBOOK,
                it.written(),
                it.current(),
                it.current()
                        ? "The runbook says what the configuration says."
                        : "The configuration changed after the runbook was written.");
        return it.reviewed()
                .map(r -> List.of(
                        runbook,
                        new BackupFact(
                                BackupFact.Kind.RUNBOOK_REVIEW,
                                r.at(),
                                !setup.contacts().isEmpty(),
                                setup.contacts().isEmpty()
                                        ? "The runbook names nobody to call: set backup.contacts."
                                        : "%s read the runbook and its %d contacts."
                                                .formatted(
                                                        r.by(), setup.contacts().size()))))
                .orElse(List.of(runbook));
    }

    /// The commands that bring a database back, as the document prints them and a drill carries them out: look,
    /// restore beside, restore into the place of what is there.
    public static List<RunbookCommand> commands(String store, String database) {
        return List.of(
                new RunbookCommand(List.of("backup", "list", "--store", store)),
                restore(store, database, "--as", database + "_restored"),
                restore(store, database, "--replace", database));
    }

    private static RunbookCommand restore(String store, String database, String how, String name) {
        return new RunbookCommand(
                List.of("restore", RunbookCommand.SERVER, "--store", store, "--database", database, how, name));
    }

    /// The document, as Markdown.
    ///
    /// @param self how the program is called
    public String markdown(String self) {
        StringBuilder text = new StringBuilder();
        text.append("# Restoring ")
                .append(setup.database())
                .append("\n\n")
                .append(mark())
                .append("\n\n");
        text.append(decide());
        text.append(where());
        text.append(steps(self));
        text.append(expect());
        text.append(who());
        return text.toString();
    }

    private String mark() {
        String review = reviewed.map(r -> ", reviewed " + r.at().truncatedTo(ChronoUnit.SECONDS) + " by " + r.by())
                .orElse("");
        return "<!-- pgsteady runbook: written %s, setup %s%s -->"
                .formatted(written.truncatedTo(ChronoUnit.SECONDS), setup.print(), review);
    }

    private String decide() {
        return """
                ## First decide

                1. Does the server answer, and are only some rows wrong or one table gone? Restore beside it (step 2) and copy
                   back what is missing. Do not replace anything.
                2. Does the server answer, but the database is useless? Stop the application, then restore into its place (step 3).
                3. Is the server gone? Set up a new one of the same major version or a newer one, then step 2 against that.
                4. Is the newest backup damaged? Take the one before: `--backup ID`; a copy elsewhere: `--store ADDRESS`.

                Whoever decides writes down the time and what was decided.

                """;
    }

    private String where() {
        StringBuilder text = new StringBuilder("## Where things are\n\n");
        text.append("- Database: `").append(setup.server()).append("`\n");
        text.append("- Backups: `").append(setup.store()).append("`\n");
        setup.copies().forEach(c -> text.append("- Copy: `").append(c).append("`\n"));
        text.append("- Taken at: `").append(setup.schedule()).append("` (cron)\n");
        text.append(
                setup.encrypted()
                        ? "- Passphrase: " + setup.passphrase()
                                + ". The recovery key, printed when the repository was made, opens it too.\n"
                        : "- The backups are not encrypted; no passphrase is needed.\n");
        text.append(
                "- Without pgsteady: `decoder/PgsteadyDecoder.java` in the store turns them into files for psql.\n\n");
        return text.toString();
    }

    private String steps(String self) {
        List<String> commands = commands(setup.store(), setup.database()).stream()
                .map(c -> c.line(self))
                .toList();
        return """
                ## Step by step

                `SERVER` is the address of the server to restore on, as in `postgresql://role@host:5432/postgres`; its password goes
                into `PGPASSWORD` or `~/.pgpass`.

                1. See what there is, and choose. `proved` ones were restored and compared.

                   ```sh
                   %s
                   ```

                2. Restore beside what is there. Every row and object is read back and compared before the command says so.

                   ```sh
                   %s
                   ```

                3. Or put it in the place of what is there. What was there is backed up first and kept under another name.

                   ```sh
                   %s
                   ```

                4. %s Start the application, and look at it.

                """.formatted(commands.get(0), commands.get(1), commands.get(2), passwords());
    }

    private String passwords() {
        return withoutPassword.isEmpty()
                ? "The roles that are new have the passwords that they had."
                : "Set the passwords of these roles where they are new, since the backup has none of them: %s."
                        .formatted(String.join(", ", withoutPassword));
    }

    private String expect() {
        StringBuilder text = new StringBuilder("## What to expect\n\n");
        text.append(measured.map(d -> String.format(
                        Locale.ROOT,
                        "On %s the backup %s came back in %.1f s, with %,d rows; all of them were the same.%n",
                        d.at().truncatedTo(ChronoUnit.SECONDS),
                        d.set(),
                        d.restore(),
                        d.rows()))
                .orElse("No drill has passed yet, so nobody knows how long it takes: run `pgsteady drill`.\n"));
        text.append("What was written after the backup is lost, unless the write-ahead log is archived.\n\n");
        return text.toString();
    }

    private String who() {
        StringBuilder text = new StringBuilder("## Who to call\n\n");
        if (setup.contacts().isEmpty()) {
            text.append("Nobody is named: set `backup.contacts` in pgsteady.toml and write this again.\n");
        }
        setup.contacts().forEach(c -> text.append("- ").append(c).append('\n'));
        return text.toString();
    }
}
