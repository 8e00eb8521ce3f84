package illumiomonitor.web.cli;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows under headings, as wide as they must be; numbers stand at the right. */
final class Table {

    private final List<String> heads;
    private final List<List<@Nullable Object>> rows = new ArrayList<>();

    Table(String... heads) {
        this(List.of(heads));
    }

    Table(List<String> heads) {
        this.heads = heads.stream().map(Texts::safe).toList();
    }

    void add(@Nullable Object... cells) {
        List<@Nullable Object> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(cell);
        }
        add(row);
    }

    void add(List<@Nullable Object> cells) {
        rows.add(cells);
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    void print(PrintWriter out) {
        int[] widths = widths();
        if (heads.stream().anyMatch(head -> !head.isEmpty())) {
            line(out, new ArrayList<>(heads), widths, false);
        }
        rows.forEach(row -> line(out, row, widths, true));
        out.flush();
    }

    private int[] widths() {
        int[] widths = heads.stream().mapToInt(Texts::width).toArray();
        for (List<@Nullable Object> row : rows) {
            for (int n = 0; n < widths.length; n++) {
                widths[n] = Math.max(widths[n], Texts.width(text(row.get(n))));
            }
        }
        return widths;
    }

    private static void line(
            PrintWriter out, List<@Nullable Object> cells, int[] widths, boolean numbers) {
        StringBuilder line = new StringBuilder();
        for (int n = 0; n < widths.length; n++) {
            String text = text(cells.get(n));
            String space = " ".repeat(widths[n] - Texts.width(text));
            line.append(numbers && cells.get(n) instanceof Number ? space + text : text + space)
                    .append("  ");
        }
        out.println(line.toString().stripTrailing());
    }

    private static String text(@Nullable Object cell) {
        if (cell instanceof BigDecimal number) {
            return Texts.number(number);
        }
        return cell == null ? "" : Texts.safe(cell.toString());
    }
}
