package illumiomonitor.lab.http;

import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Predicate;

/** What has been asked so far, oldest first. Thread-safe. */
public final class Requests {

    /** Enough for any test; older ones are forgotten so that a demo may run for weeks. */
    private static final int KEPT = 10_000;

    private final ArrayDeque<Request> asked = new ArrayDeque<>();
    private long total;
    private int running;
    private int most;

    synchronized void begin(Request request) {
        asked.add(request);
        total++;
        running++;
        most = Math.max(most, running);
        if (asked.size() > KEPT) {
            asked.remove();
        }
    }

    synchronized void end() {
        running--;
    }

    public synchronized long count() {
        return total;
    }

    public synchronized long count(Predicate<Request> which) {
        return asked.stream().filter(which).count();
    }

    public synchronized List<Request> all() {
        return List.copyOf(asked);
    }

    /** The most requests that were being answered at one time. */
    public synchronized int mostAtOnce() {
        return most;
    }

    public synchronized void clear() {
        asked.clear();
        total = 0;
        most = running;
    }
}
