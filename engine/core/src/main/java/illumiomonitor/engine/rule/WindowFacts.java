package illumiomonitor.engine.rule;

import illumiomonitor.spi.Event;
import illumiomonitor.spi.Flow;
import illumiomonitor.spi.History;
import illumiomonitor.spi.Tick;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the rules of one window see.
 *
 * @param others facts besides flows, by type
 * @param derived the types among them that are made of the flows
 * @param history what the store knows beyond the window
 */
record WindowFacts(
        String pce,
        Tick tick,
        SeenFlows flows,
        Map<Class<?>, List<?>> others,
        Set<Class<?>> derived,
        History history) {

    /** The events of the window, empty unless a rule names them. */
    @SuppressWarnings("unchecked") // Sources give facts of their own type.
    List<Event> events() {
        return (List<Event>) others.getOrDefault(Event.class, List.of());
    }

    /** How many facts a rule of these types could see. */
    long rows(RuleText text) {
        boolean ofFlows = text.names(Flow.class) || derived.stream().anyMatch(text::names);
        long rows = ofFlows ? flows.flows().size() : 0;
        for (Map.Entry<Class<?>, List<?>> some : others.entrySet()) {
            if (!derived.contains(some.getKey()) && text.names(some.getKey())) {
                rows += some.getValue().size();
            }
        }
        return rows;
    }
}
