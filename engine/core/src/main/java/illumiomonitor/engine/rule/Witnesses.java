package illumiomonitor.engine.rule;

import illumiomonitor.spi.Flow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the flows of a window that stand behind a fact, the weightiest first. Of one source it
 * looks at that source's flows only: a window with a thousand findings is not walked a thousand
 * times. One thread.
 */
final class Witnesses {

    private final SeenFlows flows;
    private @Nullable Map<String, List<Flow>> bySource;

    Witnesses(SeenFlows flows) {
        this.flows = flows;
    }

    /** Those behind a fact that is made of flows. */
    List<Flow> behind(Object fact, int most) {
        String source = Behind.source(fact);
        Stream<Flow> candidates =
                source == null || !flows.held()
                        ? flows.flows().stream()
                        : index().getOrDefault(source, List.of()).stream();
        return top(candidates, flow -> Behind.flow(flow, fact), most);
    }

    List<Flow> top(Predicate<Flow> which, int most) {
        return top(flows.flows().stream(), which, most);
    }

    private static List<Flow> top(Stream<Flow> flows, Predicate<Flow> which, int most) {
        return flows.filter(which).sorted(Evidence.byWeight()).limit(most).toList();
    }

    private Map<String, List<Flow>> index() {
        Map<String, List<Flow>> known = bySource;
        if (known == null) {
            known = new HashMap<>();
            for (Flow flow : flows.flows()) {
                known.computeIfAbsent(flow.srcIp(), ip -> new ArrayList<>(2)).add(flow);
            }
            bySource = known;
        }
        return known;
    }
}
