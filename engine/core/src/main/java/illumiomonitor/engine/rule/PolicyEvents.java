package illumiomonitor.engine.rule;

import illumiomonitor.spi.Change;
import illumiomonitor.spi.Endpoint;
import illumiomonitor.spi.Event;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The events of a stretch after which other rules may hold, for all workloads or for some. */
public final class PolicyEvents {

    private static final String PROVISION = "sec_policy.create";

    /** Provisions, and changes of workloads that do not say of which. */
    private final List<Event> forAll = new ArrayList<>();

    private final List<Change> changes;

    /**
     * @param events of the stretch
     * @param changes that they tell
     */
    public PolicyEvents(List<Event> events, List<Change> changes) {
        this.changes = changes.stream().filter(PolicyEvents::counts).toList();
        Set<Long> naming = new HashSet<>();
        changes.forEach(change -> naming.add(change.event().id()));
        for (Event event : events) {
            if (isForAll(event, !naming.contains(event.id()))) {
                forAll.add(event);
            }
        }
    }

    /**
     * Whether other rules may hold for every workload after an event.
     *
     * @param tellsNone whether it tells of no change
     */
    static boolean isForAll(Event event, boolean tellsNone) {
        boolean unnamed =
                event.type().startsWith("workload")
                        && event.isWrite()
                        && event.workload().isEmpty()
                        && event.workloadHrefs().isEmpty()
                        && tellsNone;
        return !event.status().equals("failure") && (unnamed || event.type().equals(PROVISION));
    }

    static boolean counts(Change change) {
        return change.isPolicy() && !change.event().status().equals("failure");
    }

    /** Those that concern the endpoint, the oldest first. */
    public List<Event> about(Endpoint endpoint) {
        Set<Long> known = new HashSet<>();
        List<Event> all = new ArrayList<>(forAll);
        for (Change change : changes) {
            if (change.isAbout(endpoint) && known.add(change.event().id())) {
                all.add(change.event());
            }
        }
        all.sort(Comparator.comparing(Event::at).thenComparing(Event::id));
        return List.copyOf(all);
    }
}
