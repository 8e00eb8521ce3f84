package illumiomonitor.db;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Aligned columns for a terminal. Their widths are those of the first rows; a longer value later
 * pushes its line out.
 */
final class TablePrinter extends SqlPrinter {

    private static final int MEASURED = 500;
    private static final String GAP = "  ";

    private final List<List<@Nullable Object>> waiting = new ArrayList<>();
    private List<String> names = List.of();
    private int[] widths = new int[0];
    private boolean open;

    TablePrinter(Appendable out) {
        super(out);
    }

    @Override
    public void columns(List<String> columns) {
        names = columns;
    }

    @Override
    public void row(List<@Nullable Object> values) {
        if (open) {
            line(values);
            return;
        }
        waiting.add(values);
        if (waiting.size() == MEASURED) {
            open();
        }
    }

    @Override
    public void end() {
        if (!open) {
            open();
        }
    }

    private void open() {
        open = true;
        widths = names.stream().mapToInt(CellWidth::of).toArray();
        for (List<@Nullable Object> row : waiting) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], CellWidth.of(visible(row.get(i))));
            }
        }
        header();
        waiting.forEach(this::line);
        waiting.clear();
    }

    private void header() {
        StringBuilder line = new StringBuilder();
        StringBuilder rule = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(i == 0 ? "" : GAP).append(padded(names.get(i), widths[i], false));
            rule.append(i == 0 ? "" : GAP).append("-".repeat(widths[i]));
        }
        write(line.toString().stripTrailing() + "\n" + rule + "\n");
    }

    private void line(List<@Nullable Object> row) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(i == 0 ? "" : GAP)
                    .append(padded(visible(row.get(i)), widths[i], isNumber(row, i)));
        }
        write(line.toString().stripTrailing() + "\n");
    }

    private static String padded(String text, int width, boolean right) {
        String padding = " ".repeat(Math.max(0, width - CellWidth.of(text)));
        return right ? padding + text : text + padding;
    }

    /** A name that comes from a network must not steer the terminal. */
    private static String visible(@Nullable Object value) {
        String text = text(value);
        if (text.codePoints().noneMatch(Character::isISOControl)) {
            return text;
        }
        StringBuilder visible = new StringBuilder();
        text.codePoints()
                .forEach(
                        c -> {
                            if (Character.isISOControl(c)) {
                                visible.append("\\u%04x".formatted(c));
                            } else {
                                visible.appendCodePoint(c);
                            }
                        });
        return visible.toString();
    }
}
