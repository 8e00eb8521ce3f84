package illumiomonitor.engine.rollup;

import illumiomonitor.db.Store;
import illumiomonitor.engine.rule.FirstSeen;
import illumiomonitor.spi.Flow;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The edges of every PCE: in memory for asking, in the store for the next start. Read from there at
 * the first question, about a second for a million. Thread-safe.
 */
final class Edges implements FirstSeen {

    /** So many edges of a PCE are held, unless told otherwise. */
    static final int MOST = 1_000_000;

    /** Of a full book a tenth gives way at once, so that it seldom has to. */
    private static final int PARTS = 10;

    private final Store store;
    private final int most;
    private final Map<Integer, EdgeBook> books = new HashMap<>();

    /**
     * Where numbers of new edges begin, by PCE. Sums are known by number, and may be longer than
     * the store has the edge: no number is given twice.
     */
    private final Map<Integer, Long> numbersFrom = new HashMap<>();

    /**
     * @param most edges of a PCE that are held
     */
    Edges(Store store, int most) {
        this.store = store;
        this.most = most;
    }

    /** Asks the book of a PCE. */
    synchronized <T> T ask(int pceId, Function<EdgeBook, T> question) {
        return question.apply(book(pceId));
    }

    private EdgeBook book(int pceId) {
        return books.computeIfAbsent(pceId, this::load);
    }

    private EdgeBook load(int pceId) {
        EdgeBook book = store.jdbi().withHandle(handle -> EdgeTable.load(handle, pceId, most));
        book.numbersFrom(numbersFrom.getOrDefault(pceId, 0L));
        return book;
    }

    /**
     * Changes the store while nobody else asks or learns; what is at hand is read again afterwards.
     */
    synchronized <T> T alone(int pceId, Supplier<T> change) {
        try {
            return change.get();
        } finally {
            forget(pceId);
        }
    }

    /** What is at hand may not be what the store has; it is read again. */
    synchronized void forget(int pceId) {
        EdgeBook book = books.remove(pceId);
        if (book != null) {
            numbersFrom.put(pceId, book.nextId());
        }
    }

    /** The same for all PCEs. */
    synchronized void forget() {
        List.copyOf(books.keySet()).forEach(this::forget);
    }

    /** What is to be said of how many there are; empty while there is room. */
    synchronized Optional<String> crowd(int pceId) {
        EdgeBook book = book(pceId);
        EdgeRoom room = book.room();
        if (room.isPartial()) {
            return Optional.of(
                    "there is no room for more than %,d edges: those last seen by %s gave way, and before %s no edge that is not known is taken for new"
                            .formatted(
                                    most,
                                    LocalDate.ofEpochDay(room.gone().orElseThrow()),
                                    LocalDate.ofEpochDay(room.wholeFrom())));
        }
        return book.size() < most - most / PARTS
                ? Optional.empty()
                : Optional.of(
                        "%,d edges are known and there is room for %,d: beyond that, those that were quiet for longest give way"
                                .formatted(book.size(), most));
    }

    /**
     * Takes in flows; again changes nothing. Where edges give way, others ask and learn while those
     * are deleted. Whoever is stopped meanwhile finds the rest of them in the store: that they gave
     * way is said, and with the next edge they do so again.
     */
    void learn(int pceId, Collection<Flow> flows) throws InterruptedException {
        Deque<Flow> rest = new ArrayDeque<>(flows);
        boolean saved = false;
        try {
            while (!rest.isEmpty()) {
                // Before what comes instead, or the store would have an edge twice that is back.
                EdgeTable.delete(store, learnUntilFull(pceId, rest));
            }
            saved = true;
        } finally {
            if (!saved) {
                forget(pceId);
            }
        }
    }

    /**
     * @return numbers of edges that give way to what is left of the flows, still in the store
     */
    private synchronized List<Long> learnUntilFull(int pceId, Deque<Flow> rest)
            throws InterruptedException {
        EdgeBook book = book(pceId);
        while (!rest.isEmpty()) {
            if (book.isFull() && find(book, rest.getFirst()) == EdgeBook.NONE) {
                return giveWay(pceId, book);
            }
            learn(book, rest.removeFirst());
        }
        EdgeTable.save(store, pceId, book.changes());
        return List.of();
    }

    private List<Long> giveWay(int pceId, EdgeBook full) throws InterruptedException {
        EdgeTable.save(store, pceId, full.changes());
        int[] leaving = full.quietest(full.size() - most + Math.max(1, most / PARTS));
        int lastDay = full.lastDay(leaving[leaving.length - 1]);
        // Said first: whoever is stopped in between has forgotten nothing that is not said.
        store.jdbi().useTransaction(handle -> EdgeTable.saveGone(handle, pceId, lastDay));
        full.room().gaveWay(lastDay);
        books.put(pceId, without(full, leaving));
        return Arrays.stream(leaving).mapToObj(full::id).toList();
    }

    private static EdgeBook without(EdgeBook full, int[] leaving) {
        BitSet left = new BitSet();
        Arrays.stream(leaving).forEach(left::set);
        EdgeBook others = new EdgeBook(full.room());
        others.numbersFrom(full.nextId());
        for (int at = left.nextClearBit(0); at < full.size(); at = left.nextClearBit(at + 1)) {
            others.load(full.row(at));
        }
        return others;
    }

    private static int find(EdgeBook book, Flow flow) {
        return book.find(flow.srcIp(), flow.dstIp(), flow.port(), flow.proto());
    }

    private static void learn(EdgeBook book, Flow flow) {
        int at = book.enter(flow.srcIp(), flow.dstIp(), flow.port(), flow.proto());
        // A row that began at midnight may be younger: what it says itself is its day, not more.
        long first = Hours.micros(flow.firstSeen());
        int firstDay = Hours.day(flow.firstDetected());
        int lastDay = Hours.day(flow.lastDetected());
        long began = Hours.micros(flow.began());
        if (firstDay < lastDay) {
            book.saw(at, flow.src(), flow.dst(), flow.decision(), first, firstDay, began);
            began = Hours.micros(Hours.dayStart(lastDay));
        }
        book.saw(at, flow.src(), flow.dst(), flow.decision(), first, lastDay, began);
    }

    @Override
    public synchronized boolean away(
            int pceId, String src, String dst, int port, int proto, Instant before, int days) {
        EdgeBook book = book(pceId);
        int at = book.find(src, dst, port, proto);
        int day = Hours.day(before);
        return at != EdgeBook.NONE
                && book.first(at) <= Hours.micros(before.minus(Duration.ofDays(days)))
                && book.seenDays(at, day, days) == 0;
    }

    @Override
    public synchronized long of(int pceId, String src, String dst, int port, int proto) {
        EdgeBook book = book(pceId);
        int at = book.find(src, dst, port, proto);
        return book.first(at);
    }
}
