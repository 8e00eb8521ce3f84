package illumiomonitor.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The column heap_after_mb of a run. */
class HeapColumnTest {

    private static final int MB = 1 << 20;

    private static long collections() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .sum();
    }

    @Test
    void what_lives_is_counted_after_collections_of_any_kind() {
        List<byte[]> living = new ArrayList<>();
        for (int n = 0; n < 64; n++) {
            living.add(new byte[MB]);
        }
        long before = collections();
        List<byte[]> passing = new ArrayList<>();
        while (collections() == before) {
            passing.clear();
            passing.add(new byte[8 * MB]);
        }

        assertThat(RunBook.heapAfterCollectionMb()).isGreaterThanOrEqualTo(living.size());
    }
}
