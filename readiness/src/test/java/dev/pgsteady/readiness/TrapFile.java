package dev.pgsteady.readiness;

import dev.pgsteady.core.RuleId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The trap cases of one rule: `traps/<ID>.sql`, in sections that each begin with `-- fails: words`, `-- passes:
/// words`,
/// `-- unknown: words` or `-- skips: words`. Each section is plain SQL for a database of its own, with [Directive]s.
record TrapFile(RuleId rule, List<Case> cases) {
    private static final Pattern LINE = Pattern.compile("-- ([a-z-]+):\\s*(.*)");

    TrapFile {
        cases = List.copyOf(cases);
    }

    /// What the rule is to say.
    enum Expectation {
        FAILS,
        PASSES,
        UNKNOWN,
        SKIPS
    }

    /// One database, and what the rule is to say of it.
    ///
    /// @param words what the case is about
    record Case(Expectation expectation, String words, String sql, List<Directive> directives) {
        Case {
            directives = List.copyOf(directives);
        }

        /// The directives of this name.
        List<Directive> directives(String name) {
            return directives.stream().filter(d -> d.name().equals(name)).toList();
        }

        /// The subjects that the findings are to have, as `kind name`; none when any will do.
        List<String> finds() {
            return directives("finds").stream()
                    .map(d -> String.join(" ", d.words()))
                    .sorted()
                    .toList();
        }
    }

    /// All files of the folder, by name.
    static List<TrapFile> all() {
        Path folder = Path.of(System.getProperty("user.dir"), "src", "test", "resources", "traps");
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().map(TrapFile::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TrapFile read(Path file) {
        String name = file.getFileName().toString().replace(".sql", "");
        try {
            return parse(new RuleId(name), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static TrapFile parse(RuleId rule, String text) {
        List<Case> cases = new ArrayList<>();
        List<String> section = new ArrayList<>();
        for (String line : text.lines().toList()) {
            if (heads(line)) {
                addTo(cases, section);
                section.clear();
            }
            section.add(line);
        }
        addTo(cases, section);
        return new TrapFile(rule, cases);
    }

    private static boolean heads(String line) {
        return line.matches("-- (fails|passes|unknown|skips):.*");
    }

    /// Lines before the first heading are the file's own comment.
    private static void addTo(List<Case> cases, List<String> section) {
        if (section.isEmpty() || !heads(section.getFirst())) {
            return;
        }
        Matcher head = matched(section.getFirst());
        List<Directive> directives = new ArrayList<>();
        StringBuilder sql = new StringBuilder();
        for (String line : section.subList(1, section.size())) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                directives.add(
                        Set.of("finds", "after").contains(matcher.group(1))
                                ? new Directive(
                                        matcher.group(1),
                                        List.of(matcher.group(2).strip()))
                                : Directive.of(matcher.group(1), matcher.group(2)));
            } else {
                sql.append(line).append('\n');
            }
        }
        Expectation expectation = Expectation.valueOf(head.group(1).toUpperCase(Locale.ROOT));
        cases.add(new Case(expectation, head.group(2), sql.toString(), directives));
    }

    private static Matcher matched(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a heading: " + line);
        }
        return matcher;
    }
}
