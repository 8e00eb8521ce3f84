package illumiomonitor.engine.rule;

import illumiomonitor.engine.rule.guard.Leash;
import illumiomonitor.spi.Endpoint;
import illumiomonitor.spi.Event;
import illumiomonitor.spi.Flow;
import illumiomonitor.spi.Tick;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The facts that a finding rests on: all are counted, the weightiest are kept. */
final class Evidence {

    /** Bytes that a fact takes here besides itself. */
    static final long FACT = 80;

    private static final int KEPT = 20;
    private static final int ENDPOINTS = 200;
    private static final Comparator<Flow> WEIGHT =
            Comparator.comparingLong(Flow::connections)
                    .thenComparingLong(Flow::bytesIn)
                    .thenComparing(Flow::id, Comparator.reverseOrder())
                    .reversed();
    private static final Comparator<Event> NEWEST =
            Comparator.comparing(Event::at).thenComparing(Event::href).reversed();

    private final Map<Long, Flow> flows = new LinkedHashMap<>();
    private final Map<String, Event> events = new LinkedHashMap<>();
    private final Set<Endpoint> endpoints = new LinkedHashSet<>();
    private final Set<Object> others = new LinkedHashSet<>();
    private boolean tick;
    private boolean assumed;

    /** Takes facts out of what a match holds, also out of the collections in it. */
    void take(Collection<?> things) {
        for (Object thing : things) {
            Leash.check();
            take(thing);
        }
    }

    private void take(@Nullable Object thing) {
        if (thing instanceof Flow flow) {
            flow(flow);
        } else if (thing instanceof Event event) {
            events.put(event.href(), event);
        } else if (thing != null && Behind.isFact(thing)) {
            others.add(thing);
            Behind.endpoints(thing).forEach(this::endpoint);
            Behind.events(thing).forEach(event -> events.put(event.href(), event));
        } else if (thing instanceof Tick) {
            tick = true;
        } else if (thing instanceof Collection<?> several) {
            take(several);
        } else if (thing instanceof Map<?, ?> map) {
            take(map.values());
        }
    }

    private void flow(Flow flow) {
        flows.put(flow.id(), flow);
        endpoint(flow.src());
        endpoint(flow.dst());
    }

    private void endpoint(Endpoint endpoint) {
        if (endpoints.size() < ENDPOINTS) {
            endpoints.add(endpoint);
        }
    }

    /** Adds rows that surely belong to the subject, though the match does not say which it met. */
    void assume(Collection<Flow> rows, Collection<Event> others) {
        assumed = true;
        rows.forEach(this::flow);
        others.forEach(this::take);
    }

    void add(Evidence more) {
        more.flows.values().forEach(this::flow);
        events.putAll(more.events);
        more.others.forEach(this::take);
        tick |= more.tick;
        assumed |= more.assumed;
    }

    /** Whether no fact matched at all. */
    boolean isEmpty() {
        return count() == 0 && !tick;
    }

    boolean assumed() {
        return assumed;
    }

    long count() {
        return (long) flows.size() + events.size() + others.size();
    }

    /** Facts that are neither flow nor event. */
    Set<Object> others() {
        return others;
    }

    int flowCount() {
        return flows.size();
    }

    /** The weightiest flows. */
    List<Flow> topFlows() {
        return flows.values().stream().sorted(WEIGHT).limit(KEPT).toList();
    }

    /** The newest events. */
    List<Event> topEvents() {
        return events.values().stream().sorted(NEWEST).limit(KEPT).toList();
    }

    List<Endpoint> endpoints() {
        return List.copyOf(endpoints);
    }

    /** Time of the newest matched fact, or the tick's when none has a time. */
    Instant happenedAt(Instant otherwise) {
        List<Instant> times = new ArrayList<>();
        flows.values().forEach(flow -> times.add(flow.lastDetected()));
        events.values().forEach(event -> times.add(event.at()));
        return times.stream().max(Comparator.naturalOrder()).orElse(otherwise);
    }

    /** When the newest matched fact was pulled. */
    Instant pulledAt(Instant otherwise) {
        List<Instant> times = new ArrayList<>();
        flows.values().forEach(flow -> times.add(flow.pulledAt()));
        events.values().forEach(event -> times.add(event.pulledAt()));
        return times.stream().max(Comparator.naturalOrder()).orElse(otherwise);
    }

    static Comparator<Flow> weight() {
        return WEIGHT;
    }
}
