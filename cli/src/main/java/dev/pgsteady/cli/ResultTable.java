package dev.pgsteady.cli;

import static dev.pgsteady.core.TerminalStyle.columns;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;

/// Rows of a query as a table: at most [#LIMIT] of them, numbers to the right.
record ResultTable(List<String> headings, List<Boolean> numeric, List<List<String>> rows, boolean more) {
    /// How many rows are held and shown.
    static final int LIMIT = 1000;

    static ResultTable of(ResultSet result) throws SQLException {
        ResultSetMetaData about = result.getMetaData();
        List<String> headings = new ArrayList<>();
        List<Boolean> numeric = new ArrayList<>();
        for (int i = 1; i <= about.getColumnCount(); i++) {
            headings.add(about.getColumnLabel(i));
            numeric.add(isNumeric(about.getColumnType(i)));
        }
        List<List<String>> rows = new ArrayList<>();
        boolean more = false;
        while (!more && result.next()) {
            if (rows.size() == LIMIT) {
                more = true;
            } else {
                rows.add(row(result, headings.size()));
            }
        }
        return new ResultTable(headings, numeric, rows, more);
    }

    private static List<String> row(ResultSet result, int width) throws SQLException {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= width; i++) {
            String value = result.getString(i);
            row.add(value == null ? "" : value);
        }
        return row;
    }

    private static boolean isNumeric(int type) {
        return switch (type) {
            case Types.SMALLINT, Types.INTEGER, Types.BIGINT, Types.REAL, Types.DOUBLE, Types.NUMERIC -> true;
            default -> false;
        };
    }

    /// The table as lines.
    List<String> lines() {
        int[] widths = widths();
        List<String> lines = new ArrayList<>();
        lines.add(line(headings, widths, false));
        StringBuilder rule = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            rule.append(i == 0 ? "" : "+").append("-".repeat(widths[i] + 2));
        }
        lines.add(rule.toString());
        rows.forEach(row -> lines.add(line(row, widths, true)));
        lines.add(
                more
                        ? "(the first %,d rows)".formatted(LIMIT)
                        : rows.size() == 1 ? "(1 row)" : "(" + rows.size() + " rows)");
        return lines;
    }

    private int[] widths() {
        int[] widths = headings.stream().mapToInt(h -> columns(flat(h))).toArray();
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], columns(flat(row.get(i))));
            }
        }
        return widths;
    }

    private String line(List<String> cells, int[] widths, boolean body) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = flat(cells.get(i));
            String pad = " ".repeat(widths[i] - columns(cell));
            boolean right = body && numeric.get(i);
            line.append(i == 0 ? " " : "| ")
                    .append(right ? pad + cell : cell + pad)
                    .append(' ');
        }
        return line.toString().stripTrailing();
    }

    private static String flat(String cell) {
        return cell.replace("\n", "↵").replace("\t", " ").replaceAll("\\p{Cntrl}", "?");
    }
}
