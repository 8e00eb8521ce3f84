package illumiomonitor.engine;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.db.Store;
import java.nio.file.Path;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2Test {

    @TempDir private Path folder;

    @Test
    void what_tests_open_is_what_is_made_of_nothing() {
        List<String> made = columns("jdbc:h2:mem:made-of-nothing");

        assertThat(made).isNotEmpty();
        assertThat(columns(H2.memory())).isEqualTo(made);
        assertThat(columns(H2.file(folder.resolve("store")))).isEqualTo(made);
    }

    /** Of all tables and views, and what stands in them. */
    private static List<String> columns(String url) {
        try (Store store = Store.open(url)) {
            return store.jdbi().withHandle(H2Test::columns);
        }
    }

    private static List<String> columns(Handle handle) {
        return handle.createQuery(
                        """
                        select table_schema || '.' || table_name || '.' || column_name
                               || ' ' || data_type || ' ' || is_nullable || ' ' || coalesce(column_default, '')
                          from information_schema.columns
                         where table_schema in ('PUBLIC', 'HISTORY')
                         order by 1
                        """)
                .mapTo(String.class)
                .list();
    }
}
