package illumiomonitor.engine.reference;

import illumiomonitor.db.Store;
import illumiomonitor.engine.pce.PceRegister;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** The sets that the store keeps, the ones that were asked for last in memory. Thread-safe. */
public final class References {

    /** Of each PCE: the windows of a tick need one, judging again another. */
    private static final int KEPT = 4;

    private final PceRegister register;
    private final ReferenceDao dao = new ReferenceDao();
    private final Map<Integer, Map<Long, Reference>> kept = new HashMap<>();

    public References(Store store) {
        this.register = new PceRegister(store);
    }

    /** What held at the tick; a set that holds nothing when the lists had not been read by then. */
    public synchronized Reference asOf(Handle handle, int pceId, Instant tick) {
        ReferenceDao.Read read = dao.newest(handle, pceId, tick).orElse(null);
        if (read == null) {
            return Reference.NONE;
        }
        Map<Long, Reference> ofPce = kept.computeIfAbsent(pceId, fresh -> new Newest<>(KEPT));
        Reference found = ofPce.get(read.id());
        if (found == null) {
            found =
                    new Reference(
                            read.id(),
                            register.nameOf(pceId),
                            dao.holding(handle, pceId, tick),
                            dao.heartbeats(handle, read));
            ofPce.put(read.id(), found);
        }
        return found;
    }
}
