package illumiomonitor.db;

import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Clob;
import java.sql.SQLException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** An array as people read it. Its elements may be one long text many times over. */
final class SqlArray {

    /** Characters. */
    private static final int LONGEST = 4_000_000;

    private final StringBuilder text = new StringBuilder();
    private final boolean json;

    private SqlArray(boolean json) {
        this.json = json;
    }

    /**
     * Its elements between brackets.
     *
     * @throws SqlRefused if that is too long to be held
     */
    static String text(Array array) throws SQLException {
        String type = array.getBaseTypeName();
        if (type.contains("JAVA_OBJECT")) {
            throw new SqlRefused("java_object is not available here", null);
        }
        SqlArray read = new SqlArray(type.startsWith("JSON"));
        read.add(array.getArray());
        return read.text.toString();
    }

    private void add(@Nullable Object value) throws SQLException {
        if (value instanceof Object[] values) {
            addAll(values);
        } else if (value instanceof byte[] bytes) {
            write(
                    json
                            ? new String(bytes, StandardCharsets.UTF_8)
                            : HexFormat.of().formatHex(bytes));
        } else if (value instanceof Clob clob) {
            write(clob.getSubString(1, LONGEST));
        } else if (value instanceof Array array) {
            add(array.getArray());
        } else {
            write(String.valueOf(value));
        }
    }

    private void addAll(@Nullable Object[] values) throws SQLException {
        write("[");
        for (int i = 0; i < values.length; i++) {
            write(i == 0 ? "" : ", ");
            add(values[i]);
        }
        write("]");
    }

    private void write(String part) {
        if (text.length() + part.length() > LONGEST) {
            throw new SqlRefused(
                    "an array is longer than %,d characters; narrow the question"
                            .formatted(LONGEST),
                    null);
        }
        text.append(part);
    }
}
