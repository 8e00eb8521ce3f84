package illumiomonitor.engine.rule;

import illumiomonitor.spi.Endpoint;
import illumiomonitor.spi.Flow;
import illumiomonitor.spi.Talker;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Adds up what each address sent and received, in one pass over the flows of a window. */
final class Talkers {

    private final List<Sum> byNumber = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();

    private Talkers() {}

    static List<Talker> of(String pce, Collection<Flow> flows) {
        Talkers adding = new Talkers();
        for (Flow flow : flows) {
            adding.add(flow);
        }
        return adding.byNumber.stream().map(sum -> sum.fact(pce)).toList();
    }

    private void add(Flow flow) {
        int src = number(flow.src(), flow.lastDetected());
        int dst = number(flow.dst(), flow.lastDetected());
        Sum from = byNumber.get(src);
        Sum to = byNumber.get(dst);
        long stopped = flow.unanswered() ? flow.connections() : 0;
        from.opened += flow.connections();
        from.stoppedOut += stopped;
        from.sent += flow.bytesIn();
        from.received += flow.bytesOut();
        from.uploaded += flow.dst().managed() ? 0 : flow.bytesIn();
        from.destinations.add(dst);
        to.accepted += flow.connections();
        to.stoppedIn += stopped;
        to.sent += flow.bytesOut();
        to.received += flow.bytesIn();
        to.sources.add(src);
    }

    private int number(Endpoint endpoint, Instant seen) {
        int number =
                numbers.computeIfAbsent(
                        endpoint.ip(),
                        ip -> {
                            byNumber.add(new Sum(endpoint, seen));
                            return byNumber.size() - 1;
                        });
        Sum sum = byNumber.get(number);
        if (seen.isAfter(sum.seen)) {
            sum.endpoint = endpoint;
            sum.seen = seen;
        }
        return number;
    }

    /** What one address did. */
    private static final class Sum {

        private final IntSet destinations = new IntSet();
        private final IntSet sources = new IntSet();
        private Endpoint endpoint;
        private Instant seen;
        private long opened;
        private long accepted;
        private long stoppedOut;
        private long stoppedIn;
        private long sent;
        private long received;
        private long uploaded;

        Sum(Endpoint endpoint, Instant seen) {
            this.endpoint = endpoint;
            this.seen = seen;
        }

        Talker fact(String pce) {
            return new Talker(
                    pce,
                    endpoint,
                    opened,
                    accepted,
                    stoppedOut,
                    stoppedIn,
                    sent,
                    received,
                    uploaded,
                    destinations.size(),
                    sources.size());
        }
    }
}
