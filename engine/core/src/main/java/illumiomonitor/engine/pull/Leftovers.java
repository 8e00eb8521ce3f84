package illumiomonitor.engine.pull;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Jdbi;

/**
 * Pulls that were told to stop while they wrote. Taking back many rows takes longer than a stop
 * may, so they stay, open and unseen: for the next pull of the kind if this process goes on, else
 * for {@link Recovery}. Thread-safe for different kinds.
 */
final class Leftovers {

    private final Removal removal;
    private final Map<String, Long> pulls = new ConcurrentHashMap<>();

    Leftovers(Jdbi jdbi) {
        this.removal = new Removal(jdbi);
    }

    /** Leaves a pull for later; of each kind there is one at most. */
    void add(String kind, long pullId) {
        pulls.put(kind, pullId);
    }

    /** Removes what the last pull of the kind left. If that fails, it is tried again. */
    void remove(String kind) {
        Long left = pulls.get(kind);
        if (left != null) {
            removal.all(left);
            pulls.remove(kind);
        }
    }
}
