package illumiomonitor.web.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Columns as wide as they must be; a very long answer is measured and printed in parts. */
final class SqlTable implements SqlPrinter {

    private static final int PART = 10_000;

    private final PrintWriter out;
    private List<String> heads = List.of();
    private final List<List<@Nullable Object>> rows = new ArrayList<>();

    SqlTable(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void columns(List<String> names) {
        heads = names.stream().map(name -> name.toUpperCase(Locale.ROOT)).toList();
    }

    @Override
    public void row(List<@Nullable Object> values) {
        rows.add(values);
        if (rows.size() == PART) {
            flush();
        }
    }

    @Override
    public void end() {
        flush();
    }

    private void flush() {
        Table table = new Table(heads);
        rows.forEach(table::add);
        table.print(out);
        rows.clear();
    }
}
