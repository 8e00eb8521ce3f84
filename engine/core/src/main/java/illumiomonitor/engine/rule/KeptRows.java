package illumiomonitor.engine.rule;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
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

    /**
     * The rows of these numbers, which are sorted and distinct. Numbers without a row are absent.
     */
    synchronized LongTable<V> of(Connection connection, long[] ids)
            throws SQLException, InterruptedException {
        LongTable<V> found = new LongTable<>(ids.length);
        long[] missing = new long[ids.length];
        int misses = 0;
        for (long id : ids) {
            V known = known(id);
            if (known == null) {
                missing[misses++] = id;
            } else {
                found.put(id, known);
            }
        }
        if (misses > 0) {
            read(connection, Arrays.copyOf(missing, misses), found);
        }
        return found;
    }

    private void read(Connection connection, long[] missing, LongTable<V> found)
            throws SQLException, InterruptedException {
        rows.read(
                connection,
                missing,
                row -> {
                    long id = row.getLong(1);
                    if (Arrays.binarySearch(missing, id) >= 0) {
                        V value = reader.read(row);
                        found.put(id, value);
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
