package illumiomonitor.web.cli;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * RFC 4180 with line feeds. A text that a spreadsheet would run as a formula gets an apostrophe in
 * front, because names come from the network.
 */
final class SqlCsv implements SqlPrinter {

    private final PrintWriter out;

    SqlCsv(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void columns(List<String> names) {
        out.print(names.stream().map(SqlCsv::quoted).collect(Collectors.joining(",")) + "\n");
    }

    @Override
    public void row(List<@Nullable Object> values) {
        StringBuilder line = new StringBuilder();
        for (Object value : values) {
            line.append(line.isEmpty() ? "" : ",").append(text(value));
        }
        out.print(line.append("\n"));
    }

    @Override
    public void end() {
        out.flush();
    }

    private static String text(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof BigDecimal number) {
            return Texts.number(number);
        }
        return value instanceof String text ? quoted(harmless(text)) : value.toString();
    }

    private static String harmless(String text) {
        return text.isEmpty() || "=+-@\t\r".indexOf(text.charAt(0)) < 0 ? text : "'" + text;
    }

    private static String quoted(String text) {
        return text.matches("[^,\"\r\n]*") ? text : "\"" + text.replace("\"", "\"\"") + "\"";
    }
}
