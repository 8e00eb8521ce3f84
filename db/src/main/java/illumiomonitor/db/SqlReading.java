package illumiomonitor.db;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hands on the rows of one answer as plain values: text, number, boolean, time. */
final class SqlReading {

    /** Characters of a row. The same long text may stand in many of its columns. */
    static final int LONGEST = 4_000_000;

    private final int limit;
    private final SqlRows rows;
    private int seen;
    private boolean cut;

    SqlReading(int limit, SqlRows rows) {
        this.limit = limit;
        this.rows = rows;
    }

    void read(ResultSet answer) throws SQLException {
        ResultSetMetaData columns = answer.getMetaData();
        rows.columns(SqlConsole.names(columns));
        while (!cut && answer.next()) {
            if (limit > 0 && seen == limit) {
                cut = true;
            } else {
                seen++;
                rows.row(row(answer, columns));
            }
        }
    }

    boolean isCut() {
        return cut;
    }

    boolean hasRows() {
        return seen > 0;
    }

    private static List<@Nullable Object> row(ResultSet answer, ResultSetMetaData columns)
            throws SQLException {
        List<@Nullable Object> values = new ArrayList<>(columns.getColumnCount());
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            values.add(value(answer, columns, i));
            if (weight(values.get(i - 1)) > 0 && weight(values) > LONGEST) {
                throw new SqlRefused(
                        "a row is longer than %,d characters; narrow the question"
                                .formatted(LONGEST),
                        null);
            }
        }
        return values;
    }

    /** Characters, about. */
    static int weight(List<@Nullable Object> values) {
        long weight = 0;
        for (Object value : values) {
            weight += 16 + weight(value);
        }
        return (int) Math.min(weight, Integer.MAX_VALUE);
    }

    private static int weight(@Nullable Object value) {
        if (value instanceof String text) {
            return text.length();
        }
        return value instanceof BigDecimal number ? number.unscaledValue().bitLength() / 3 : 0;
    }

    private static @Nullable Object value(ResultSet answer, ResultSetMetaData columns, int i)
            throws SQLException {
        if (isInstant(columns, i)) {
            OffsetDateTime time = answer.getObject(i, OffsetDateTime.class);
            return time == null ? null : time.withOffsetSameInstant(ZoneOffset.UTC);
        }
        if (columns.getColumnTypeName(i).equals("JAVA_OBJECT")) {
            return hex(answer.getBytes(i));
        }
        Object value = answer.getObject(i);
        if (value instanceof Number number) {
            return plain(number);
        }
        if (value == null || value instanceof Boolean || value instanceof String) {
            return value;
        }
        if (value instanceof Array array) {
            return SqlArray.text(array);
        }
        // H2 gives JSON as bytes, too.
        if (value instanceof byte[] bytes && !columns.getColumnTypeName(i).equals("JSON")) {
            return hex(bytes);
        }
        return answer.getString(i);
    }

    /**
     * The same number however it travels: one in binary would come back from JSON as another kind,
     * and what is no number has no place there.
     */
    private static Object plain(Number number) {
        if (!(number instanceof Double || number instanceof Float)) {
            return number;
        }
        return Double.isFinite(number.doubleValue())
                ? new BigDecimal(number.toString())
                : number.toString();
    }

    private static @Nullable String hex(byte @Nullable [] bytes) {
        return bytes == null ? null : HexFormat.of().formatHex(bytes);
    }

    private static boolean isInstant(ResultSetMetaData columns, int i) throws SQLException {
        return columns.getColumnType(i) == Types.TIMESTAMP_WITH_TIMEZONE
                || columns.getColumnTypeName(i).equals("timestamptz");
    }
}
