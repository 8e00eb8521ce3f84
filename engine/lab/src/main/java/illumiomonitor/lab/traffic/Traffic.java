package illumiomonitor.lab.traffic;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Everything that ever happened on the pretend network, by time. Thread-safe. */
public final class Traffic {

    /** A day and a bit: what is older has been counted. */
    private static final int HOURS_KEPT = 26;

    private static final Duration HOUR = Duration.ofHours(1);

    private final NavigableMap<Instant, List<Connection>> added = new TreeMap<>();
    private final List<Supply> supplies = new ArrayList<>();
    private Instant begin = Instant.MAX;
    private long version;
    private final Map<Instant, List<Connection>> made =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Instant, List<Connection>> eldest) {
                    return size() > HOURS_KEPT;
                }
            };

    public synchronized Traffic add(Connection... connections) {
        version++;
        for (Connection connection : connections) {
            if (connection.at().equals(Instant.EPOCH)) {
                throw new IllegalArgumentException("a connection needs an instant: " + connection);
            }
            added.computeIfAbsent(connection.at(), k -> new ArrayList<>()).add(connection);
        }
        return this;
    }

    public Traffic add(Collection<Connection> connections) {
        return add(connections.toArray(new Connection[0]));
    }

    /**
     * Adds what is made when it is asked for.
     *
     * @param from nothing is made before, however far back a query reaches
     */
    public synchronized Traffic add(Supply supply, Instant from) {
        version++;
        supplies.add(supply);
        begin = from.isBefore(begin) ? from : begin;
        made.clear();
        return this;
    }

    /** Forgets added connections: the PCE's counters of that day fall. */
    public synchronized void remove(Predicate<Connection> which) {
        version++;
        added.values().forEach(list -> list.removeIf(which));
    }

    /** Hands over the connections of a stretch of time, both ends included. */
    public synchronized void forEach(Instant from, Instant to, Consumer<Connection> taker) {
        if (from.isAfter(to)) {
            return;
        }
        added.subMap(from, true, to, true).values().forEach(list -> list.forEach(taker));
        if (supplies.isEmpty()) {
            return;
        }
        Instant hour = (from.isAfter(begin) ? from : begin).truncatedTo(ChronoUnit.HOURS);
        for (; !hour.isAfter(to); hour = hour.plus(HOUR)) {
            for (Connection connection : made.computeIfAbsent(hour, this::make)) {
                if (!connection.at().isBefore(from) && !connection.at().isAfter(to)) {
                    taker.accept(connection);
                }
            }
        }
    }

    /** Changes whenever something is added or removed. */
    synchronized long version() {
        return version;
    }

    /** When the first thing happened, or far in the future. */
    synchronized Instant begin() {
        Instant first = added.isEmpty() ? Instant.MAX : added.firstKey();
        return first.isBefore(begin) ? first : begin;
    }

    private List<Connection> make(Instant hour) {
        List<Connection> all = new ArrayList<>();
        supplies.forEach(supply -> all.addAll(supply.hour(hour)));
        return all;
    }
}
