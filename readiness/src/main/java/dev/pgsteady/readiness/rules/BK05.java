package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Archive command that keeps nothing.
@AutoService(Rule.class)
public final class BK05 implements Rule {

    private static final Pattern NOTHING =
            Pattern.compile("|:|(/usr)?(/bin/)?true|exit( 0)?|cd( \\.)?|rem|echo\\b.*|(/usr)?(/bin/)?sleep \\d+");
    private static final Words WORDS = new Words(
            new RuleId("BK05"),
            Severity.CRITICAL,
            "Archive command that keeps nothing",
            """
            The server believes the command's exit code. A command that always succeeds throws each WAL file away;
            an empty one lets them pile up until the disk is full.""",
            """
            Write a command that copies the file to another machine and fails when it cannot, or set archive_mode =
            off and say openly that there is no archive.""",
            "26.3.1 Setting Up WAL Archiving");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        if (facts.settingIs("archive_mode", "off")) {
            return new Verdict.Skipped("archive_mode is off");
        }
        return Hidden.bySetting(facts, "archive_command", this::judge) instanceof Verdict.Failed failed
                        && facts.setting("archive_library").orElse("").isBlank()
                ? failed
                : seen(facts);
    }

    private Verdict seen(Facts facts) {
        return facts.setting("archive_command").isPresent()
                        || facts.setting("archive_library").isPresent()
                ? new Verdict.Passed()
                : Hidden.bySetting(facts, "archive_command", v -> List.of());
    }

    private List<Finding> judge(String command) {
        String plain = command.strip().toLowerCase(Locale.ROOT);
        return NOTHING.matcher(plain).matches()
                ? List.of(finding(
                        Subjects.setting("archive_command"),
                        plain.isEmpty()
                                ? "archive_mode is on and archive_command is empty"
                                : "archive_command is '%s', which keeps nothing".formatted(command.strip()),
                        Mend.procedure(words().remedy()),
                        0))
                : List.of();
    }
}
