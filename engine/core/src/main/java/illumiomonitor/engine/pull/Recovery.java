package illumiomonitor.engine.pull;

import illumiomonitor.db.Store;
import java.util.List;

/** What is done at start, before anything is read. */
public final class Recovery {

    private Recovery() {}

    /**
     * Removes what pulls have written that a crash ended: nobody ever saw it, and the next pull
     * asks for it again. May itself be ended at any instant and repeated.
     */
    public static void removeUnfinished(Store store) {
        List<Long> open =
                store.jdbi()
                        .withHandle(
                                handle ->
                                        handle.createQuery(
                                                        "select pull_id from pull where outcome = 'OPEN'")
                                                .mapTo(Long.class)
                                                .list());
        Removal removal = new Removal(store.jdbi());
        open.forEach(removal::all);
    }
}
