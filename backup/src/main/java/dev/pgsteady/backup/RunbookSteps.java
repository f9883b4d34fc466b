package dev.pgsteady.backup;

import java.util.ArrayList;
import java.util.List;

/// What the runbook tells somebody to decide and to type.
///
/// @param self            how the program is called
/// @param withoutPassword the roles that may log in and whose passwords are not in the newest logical
///                        backup
record RunbookSteps(Runbook.Setup setup, String self, List<String> withoutPassword) {
    /// One step: what it is for, and its command.
    private record Step(String words, String command) {}

    /// Without any backup yet the document says what will be.
    private boolean databases() {
        return setup.holdings().databases() || !setup.holdings().server();
    }

    private boolean server() {
        return setup.holdings().server();
    }

    /// The number of the first step that recovers the server.
    private int recovery() {
        return databases() ? 4 : 2;
    }

    String decide() {
        List<String> cases = new ArrayList<>();
        if (databases()) {
            cases.add(
                    "Does the server answer, and are only some rows wrong or one table gone? Restore beside it (step 2) and"
                            + " copy back what is missing. Do not replace anything.");
            cases.add(
                    "Does the server answer, but the database is useless? Stop the application, then restore into its place"
                            + " (step 3).");
        }
        if (server()) {
            cases.add(
                    "Is the server gone? Recover it on a machine with PostgreSQL of the same major version (step %d)%s."
                            .formatted(
                                    recovery(),
                                    setup.holdings().log()
                                            ? "; if something wrong was written before, to a time before that (step %d)"
                                                    .formatted(recovery() + 1)
                                            : ""));
        }
        if (databases()) {
            cases.add(
                    server()
                            ? "Is there no such machine? Set up a server of that version or a newer one, then step 2 against that."
                            : "Is the server gone? Set up a new one of the same major version or a newer one, then step 2"
                                    + " against that.");
        }
        cases.add(
                "Is the newest backup damaged? Take the one before: `--backup ID`; a copy elsewhere: `--store ADDRESS`.");
        StringBuilder text = new StringBuilder("## First decide\n\n");
        for (int i = 0; i < cases.size(); i++) {
            text.append("%d. %s%n".formatted(i + 1, cases.get(i)));
        }
        return text.append("\nWhoever decides writes down the time and what was decided.\n\n")
                .toString();
    }

    String markdown() {
        StringBuilder text = new StringBuilder("## Step by step\n\n");
        if (databases()) {
            text.append(
                    "`SERVER` is the address of the server to restore on, as in `postgresql://role@host:5432/postgres`;"
                            + " its password goes into `PGPASSWORD` or `~/.pgpass`.\n");
        }
        if (server()) {
            text.append("`FOLDER` is a new data directory, which is not there or empty; `TIME` is as in"
                    + " `2026-11-21T05:59:59Z`. The machine needs PostgreSQL of the lost server's release, and for backups that"
                    + " build on others its `pg_combinebackup` and twice the room.\n");
        }
        text.append('\n');
        List<Step> steps = steps();
        for (int i = 0; i < steps.size(); i++) {
            text.append("%d. %s\n\n   ```sh\n   %s\n   ```\n\n"
                    .formatted(i + 1, steps.get(i).words(), steps.get(i).command()));
        }
        text.append("%d. %s\n\n".formatted(steps.size() + 1, end()));
        return text.toString();
    }

    private List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        List<RunbookCommand> restore = Runbook.commands(setup.store(), setup.database());
        steps.add(step("See what there is, and choose. `proved` ones were restored and compared.", restore.getFirst()));
        if (databases()) {
            steps.add(step(
                    "Restore beside what is there. Every row and object is read back and compared before the command says so.",
                    restore.get(1)));
            steps.add(step(
                    "Or put it in the place of what is there. What was there is backed up first and kept under another name.",
                    restore.get(2)));
        }
        if (server()) {
            List<RunbookCommand> recover = Runbook.recovery(setup.store(), setup.holdings());
            steps.add(step(
                    (databases() ? "Or recover" : "Recover")
                            + " the whole server, every database of it, to the end of what is archived.",
                    recover.get(1)));
            recover.stream()
                    .skip(2)
                    .forEach(c -> steps.add(step("Or recover the whole server as it was at a time.", c)));
        }
        return steps;
    }

    private Step step(String words, RunbookCommand command) {
        return new Step(words, command.line(self));
    }

    private String end() {
        List<String> sentences = new ArrayList<>();
        if (server()) {
            sentences.add(
                    "A recovered server runs, listens on 127.0.0.1 only and does nothing for others. When it is the right"
                            + " one, remove the lines below \"Written by pgsteady\" from its `postgresql.auto.conf`, start it again,"
                            + " and take a new physical backup. It has all passwords.");
        }
        if (databases()) {
            sentences.add(
                    withoutPassword.isEmpty()
                            ? "In a restored database the roles that are new have the passwords that they had."
                            : "In a restored database set the passwords of these roles where they are new, since the backup has"
                                    + " none of them: %s.".formatted(String.join(", ", withoutPassword)));
        }
        sentences.add("Start the application, and look at it.");
        return String.join(" ", sentences);
    }
}
