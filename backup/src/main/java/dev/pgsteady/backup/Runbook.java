package dev.pgsteady.backup;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
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
/// @param measured what the last drills that passed took
/// @param written  when
/// @param reviewed who read it and agreed, and when
/// @param withoutPassword the roles that may log in and whose passwords are not in the newest backup
public record Runbook(
        Setup setup, Measured measured, Instant written, Optional<Review> reviewed, List<String> withoutPassword) {
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
    /// @param holdings   what can be brought back
    public record Setup(
            String database,
            String server,
            String store,
            List<String> copies,
            boolean encrypted,
            String passphrase,
            String schedule,
            List<String> contacts,
            Holdings holdings) {
        public Setup {
            copies = List.copyOf(copies);
            contacts = List.copyOf(contacts);
        }

        String print() {
            byte[] text = toString().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(Digests.sha256(text, text.length)).substring(0, 16);
        }
    }

    /// What drills took.
    ///
    /// @param database the last of a logical backup that passed, if any
    /// @param server   the last of a physical backup that passed, if any
    public record Measured(Optional<DrillResult> database, Optional<DrillResult> server) {
        /// By the drills that are kept beside the backups.
        public static Measured of(Repository repository) {
            List<DrillResult> passed = repository.sets().reversed().stream()
                    .flatMap(s -> repository.drills(s.id()).reversed().stream())
                    .filter(d -> d.passed() && d.level() != DrillOptions.Level.BYTES)
                    .toList();
            return new Measured(
                    passed.stream().filter(d -> !d.recovered()).findFirst(),
                    passed.stream().filter(DrillResult::recovered).findFirst());
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
                        : "The configuration, or of what kinds the backups are, changed after the runbook was written.");
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

    /// The commands that bring a whole server back from a physical backup: look, recover to the end of
    /// what is archived, and to a time, which needs archived log.
    public static List<RunbookCommand> recovery(String store, Holdings holdings) {
        List<RunbookCommand> commands = new ArrayList<>(List.of(
                new RunbookCommand(List.of("backup", "list", "--store", store)),
                new RunbookCommand(List.of("recover", "--store", store, "--to", RunbookCommand.FOLDER))));
        if (holdings.log()) {
            commands.add(new RunbookCommand(List.of(
                    "recover", "--store", store, "--to", RunbookCommand.FOLDER, "--to-time", RunbookCommand.TIME)));
        }
        return List.copyOf(commands);
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
        RunbookSteps steps = new RunbookSteps(setup, self, withoutPassword);
        text.append(steps.decide());
        text.append(where());
        text.append(steps.markdown());
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

    private String expect() {
        List<String> lines = new ArrayList<>();
        Holdings holdings = setup.holdings();
        if (!holdings.server() || holdings.databases()) {
            lines.add(measured.database()
                    .map(Runbook::restored)
                    .orElse("No drill has passed yet, so nobody knows how long it takes: run `pgsteady drill`."));
        }
        if (holdings.server()) {
            lines.add(measured.server()
                    .map(Runbook::recovered)
                    .orElse("No drill of a physical backup has passed yet, so nobody knows how long the recovery of the"
                            + " server takes: run `pgsteady drill` with one."));
        }
        lines.add(lost(holdings));
        return "## What to expect\n\n" + String.join("\n", lines) + "\n\n";
    }

    private static String restored(DrillResult drill) {
        return String.format(
                Locale.ROOT,
                "On %s the backup %s came back in %.1f s, with %,d rows; all of them were the same.",
                drill.at().truncatedTo(ChronoUnit.SECONDS),
                drill.set(),
                drill.restore(),
                drill.rows());
    }

    /// What was committed after the last commit in the archive was lost, had the server gone when the
    /// drill began.
    private static String recovered(DrillResult drill) {
        String server = String.format(
                Locale.ROOT,
                "On %s the whole server came back from %s in %.1f s (recovery time, RTO).",
                drill.at().truncatedTo(ChronoUnit.SECONDS),
                drill.set(),
                drill.restore());
        return server
                + drill.reached()
                        .flatMap(DrillResult.Reached::lastCommit)
                        .map(last -> String.format(
                                Locale.ROOT,
                                " The last commit in it was of %s: at most the commits of the %.1f s after it were"
                                        + " missing (recovery point, RPO).",
                                last,
                                Math.max(0, Duration.between(last, drill.at()).toMillis()) / 1000.0))
                        .orElse(" Nothing was committed in it after the backup.");
    }

    private static String lost(Holdings holdings) {
        if (holdings.server() && holdings.log()) {
            return "A restored database lacks what was written after its backup; a recovered server lacks what the archive"
                    + " of the write-ahead log had not received.";
        }
        return holdings.log()
                ? "What was written after the backup is lost: the write-ahead log is archived, but without a physical"
                        + " backup nothing can be recovered with it. Take one with `pgsteady backup --physical`."
                : "What was written after the backup is lost, unless the write-ahead log is archived.";
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
