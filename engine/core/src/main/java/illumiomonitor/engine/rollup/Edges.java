package illumiomonitor.engine.rollup;

import illumiomonitor.db.Store;
import illumiomonitor.spi.Flow;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The edges of every PCE: in memory for asking, in the store for the next start. Read from there at
 * the first question, about a second for a million. Thread-safe.
 */
final class Edges {

    private final Store store;
    private final Map<Integer, EdgeBook> books = new HashMap<>();

    Edges(Store store) {
        this.store = store;
    }

    /** Asks the book of a PCE. */
    synchronized <T> T ask(int pceId, Function<EdgeBook, T> question) {
        return question.apply(book(pceId));
    }

    private EdgeBook book(int pceId) {
        return books.computeIfAbsent(
                pceId, pce -> store.jdbi().withHandle(handle -> EdgeTable.load(handle, pce)));
    }

    /**
     * Changes the store while nobody else asks or learns; what is at hand is read again afterwards.
     */
    synchronized <T> T alone(int pceId, Supplier<T> change) {
        try {
            return change.get();
        } finally {
            books.remove(pceId);
        }
    }

    /** What is at hand may not be what the store has; it is read again. */
    synchronized void forget(int pceId) {
        books.remove(pceId);
    }

    /** Takes in flows; again changes nothing. */
    synchronized void learn(int pceId, Collection<Flow> flows) throws InterruptedException {
        EdgeBook book = book(pceId);
        boolean saved = false;
        try {
            for (Flow flow : flows) {
                learn(book, flow);
            }
            EdgeTable.save(store, pceId, book.changes());
            saved = true;
        } finally {
            if (!saved) {
                books.remove(pceId);
            }
        }
    }

    private static void learn(EdgeBook book, Flow flow) {
        int at = book.enter(flow.srcIp(), flow.dstIp(), flow.port(), flow.proto());
        if (at == EdgeBook.NONE) {
            return;
        }
        // A row that began at midnight may be younger: what it says itself is its day, not more.
        long first = Hours.micros(flow.firstSeen());
        int firstDay = Hours.day(flow.firstDetected());
        int lastDay = Hours.day(flow.lastDetected());
        book.saw(at, flow.src(), flow.dst(), flow.decision(), first, lastDay);
        if (firstDay < lastDay) {
            book.saw(at, flow.src(), flow.dst(), flow.decision(), first, firstDay);
        }
    }

    synchronized long firstSeen(int pceId, String src, String dst, int port, int proto) {
        EdgeBook book = book(pceId);
        int at = book.find(src, dst, port, proto);
        return at == EdgeBook.NONE ? Long.MAX_VALUE : book.first(at);
    }
}
