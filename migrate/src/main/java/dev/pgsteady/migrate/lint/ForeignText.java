package dev.pgsteady.migrate.lint;

import dev.pgsteady.core.SqlInput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The text of another tool's migration with all that is no SQL made blank, so that lines keep their
/// numbers: commands of psql, the rows behind COPY ... FROM STDIN, the way down of tools that keep both
/// ways in one file.
///
/// @param sql      the text
/// @param oneByOne whether the file tells its tool to run it in no transaction
record ForeignText(String sql, boolean oneByOne) {
    /// Lines at which the way down begins: dbmate, goose, sql-migrate, MyBatis, Play.
    private static final List<String> DOWN =
            List.of("-- migrate:down", "-- +goose down", "-- +migrate down", "-- //@undo", "--//@undo", "# --- !downs");

    /// What says that there is no transaction: dbmate, goose, sql-migrate, Liquibase, Flyway, Atlas.
    private static final List<String> NO_TRANSACTION = List.of(
            "transaction:false",
            "+goose no transaction",
            "notransaction",
            "runintransaction:false",
            "executeintransaction=false",
            "atlas:txmode none");

    static ForeignText of(String text) {
        List<String> lines = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip().toLowerCase(Locale.ROOT);
            if (DOWN.stream().anyMatch(line::startsWith)) {
                lines.subList(i, lines.size()).replaceAll(l -> "");
            }
        }
        boolean apart = lines.stream()
                .map(l -> l.strip().toLowerCase(Locale.ROOT))
                .filter(l -> l.startsWith("--"))
                .anyMatch(l -> NO_TRANSACTION.stream().anyMatch(l::contains));
        plain(lines);
        return new ForeignText(String.join("\n", lines), apart);
    }

    /// Each round makes one stretch blank, and the next begins behind it.
    private static void plain(List<String> lines) {
        int from = 0;
        Optional<Integer> next = Optional.of(0);
        while (next.isPresent()) {
            from = next.get();
            next = blank(lines.subList(from, lines.size()));
            int base = from;
            next = next.map(n -> n + base);
        }
    }

    /// @return where to go on; empty when nothing was left to make blank
    private static Optional<Integer> blank(List<String> lines) {
        for (SqlInput.Statement statement :
                SqlInput.script(String.join("\n", lines)).statements()) {
            int line = statement.line() - 1;
            if (statement.text().startsWith("\\")) {
                lines.set(line, "");
                return Optional.of(line);
            }
            int end = line + (int) statement.text().lines().count();
            if (ShapeReader.read(TokenReader.tokens(statement.text())) instanceof Shape.CopyIn copy
                    && copy.source().equals("stdin")) {
                int stop = end;
                while (stop < lines.size() && !lines.get(stop).strip().equals("\\.")) {
                    lines.set(stop++, "");
                }
                if (stop < lines.size()) {
                    lines.set(stop, "");
                }
                return Optional.of(Math.min(stop, lines.size()));
            }
        }
        return Optional.empty();
    }
}
