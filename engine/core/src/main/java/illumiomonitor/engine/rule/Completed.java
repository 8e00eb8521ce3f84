package illumiomonitor.engine.rule;

import illumiomonitor.engine.reference.Reference;
import illumiomonitor.spi.Endpoint;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Endpoints with what the PCE's lists add, worked out once for each version of an endpoint and each
 * reading of the lists. Thread-safe.
 */
final class Completed {

    /** Live ticks and settled ones may lie on both sides of a reading. */
    private static final int READINGS = 3;

    private static final int ENDPOINTS = 200_000;

    private final Map<Key, LongTable<Endpoint>> kept =
            new LinkedHashMap<>(8, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Key, LongTable<Endpoint>> eldest) {
                    return size() > READINGS;
                }
            };

    private record Key(String pce, long version) {}

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
        Key key = new Key(pce, reference.version());
        LongTable<Endpoint> known = kept.computeIfAbsent(key, fresh -> new LongTable<>());
        if (known.size() > ENDPOINTS) {
            known = new LongTable<>();
            kept.put(key, known);
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
