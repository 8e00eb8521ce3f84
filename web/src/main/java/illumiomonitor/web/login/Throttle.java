package illumiomonitor.web.login;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Makes guessing slow: after some failures each further one doubles the wait. Remembers a bounded
 * number of names, the least recent go first. Thread-safe.
 */
final class Throttle {

    private static final int MOST = 10_000;
    private static final Duration FORGET = Duration.ofMinutes(30);

    private final Map<String, Failures> failures =
            new LinkedHashMap<>(64, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
                    return size() > MOST;
                }
            };

    private final int free;
    private final Duration longest;
    private final Clock clock;

    /**
     * A throttle.
     *
     * @param free failures without a wait
     * @param longest wait
     */
    Throttle(int free, Duration longest, Clock clock) {
        this.free = free;
        this.longest = longest;
        this.clock = clock;
    }

    private record Failures(int count, Instant last) {}

    /** How long a name has to wait, zero when not at all. */
    synchronized Duration wait(String name) {
        Failures known = failures.get(name);
        if (known == null || known.count() < free) {
            return Duration.ZERO;
        }
        int doublings = Math.min(known.count() - free, 20);
        Duration wait = Duration.ofSeconds(1L << doublings);
        Duration bounded = wait.compareTo(longest) > 0 ? longest : wait;
        Duration left = Duration.between(clock.instant(), known.last().plus(bounded));
        return left.isNegative() ? Duration.ZERO : left;
    }

    synchronized void failed(String name) {
        Instant now = clock.instant();
        Failures known = failures.get(name);
        if (known == null || known.last().plus(FORGET).isBefore(now)) {
            failures.put(name, new Failures(1, now));
        } else {
            failures.put(name, new Failures(known.count() + 1, now));
        }
    }

    /** One failure was none; those before it stay. */
    synchronized void takeBack(String name) {
        failures.computeIfPresent(
                name,
                (same, known) ->
                        known.count() == 1 ? null : new Failures(known.count() - 1, known.last()));
    }

    synchronized void succeeded(String name) {
        failures.remove(name);
    }
}
