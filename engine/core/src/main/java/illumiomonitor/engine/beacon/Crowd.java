package illumiomonitor.engine.beacon;

import illumiomonitor.spi.Endpoint;
import illumiomonitor.spi.Flow;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Who inside calls whom outside, to see what everybody does. Inside are workloads and every address
 * that is not of the open internet. That half of the internet calls a server of ours says nothing
 * of one caller.
 */
final class Crowd {

    private final Set<String> sources = new HashSet<>();
    private final Map<String, Set<String>> callers = new HashMap<>();
    private final Map<String, Boolean> open = new HashMap<>();

    void add(Flow flow) {
        if (isInside(flow.src())) {
            sources.add(flow.srcIp());
            if (!isInside(flow.dst())) {
                callers.computeIfAbsent(flow.dstIp(), ip -> new HashSet<>()).add(flow.srcIp());
            }
        }
    }

    /**
     * The share of the inside sources that call the destination, above 0 to 1.
     *
     * @param edge one of its flows, which was added
     * @return empty where it does not lead from inside out
     */
    OptionalDouble share(Flow edge) {
        if (!isInside(edge.src()) || isInside(edge.dst())) {
            return OptionalDouble.empty();
        }
        int all = callers.getOrDefault(edge.dstIp(), Set.of()).size();
        return OptionalDouble.of((double) all / Math.max(1, sources.size()));
    }

    private boolean isInside(Endpoint endpoint) {
        return endpoint.managed()
                || !endpoint.href().isEmpty()
                || !open.computeIfAbsent(endpoint.ip(), ip -> endpoint.isPublic());
    }
}
