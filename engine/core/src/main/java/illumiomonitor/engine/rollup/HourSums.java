package illumiomonitor.engine.rollup;

import illumiomonitor.db.RightOfWay.Courtesy;
import illumiomonitor.spi.Decision;
import illumiomonitor.spi.Endpoint;
import illumiomonitor.spi.Flow;
import illumiomonitor.spi.Metric;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What every entity did in a stretch, by metric, added up in one pass over its flows.
 *
 * <p>Addresses without a VEN are many when the open internet knocks: of each metric only the {@link
 * #STRANGERS} greatest are kept.
 */
final class HourSums {

    /** Entities without a VEN that are kept, per metric. */
    static final int STRANGERS = 10_000;

    /** Flows that are added in a few milliseconds. */
    private static final int STEP = 4_096;

    private static final int DNS_PORT = 53;

    private static final Set<Integer> ADMIN =
            Set.of(22, 23, 135, 139, 445, 3389, 5900, 5938, 5985, 5986, 47001);

    /** What one entity did. Distinct things are kept in a set, shares as two numbers. */
    static final class Sum {

        private Endpoint endpoint;
        private long seen;
        private boolean managed;
        private long value;
        private long of;
        private @Nullable Set<String> distinct;

        private Sum(Endpoint endpoint) {
            this.endpoint = endpoint;
            this.seen = Long.MIN_VALUE;
        }

        Endpoint endpoint() {
            return endpoint;
        }

        boolean managed() {
            return managed;
        }

        private void count(String thing) {
            Set<String> known = distinct;
            if (known == null) {
                known = new HashSet<>();
                distinct = known;
            }
            known.add(thing);
            value = known.size();
        }
    }

    private final Map<Metric, Map<String, Sum>> sums = new EnumMap<>(Metric.class);

    private HourSums() {
        for (Metric metric : Metric.values()) {
            sums.put(metric, new HashMap<>());
        }
    }

    static HourSums of(Collection<Flow> flows, Courtesy courtesy) throws InterruptedException {
        HourSums adding = new HourSums();
        int left = STEP;
        for (Flow flow : flows) {
            adding.add(flow);
            if (--left == 0) {
                courtesy.giveWay();
                left = STEP;
            }
        }
        adding.sums.values().forEach(HourSums::bound);
        return adding;
    }

    /** What this entity did, 0 when nothing. */
    long value(Series series) {
        Sum sum = map(series.metric()).get(series.entity());
        return sum == null ? 0 : value(series.metric(), sum);
    }

    Map<String, Sum> of(Metric metric) {
        return map(metric);
    }

    static long value(Metric metric, Sum sum) {
        return metric == Metric.POTENTIALLY_BLOCKED_SHARE
                ? sum.of == 0 ? 0 : sum.value * 1000 / sum.of
                : sum.value;
    }

    private Map<String, Sum> map(Metric metric) {
        return sums.getOrDefault(metric, Map.of());
    }

    private void add(Flow flow) {
        Endpoint src = flow.src();
        Endpoint dst = flow.dst();
        long connections = flow.connections();
        sum(Metric.OPENED, src.ip(), src, flow).value += connections;
        sum(Metric.ACCEPTED, dst.ip(), dst, flow).value += connections;
        if (flow.unanswered()) {
            sum(Metric.STOPPED_OUT, src.ip(), src, flow).value += connections;
            sum(Metric.STOPPED_IN, dst.ip(), dst, flow).value += connections;
            String service = dst.ip() + ":" + flow.port();
            sum(Metric.STOPPED_SOURCES, service, dst, flow).count(src.ip());
            if (flow.decision() == Decision.BLOCKED) {
                sum(Metric.BLOCKED_OUT, src.ip(), src, flow).value += connections;
                sum(Metric.BLOCKED_IN, dst.ip(), dst, flow).value += connections;
                sum(Metric.BLOCKED_SOURCES, service, dst, flow).count(src.ip());
            }
        }
        if (flow.bytesIn() > 0) {
            sum(Metric.SENT, src.ip(), src, flow).value += flow.bytesIn();
        }
        if (src.managed()) {
            bytes(flow);
        }
        if (ADMIN.contains(flow.port())) {
            sum(Metric.ADMIN_DESTINATIONS, src.ip(), src, flow).count(dst.ip());
        }
        if (flow.port() == DNS_PORT) {
            sum(Metric.DNS, src.ip(), src, flow).value += connections;
        }
        share(flow);
    }

    private void bytes(Flow flow) {
        if (flow.dst().managed()) {
            sum(Metric.COLLECTED, flow.srcIp(), flow.src(), flow).value += flow.bytesOut();
        } else {
            sum(Metric.UPLOADED, flow.srcIp(), flow.src(), flow).value += flow.bytesIn();
        }
    }

    private void share(Flow flow) {
        boolean potentially = flow.decision() == Decision.POTENTIALLY_BLOCKED;
        if (!potentially && flow.decision() != Decision.ALLOWED) {
            return;
        }
        String app = flow.dst().label("app");
        String env = flow.dst().label("env");
        if (!app.isEmpty() || !env.isEmpty()) {
            Sum sum = sum(Metric.POTENTIALLY_BLOCKED_SHARE, app + "|" + env, flow.dst(), flow);
            sum.managed = true;
            sum.of += flow.connections();
            sum.value += potentially ? flow.connections() : 0;
        }
    }

    private Sum sum(Metric metric, String entity, Endpoint endpoint, Flow flow) {
        Sum sum = map(metric).computeIfAbsent(entity, key -> new Sum(endpoint));
        long seen = Hours.micros(flow.lastDetected());
        if (seen > sum.seen) {
            sum.seen = seen;
            sum.endpoint = endpoint;
        }
        sum.managed |= endpoint.managed();
        return sum;
    }

    private static void bound(Map<String, Sum> byEntity) {
        List<Map.Entry<String, Sum>> strangers =
                byEntity.entrySet().stream()
                        .filter(entry -> !entry.getValue().managed)
                        .sorted(
                                Comparator.comparingLong(
                                                (Map.Entry<String, Sum> entry) ->
                                                        -entry.getValue().value)
                                        .thenComparing(Map.Entry::getKey))
                        .skip(STRANGERS)
                        .toList();
        strangers.forEach(entry -> byEntity.remove(entry.getKey()));
    }
}
