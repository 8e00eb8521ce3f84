package illumiomonitor.lab.event;

import illumiomonitor.lab.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Every audit event, by time. Thread-safe. */
public final class Events {

    private static final int HOURS_KEPT = 60;
    private static final Duration HOUR = Duration.ofHours(1);

    private final NavigableMap<Instant, List<LabEvent>> added = new TreeMap<>();
    private final List<EventSupply> supplies = new ArrayList<>();
    private final Map<Instant, List<LabEvent>> made =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Instant, List<LabEvent>> eldest) {
                    return size() > HOURS_KEPT;
                }
            };
    private Instant begin = Instant.MAX;
    private long count;

    /** Adds events; those without a href get one. */
    public synchronized Events add(LabEvent... events) {
        for (LabEvent event : events) {
            name(event, "added " + count++);
            added.computeIfAbsent(event.at(), k -> new ArrayList<>()).add(event);
        }
        return this;
    }

    /**
     * Adds what is made when it is asked for.
     *
     * @param from nothing is made before
     */
    public synchronized Events add(EventSupply supply, Instant from) {
        supplies.add(supply);
        begin = from.isBefore(begin) ? from : begin;
        made.clear();
        return this;
    }

    /**
     * Events of a stretch of time, both ends included, that were shown by an instant; oldest first.
     */
    public synchronized List<LabEvent> between(Instant from, Instant to, Instant asOf) {
        List<LabEvent> found = new ArrayList<>();
        if (from.isAfter(to)) {
            return found;
        }
        added.subMap(from, true, to, true).values().forEach(found::addAll);
        Instant last = to.isBefore(asOf) ? to : asOf;
        Instant hour = (from.isAfter(begin) ? from : begin).truncatedTo(ChronoUnit.HOURS);
        for (; !supplies.isEmpty() && !hour.isAfter(last); hour = hour.plus(HOUR)) {
            for (LabEvent event : made.computeIfAbsent(hour, this::make)) {
                if (!event.at().isBefore(from) && !event.at().isAfter(to)) {
                    found.add(event);
                }
            }
        }
        found.removeIf(event -> event.visibleAt().isAfter(asOf));
        found.sort(Comparator.comparing(LabEvent::at));
        return found;
    }

    private List<LabEvent> make(Instant hour) {
        List<LabEvent> all = new ArrayList<>();
        supplies.forEach(supply -> all.addAll(supply.hour(hour)));
        int n = 0;
        for (LabEvent event : all) {
            name(event, "made " + hour + " " + n++);
        }
        return all;
    }

    private static void name(LabEvent event, String unique) {
        if (event.body().path("href").asText().isEmpty()) {
            event.href("/orgs/1/events/" + Json.uuid("event " + unique));
        }
    }
}
