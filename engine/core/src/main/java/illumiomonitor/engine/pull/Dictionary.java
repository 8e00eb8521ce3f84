package illumiomonitor.engine.pull;

import illumiomonitor.db.Store;

/**
 * Endpoints and texts of one PCE as the store has them.
 *
 * @param endpoints versions
 * @param terms texts
 */
record Dictionary(Endpoints endpoints, Terms terms) {

    static Dictionary read(Store store, int pceId) {
        return read(store, pceId, true);
    }

    /** For rows that are looked at and not stored: nor are the endpoints that only they name. */
    static Dictionary lent(Store store, int pceId) {
        return read(store, pceId, false);
    }

    private static Dictionary read(Store store, int pceId, boolean kept) {
        Ids ids = Ids.of(store);
        return new Dictionary(
                new Endpoints(store.jdbi(), ids, pceId, kept), new Terms(store.jdbi(), ids));
    }

    /** Writes what is new; until then no row may name it. */
    void save() {
        endpoints.save();
        terms.save();
    }
}
