package dev.pgsteady.migrate.lint;

import dev.pgsteady.core.SqlInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// A migration taken apart: its statements, the transaction that each is in, and what its comments allow.
final class LintScript {
    /// The number of no transaction.
    private static final int NONE = 0;

    private final LintSource source;
    private final List<Entry> entries = new ArrayList<>();
    private final List<Allowance> allowances = new ArrayList<>();
    private final OptionalInt open;
    private final List<Shape> shapes;
    private int transactions;
    private int current;

    /// A statement.
    ///
    /// @param line        in the file
    /// @param transaction the number of its transaction; 0 for one of its own
    record Entry(SqlInput.Statement statement, List<Token> tokens, Shape shape, int line, int transaction) {}

    LintScript(LintSource source) {
        this.source = source;
        SqlInput.Script script = SqlInput.script(source.text());
        this.open = script.open();
        List<Entry> read = script.statements().stream().map(this::read).toList();
        boolean together = switch (source.runs()) {
            case TOGETHER -> true;
            case ONE_BY_ONE, AS_CODE -> false;
            case UNSAID -> read.stream().noneMatch(e -> e.shape().alone() || e.shape() instanceof Shape.Control);
        };
        current = together ? ++transactions : NONE;
        read.forEach(this::place);
        shapes = entries.stream().map(Entry::shape).toList();
        TokenReader.comments(source.text()).stream().filter(Allowance::begins).forEach(this::allow);
    }

    private Entry read(SqlInput.Statement statement) {
        List<Token> tokens = TokenReader.tokens(statement.text());
        return new Entry(statement, tokens, ShapeReader.read(tokens), source.line() + statement.line() - 1, NONE);
    }

    private void place(Entry read) {
        if (read.shape() instanceof Shape.Control control) {
            entries.add(in(read, current));
            current = control.kind() == Shape.Control.Kind.BEGIN ? ++transactions : NONE;
        } else {
            entries.add(in(read, current));
        }
    }

    private static Entry in(Entry read, int transaction) {
        return new Entry(read.statement(), read.tokens(), read.shape(), read.line(), transaction);
    }

    private void allow(TokenReader.Comment comment) {
        int line = source.line()
                + (int) source.text().substring(0, comment.from()).lines().count();
        boolean begins = comment.from() == 0 || source.text().charAt(comment.from() - 1) == '\n';
        int at = begins ? line : Math.max(source.line(), line - 1);
        Allowance.of(comment.text(), at, statementAt(at)).ifPresent(allowances::add);
    }

    /// The first statement that ends on this line or below it.
    private OptionalInt statementAt(int line) {
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            int last = entry.line() + (int) entry.statement().text().lines().count() - 1;
            if (last >= line) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    LintSource source() {
        return source;
    }

    List<Entry> entries() {
        return entries;
    }

    List<Shape> shapes() {
        return shapes;
    }

    List<Allowance> allowances() {
        return allowances;
    }

    /// The comment that accepts what a rule finds at a statement.
    Optional<Allowance> allowance(int index, String rule) {
        return allowances.stream().filter(a -> a.covers(index, rule)).findFirst();
    }

    /// The line on which something begins that never ends.
    OptionalInt open() {
        return open.isPresent() ? OptionalInt.of(source.line() + open.getAsInt() - 1) : OptionalInt.empty();
    }

    /// Whether a transaction is still open at the end that the file itself began.
    boolean leftOpen() {
        boolean begun = entries.stream()
                .anyMatch(e -> e.shape() instanceof Shape.Control c && c.kind() == Shape.Control.Kind.BEGIN);
        return begun && current != NONE;
    }
}
