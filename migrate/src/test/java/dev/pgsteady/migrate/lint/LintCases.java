package dev.pgsteady.migrate.lint;

import dev.pgsteady.migrate.lint.Known.KnownColumn;
import dev.pgsteady.migrate.lint.Known.KnownTable;
import dev.pgsteady.migrate.lint.LintSource.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The cases of a rule, in `src/test/resources/lint/<rule>.sql`: sections that begin with `-- fails:
/// words` or `-- passes: words`, then perhaps `-- ours`, `-- runs: together`, `-- table: public.t rows=10
/// bytes=8192 a=integer`.
record LintCases(List<Case> cases) {
    private static final Path FOLDER = Path.of("src/test/resources/lint");

    record Case(String words, boolean fails, String sql) {
        LintSource source() {
            Runs runs = said("-- runs: ")
                    .map(r -> Runs.valueOf(r.toUpperCase(Locale.ROOT).replace(' ', '_')))
                    .orElse(Runs.UNSAID);
            boolean ours = sql.lines().anyMatch("-- ours"::equals);
            LintSource foreign = LintSource.foreign(Path.of("case.sql"), sql, runs);
            return ours
                    ? new LintSource(foreign.file(), sql, 1, runs == Runs.UNSAID ? Runs.TOGETHER : runs, true)
                    : foreign;
        }

        Known known() {
            return new Known(15, said("-- table: ").map(Case::table).stream().toList());
        }

        private Optional<String> said(String directive) {
            return sql.lines()
                    .filter(l -> l.startsWith(directive))
                    .map(l -> l.substring(directive.length()))
                    .findFirst();
        }

        private static KnownTable table(String words) {
            List<String> all = List.of(words.split(" ", -1));
            List<String> name = List.of(all.getFirst().split("\\.", 2));
            List<KnownColumn> columns = all.stream()
                    .skip(3)
                    .map(w -> w.split("=", 2))
                    .map(w -> new KnownColumn(
                            w[0],
                            ColumnType.read(
                                    new Cursor(TokenReader.tokens(w[1].replace("character_varying", "varchar")))),
                            false))
                    .toList();
            return new KnownTable(
                    new ObjectName(Optional.of(name.getFirst()), name.getLast()),
                    true,
                    new TableSize(number(all.get(1)), number(all.get(2))),
                    columns);
        }

        private static long number(String word) {
            return Long.parseLong(word.substring(word.indexOf('=') + 1));
        }
    }

    static Path folder() {
        return FOLDER;
    }

    static LintCases of(String rule) throws IOException {
        List<Case> cases = new ArrayList<>();
        String text = Files.readString(FOLDER.resolve(rule + ".sql"));
        Arrays.stream(text.split("(?m)^(?=-- (?:fails|passes): )"))
                .filter(s -> !s.isBlank())
                .forEach(section -> {
                    String first = section.lines().findFirst().orElseThrow();
                    cases.add(new Case(first.substring(3), first.startsWith("-- fails"), section));
                });
        return new LintCases(cases);
    }
}
