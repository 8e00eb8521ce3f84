package illumiomonitor.engine.rule;

import illumiomonitor.engine.reference.Newest;
import illumiomonitor.engine.reference.Reference;
import illumiomonitor.spi.Endpoint;
import java.util.HashMap;
import java.util.Map;

/**
 * Endpoints with what the PCE's lists add, worked out once for each version of an endpoint and each
 * reading of the lists. Thread-safe.
 */
final class Completed {

    /** Of each PCE: live ticks and settled ones may lie on both sides of a reading. */
    private static final int READINGS = 3;

    private static final int ENDPOINTS = 200_000;

    private final Map<String, Map<Long, LongTable<Endpoint>>> kept = new HashMap<>();

    /**
     * The endpoints of these numbers.
     *
     * @param plain as the answers described them
     */
    synchronized LongTable<Endpoint> table(
            String pce, Reference reference, long[] ids, LongTable<Endpoint> plain) {
        if (!reference.isThere()) {
            return plain;
        }
        Map<Long, LongTable<Endpoint>> ofPce =
                kept.computeIfAbsent(pce, fresh -> new Newest<>(READINGS));
        long version = reference.version();
        LongTable<Endpoint> known = ofPce.computeIfAbsent(version, fresh -> new LongTable<>());
        if (known.size() > ENDPOINTS) {
            known = new LongTable<>();
            ofPce.put(version, known);
        }
        LongTable<Endpoint> table = new LongTable<>(ids.length);
        for (long id : ids) {
            Endpoint whole = known.get(id);
            Endpoint found = plain.get(id);
            if (whole == null && found != null) {
                whole = reference.complete(found);
                known.put(id, whole);
            }
            if (whole != null) {
                table.put(id, whole);
            }
        }
        return table;
    }
}
