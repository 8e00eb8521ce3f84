package illumiomonitor.engine.beacon;

import illumiomonitor.spi.Flow;
import illumiomonitor.spi.FlowRow;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Tells flows that are one connection each, with its own begin, from the sums of a PCE, whose first
 * report may be midnight. All flows of a window come from one source: the first is looked up.
 */
final class Singles {

    private final Handle handle;
    private @Nullable Boolean known;

    Singles(Handle handle) {
        this.handle = handle;
    }

    boolean holds(Flow flow) {
        Boolean source = known;
        if (source == null) {
            source = reporter(flow.id()).startsWith(FlowRow.CONNECTION);
            known = source;
        }
        return source && flow.pceConnections() == 1;
    }

    private String reporter(long flow) {
        return handle.createQuery(
                        """
                        select t.text
                          from flow f
                          join term t on t.term_id = f.client_type
                         where f.flow_id = :flow
                        """)
                .bind("flow", flow)
                .mapTo(String.class)
                .findOne()
                .orElse("");
    }
}
