package dev.pgsteady.migrate.lint;

import dev.pgsteady.migrate.lint.ColumnDef.Trait;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A statement with what is known around it: all that a rule may go by.
public final class At {
    private final LintScript script;
    private final int index;
    private final List<Shape> earlier;
    private final Known known;

    /// @param earlier what migrations before this one hold
    At(LintScript script, int index, List<Shape> earlier, Known known) {
        this.script = script;
        this.index = index;
        this.earlier = earlier;
        this.known = known;
    }

    private LintScript.Entry entry() {
        return script.entries().get(index);
    }

    /// What the statement is.
    public Shape shape() {
        return entry().shape();
    }

    /// Its text.
    public String sql() {
        return entry().statement().text();
    }

    /// Its tokens.
    public List<Token> tokens() {
        return entry().tokens();
    }

    /// Its actions, when it is an ALTER TABLE.
    public <A extends Action> Stream<A> actions(Class<A> kind) {
        return shape() instanceof Shape.AlterTable alter
                ? alter.actions().stream().filter(kind::isInstance).map(kind::cast)
                : Stream.empty();
    }

    /// The columns that it declares, of a new table or of one that is there.
    public List<ColumnDef> columns() {
        return shape() instanceof Shape.CreateTable table
                ? table.columns()
                : actions(Action.AddColumn.class).map(Action.AddColumn::column).toList();
    }

    /// The table of an ALTER TABLE or CREATE TABLE; the empty name for any other statement.
    public ObjectName table() {
        return switch (shape()) {
            case Shape.AlterTable s -> s.table();
            case Shape.CreateTable s -> s.table();
            default -> ObjectName.of("");
        };
    }

    /// Whether it runs in a transaction with others.
    public boolean inTransaction() {
        return entry().transaction() > 0;
    }

    /// The statements before it in its transaction.
    public List<Shape> together() {
        return inTransaction()
                ? IntStream.range(0, index)
                        .mapToObj(script.entries()::get)
                        .filter(e -> e.transaction() == entry().transaction())
                        .map(LintScript.Entry::shape)
                        .toList()
                : List.of();
    }

    /// The statements before it in its file.
    public List<Shape> before() {
        return script.shapes().subList(0, index);
    }

    /// The statements after it in its file.
    public List<Shape> after() {
        return script.shapes().subList(index + 1, script.entries().size());
    }

    /// Whether it is the last statement, and a transaction that the file began is still open.
    public boolean leavesOpen() {
        return index == script.entries().size() - 1 && script.leftOpen();
    }

    /// Whether our runner runs it.
    public boolean ours() {
        return script.source().ours();
    }

    /// PostgreSQL's major version; the oldest that is supported when it is not known.
    public int major() {
        return known.major();
    }

    /// Whether others may be using a table: it was not made by this very file.
    public boolean busy(ObjectName table) {
        return before().stream()
                .noneMatch(
                        s -> s instanceof Shape.CreateTable made && made.table().meets(table));
    }

    /// Whether it is the first statement of its file that locks what others may be using.
    public boolean firstToLock() {
        return locks(shape()) && before().stream().noneMatch(this::locks);
    }

    private boolean locks(Shape shape) {
        boolean fresh = shape instanceof Shape.CreateTable made && made.tables().size() == 1;
        return shape.ddl()
                && !fresh
                && !shape.alone()
                && !(shape instanceof Shape.Routine)
                && (shape.tables().isEmpty() || shape.tables().stream().anyMatch(this::busy));
    }

    /// How large a table is.
    public Optional<TableSize> size(ObjectName table) {
        return known.find(table).map(Known.KnownTable::size);
    }

    /// The type that a column has before this statement, when it is known.
    public Optional<ColumnType> typeOf(ObjectName table, String column) {
        for (Shape shape : past().reversed()) {
            Optional<ColumnType> told = told(shape, table, column);
            if (told.isPresent()) {
                return told;
            }
        }
        return known.find(table).stream()
                .flatMap(t -> t.columns().stream())
                .filter(c -> c.name().equals(column))
                .map(Known.KnownColumn::type)
                .findFirst();
    }

    private static Optional<ColumnType> told(Shape shape, ObjectName table, String column) {
        if (shape instanceof Shape.CreateTable made && made.table().meets(table)) {
            return made.columns().stream()
                    .filter(c -> c.name().equals(column))
                    .map(ColumnDef::type)
                    .findFirst();
        }
        if (shape instanceof Shape.AlterTable alter && alter.table().meets(table)) {
            return alter.actions().stream()
                    .flatMap(a -> switch (a) {
                        case Action.ChangeType c when c.column().equals(column) -> Stream.of(c.type());
                        case Action.AddColumn c
                        when c.column().name().equals(column) ->
                            Stream.of(c.column().type());
                        default -> Stream.empty();
                    })
                    .findFirst();
        }
        return Optional.empty();
    }

    /// Whether a column is known to take nulls.
    public boolean takesNulls(ObjectName table, String column) {
        boolean takes = known.find(table).stream()
                .flatMap(t -> t.columns().stream())
                .anyMatch(c -> c.name().equals(column) && !c.notNull());
        for (Shape shape : past()) {
            if (shape instanceof Shape.CreateTable made && made.table().meets(table)) {
                takes = made.columns().stream()
                        .anyMatch(c -> c.name().equals(column) && !c.has(Trait.NOT_NULL) && !c.has(Trait.PRIMARY_KEY));
            }
            if (shape instanceof Shape.AlterTable alter && alter.table().meets(table)) {
                takes &= !alter.actions().contains(new Action.SetNotNull(column));
            }
        }
        return takes;
    }

    /// The columns of an index that an earlier statement made.
    public List<String> indexed(String index) {
        return past().stream()
                .filter(s -> s instanceof Shape.CreateIndex i
                        && i.name().filter(index::equals).isPresent())
                .flatMap(s -> ((Shape.CreateIndex) s).columns().stream())
                .toList();
    }

    /// Whether a check that was validated says that a column is not null. A VALIDATE of a check that no
    /// file shows is taken for one.
    public boolean provenNotNull(ObjectName table, String column) {
        Set<String> seen = new HashSet<>();
        Set<String> fitting = new HashSet<>();
        for (Action action : actionsOn(table)) {
            if (action instanceof Action.AddConstraint add) {
                ConstraintDef check = add.constraint();
                seen.add(check.name().orElse(""));
                if (check.notNull().contains(column)) {
                    fitting.add(check.name().orElse(""));
                    if (!check.notValid()) {
                        return true;
                    }
                }
            }
            if (action instanceof Action.Validate done
                    && (fitting.contains(done.constraint()) || !seen.contains(done.constraint()))) {
                return true;
            }
        }
        return false;
    }

    private List<Action> actionsOn(ObjectName table) {
        return Shape.actionsOn(past().stream(), table).toList();
    }

    /// Everything before this statement, other migrations first.
    private List<Shape> past() {
        return Stream.concat(earlier.stream(), before().stream()).toList();
    }

    /// Its text with words put behind the first place where another stands: what to write instead.
    public String with(String word, String inserted) {
        return tokens().stream()
                .filter(t -> t.is(word))
                .findFirst()
                .map(t -> sql().substring(0, t.to()) + " " + inserted + sql().substring(t.to()) + ";")
                .orElse(sql() + ";");
    }
}
