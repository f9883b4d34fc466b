package dev.pgsteady.migrate;

import dev.pgsteady.core.Problem;
import dev.pgsteady.core.SqlInput;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// A script as pg_dump writes it and psql reads it: statements, rows after `COPY ... FROM stdin`, and the two commands
/// of psql that a dump holds, which mean nothing here.
record PsqlScript(List<Piece> pieces) {
    private static final Set<String> WITHOUT_MEANING = Set.of("\\restrict", "\\unrestrict");
    private static final Pattern COPY = Pattern.compile("(?is)COPY\\s.*\\sFROM\\s+STDIN\\b.*");
    private static final String END_OF_ROWS = "\\.";

    PsqlScript {
        pieces = List.copyOf(pieces);
    }

    /// Something to send, and the line on which it ends or begins.
    sealed interface Piece {
        int line();

        /// A statement, without a semicolon.
        record Sql(String statement, int line) implements Piece {}

        /// Rows for a table.
        record Rows(String statement, String rows, int line) implements Piece {}
    }

    /// Takes a script apart.
    ///
    /// @param name what it is, as a complaint names it
    /// @throws Problem USAGE when it holds another command of psql
    static PsqlScript of(String name, String text) {
        List<Piece> pieces = new ArrayList<>();
        Iterator<String> lines = text.lines().iterator();
        SqlInput input = new SqlInput();
        int number = 0;
        int begun = 1;
        while (lines.hasNext()) {
            String line = lines.next();
            number++;
            if (input.blank()) {
                begun = number;
            }
            if (line.startsWith("\\") && withoutComments(input.statement()).isBlank()) {
                requireWithoutMeaning(name, number, line);
                continue;
            }
            input.add(line);
            while (input.complete()) {
                String statement = unterminated(input.statement());
                input = input.rest();
                if (COPY.matcher(withoutComments(statement)).matches()) {
                    StringBuilder rows = new StringBuilder();
                    number += rows(lines, rows);
                    pieces.add(new Piece.Rows(withoutComments(statement), rows.toString(), begun));
                } else {
                    pieces.add(new Piece.Sql(statement, begun));
                }
                begun = number;
            }
        }
        if (!withoutComments(input.statement()).isBlank()) {
            pieces.add(new Piece.Sql(input.statement(), begun));
        }
        return new PsqlScript(pieces);
    }

    private static int rows(Iterator<String> lines, StringBuilder rows) {
        int read = 0;
        while (lines.hasNext()) {
            String line = lines.next();
            read++;
            if (line.equals(END_OF_ROWS)) {
                break;
            }
            rows.append(line).append('\n');
        }
        return read;
    }

    private static String unterminated(String statement) {
        return statement.endsWith(";") ? statement.substring(0, statement.length() - 1) : statement;
    }

    /// Without the lines of comment before it.
    private static String withoutComments(String statement) {
        return statement.replaceFirst("(?s)^(\\s*--[^\\n]*(\\n|$))*\\s*", "");
    }

    private static void requireWithoutMeaning(String name, int number, String line) {
        String word = line.split("\\s", 2)[0];
        if (!WITHOUT_MEANING.contains(word)) {
            throw new Problem(
                    Problem.Kind.USAGE,
                    "%s:%d is a command of psql, %s, and not SQL.".formatted(name, number, word),
                    "Take the line out, or make the file with 'pg_dump --schema-only'.");
        }
    }
}
