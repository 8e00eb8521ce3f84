package illumiomonitor.lab.http;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How many requests each key has left in the last 60 s. Counts real time, also where the lab's
 * clock stands still, because that is what its clients wait by. Thread-safe.
 */
final class Budget {

    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final LongSupplier nanos;
    private final Map<String, Deque<Long>> spent = new HashMap<>();

    Budget(LongSupplier nanos) {
        this.nanos = nanos;
    }

    synchronized boolean spend(String key, int perMinute) {
        long now = nanos.getAsLong();
        Deque<Long> times = spent.computeIfAbsent(key, k -> new ArrayDeque<>());
        while (!times.isEmpty() && now - times.peekFirst() >= MINUTE) {
            times.removeFirst();
        }
        if (times.size() >= perMinute) {
            return false;
        }
        times.addLast(now);
        return true;
    }
}
