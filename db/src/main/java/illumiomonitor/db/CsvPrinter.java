package illumiomonitor.db;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * RFC 4180, safe to open in a spreadsheet: text that would be read as a formula is marked as text.
 */
final class CsvPrinter extends SqlPrinter {

    CsvPrinter(Appendable out) {
        super(out);
    }

    @Override
    public void columns(List<String> names) {
        write(names.stream().map(CsvPrinter::quoted).collect(Collectors.joining(",", "", "\r\n")));
    }

    @Override
    public void row(List<@Nullable Object> values) {
        write(values.stream().map(CsvPrinter::cell).collect(Collectors.joining(",", "", "\r\n")));
    }

    private static String cell(@Nullable Object value) {
        String text = text(value);
        boolean formula =
                value instanceof String
                        && !text.isEmpty()
                        && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
        return quoted(formula ? "'" + text : text);
    }

    private static String quoted(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
