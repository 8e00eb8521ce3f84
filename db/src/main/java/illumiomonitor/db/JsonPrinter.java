package illumiomonitor.db;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An array of objects, one line each. */
final class JsonPrinter extends SqlPrinter {

    private List<String> names = List.of();
    private boolean first = true;

    JsonPrinter(Appendable out) {
        super(out);
    }

    @Override
    public void columns(List<String> columns) {
        names = columns.stream().map(JsonPrinter::quoted).toList();
        write("[");
    }

    @Override
    public void row(List<@Nullable Object> values) {
        StringBuilder line = new StringBuilder(first ? "\n{" : ",\n{");
        first = false;
        for (int i = 0; i < names.size(); i++) {
            line.append(i == 0 ? "" : ",")
                    .append(names.get(i))
                    .append(':')
                    .append(json(values.get(i)));
        }
        write(line.append('}').toString());
    }

    @Override
    public void end() {
        write(first ? "]\n" : "\n]\n");
    }

    private static String json(@Nullable Object value) {
        if (value == null || value instanceof Double number && !Double.isFinite(number)) {
            return "null";
        }
        boolean bare = value instanceof Number || value instanceof Boolean;
        return bare ? text(value) : quoted(text(value));
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (c < 0x20 || c == 0x7f || c == 0x2028 || c == 0x2029) {
                        quoted.append("\\u%04x".formatted((int) c));
                    } else {
                        quoted.append(c);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }
}
