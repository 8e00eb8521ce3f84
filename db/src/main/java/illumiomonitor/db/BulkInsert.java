package illumiomonitor.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes many rows to a table, several with each statement: a statement of its own costs H2 half as
 * much again as the row in it. Belongs to the transaction of its connection. Not thread-safe.
 *
 * @param <T> what a row is made of
 * @param <E> thrown where a row is made
 */
public final class BulkInsert<T, E extends Exception> implements AutoCloseable {

    /** Rows of one statement; with more of them nothing is won. */
    static final int ROWS = 20;

    private final int columns;
    private final Maker<T, E> maker;
    private final Cells many;
    private final Cells one;

    /** Puts the cells of a row, in the order of the columns. */
    @FunctionalInterface
    public interface Maker<T, E extends Exception> {
        /**
         * @throws SQLException if a cell is refused
         */
        void make(T row, Cells cells) throws SQLException, E;
    }

    /**
     * @param table its name
     * @param columns their names, with commas between them
     * @throws SQLException if the database does not know them
     */
    public BulkInsert(Connection connection, String table, String columns, Maker<T, E> maker)
            throws SQLException {
        this.columns = columns.split(",").length;
        this.maker = maker;
        String row = "(" + String.join(", ", Collections.nCopies(this.columns, "?")) + ")";
        String insert = "insert into " + table + " (" + columns + ") values ";
        this.one = new Cells(connection.prepareStatement(insert + row));
        this.many =
                new Cells(
                        connection.prepareStatement(
                                insert + String.join(", ", Collections.nCopies(ROWS, row))));
    }

    /**
     * Writes all of them, in their order.
     *
     * @throws SQLException if one is refused; which of the others were written is not known
     * @throws IllegalStateException if the maker put more or fewer cells than there are columns
     */
    public void write(List<T> rows) throws SQLException, E {
        int together = rows.size() - rows.size() % ROWS;
        write(rows.subList(0, together), ROWS, many);
        write(rows.subList(together, rows.size()), 1, one);
    }

    private void write(List<T> rows, int perStatement, Cells cells) throws SQLException, E {
        if (rows.isEmpty()) {
            return;
        }
        int made = 0;
        for (T row : rows) {
            maker.make(row, cells);
            made++;
            cells.requireFilled(made * columns);
            if (made == perStatement) {
                cells.next();
                made = 0;
            }
        }
        cells.statement.executeBatch();
    }

    @Override
    public void close() throws SQLException {
        one.statement.close();
        many.statement.close();
    }

    /** Takes the cells of one row after the other. */
    public static final class Cells {

        private final PreparedStatement statement;
        private int filled;

        private Cells(PreparedStatement statement) {
            this.statement = statement;
        }

        /** A whole number. */
        public Cells put(long value) throws SQLException {
            statement.setLong(++filled, value);
            return this;
        }

        /** A whole number. */
        public Cells put(int value) throws SQLException {
            statement.setInt(++filled, value);
            return this;
        }

        /** Yes or no. */
        public Cells put(boolean value) throws SQLException {
            statement.setBoolean(++filled, value);
            return this;
        }

        /** A text, or nothing. */
        public Cells put(@Nullable String value) throws SQLException {
            statement.setString(++filled, value);
            return this;
        }

        /** An instant, or nothing. */
        public Cells put(@Nullable OffsetDateTime value) throws SQLException {
            statement.setObject(++filled, value);
            return this;
        }

        private void requireFilled(int expected) {
            if (filled != expected) {
                throw new IllegalStateException(
                        "a row has %d cells too %s for its columns"
                                .formatted(
                                        Math.abs(filled - expected),
                                        filled > expected ? "many" : "few"));
            }
        }

        private void next() throws SQLException {
            statement.addBatch();
            filled = 0;
        }
    }
}
