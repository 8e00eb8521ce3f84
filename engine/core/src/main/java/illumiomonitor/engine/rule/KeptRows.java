package illumiomonitor.engine.rule;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one table by number, the ones of the last windows kept in memory. Only for rows that
 * never change once they are written.
 */
final class KeptRows<V> {

    /** Makes a value of a row; its first column is the number. */
    @FunctionalInterface
    interface Reader<V> {
        V read(ResultSet row) throws SQLException;
    }

    private final int kept;
    private final KeyRuns rows;
    private final Reader<V> reader;
    private LongTable<V> young = new LongTable<>();
    private LongTable<V> old = new LongTable<>();

    /**
     * @param kept how many at least; twice as many at most
     */
    KeptRows(int kept, KeyRuns rows, Reader<V> reader) {
        this.kept = kept;
        this.rows = rows;
        this.reader = reader;
    }

    /** The rows of these numbers, which are sorted and distinct; absent where there is none. */
    LongTable<V> table(Connection connection, long[] ids)
            throws SQLException, InterruptedException {
        LongTable<V> table = new LongTable<>(ids.length);
        List<@Nullable V> rows = of(connection, ids);
        for (int i = 0; i < ids.length; i++) {
            V row = rows.get(i);
            if (row != null) {
                table.put(ids[i], row);
            }
        }
        return table;
    }

    /**
     * The rows of these numbers, which are sorted and distinct, in their order; null where there is
     * none.
     */
    synchronized List<@Nullable V> of(Connection connection, long[] ids)
            throws SQLException, InterruptedException {
        @Nullable Object[] found = new @Nullable Object[ids.length];
        long[] missing = new long[ids.length];
        int misses = 0;
        for (int i = 0; i < ids.length; i++) {
            found[i] = known(ids[i]);
            if (found[i] == null) {
                missing[misses++] = ids[i];
            }
        }
        if (misses > 0) {
            read(connection, Arrays.copyOf(missing, misses), ids, found);
        }
        return list(found);
    }

    @SuppressWarnings("unchecked") // only this class fills it
    private List<@Nullable V> list(@Nullable Object[] found) {
        return (List<@Nullable V>) Arrays.asList(found);
    }

    private void read(Connection connection, long[] missing, long[] ids, @Nullable Object[] found)
            throws SQLException, InterruptedException {
        rows.read(
                connection,
                missing,
                row -> {
                    long id = row.getLong(1);
                    int place = Arrays.binarySearch(ids, id);
                    if (place >= 0 && found[place] == null) {
                        V value = reader.read(row);
                        found[place] = value;
                        keep(id, value);
                    }
                });
    }

    private @Nullable V known(long id) {
        V known = young.get(id);
        if (known == null) {
            known = old.get(id);
            if (known != null) {
                keep(id, known);
            }
        }
        return known;
    }

    private void keep(long id, V value) {
        if (young.size() >= kept) {
            old = young;
            young = new LongTable<>();
        }
        young.put(id, value);
    }
}
