package illumiomonitor.engine.reference;

import illumiomonitor.db.Store;
import illumiomonitor.engine.pce.PceRegister;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** The sets that the store keeps, the ones that were asked for last in memory. Thread-safe. */
public final class References {

    private static final int KEPT = 4;

    private final PceRegister register;
    private final ReferenceDao dao = new ReferenceDao();
    private final Map<Key, Reference> kept =
            new LinkedHashMap<>(8, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Key, Reference> eldest) {
                    return size() > KEPT;
                }
            };

    private record Key(int pceId, long read) {}

    public References(Store store) {
        this.register = new PceRegister(store);
    }

    /** What held at the tick; a set that holds nothing when the lists had not been read by then. */
    public synchronized Reference asOf(Handle handle, int pceId, Instant tick) {
        ReferenceDao.Read read = dao.newest(handle, pceId, tick).orElse(null);
        if (read == null) {
            return Reference.NONE;
        }
        Key key = new Key(pceId, read.id());
        Reference found = kept.get(key);
        if (found == null) {
            found =
                    new Reference(
                            read.id(),
                            register.nameOf(pceId),
                            read.readAt(),
                            dao.holding(handle, pceId, tick),
                            dao.beats(handle, read.id()));
            kept.put(key, found);
        }
        return found;
    }
}
