package illumiomonitor.db;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes an answer for people, spreadsheets or programs. Times are ISO-8601 with their zone. */
public abstract class SqlPrinter implements SqlRows {

    private final Appendable out;

    SqlPrinter(Appendable out) {
        this.out = out;
    }

    /**
     * A printer by its name.
     *
     * @param format {@code table}, {@code csv} or {@code json}
     * @throws IllegalArgumentException if there is no such format
     */
    public static SqlPrinter of(String format, Appendable out) {
        return switch (format.toLowerCase(Locale.ROOT)) {
            case "table" -> new TablePrinter(out);
            case "csv" -> new CsvPrinter(out);
            case "json" -> new JsonPrinter(out);
            default ->
                    throw new IllegalArgumentException(
                            "the format is table, csv or json, not " + format);
        };
    }

    /** Writes a whole answer. */
    public final void print(SqlResult result) {
        columns(result.columns());
        result.rows().forEach(this::row);
        end();
    }

    final void write(String text) {
        try {
            out.append(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A value as text; null is empty. */
    static String text(@Nullable Object value) {
        if (value instanceof java.math.BigDecimal number) {
            return number.toPlainString();
        }
        return value == null ? "" : value.toString();
    }

    static boolean isNumber(List<@Nullable Object> row, int column) {
        return row.get(column) instanceof Number;
    }
}
