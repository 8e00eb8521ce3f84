package illumiomonitor.engine.rule;

import illumiomonitor.spi.Baseline;
import illumiomonitor.spi.Beacon;
import illumiomonitor.spi.Change;
import illumiomonitor.spi.Decision;
import illumiomonitor.spi.Edge;
import illumiomonitor.spi.Endpoint;
import illumiomonitor.spi.Event;
import illumiomonitor.spi.FanOut;
import illumiomonitor.spi.Flow;
import illumiomonitor.spi.OpenAlert;
import illumiomonitor.spi.RecentAlert;
import illumiomonitor.spi.Silence;
import illumiomonitor.spi.SourceHealth;
import illumiomonitor.spi.Talker;
import illumiomonitor.spi.Workload;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What stands behind a fact that is made of others: its flows, its endpoints, its event. */
final class Behind {

    private static final Set<Class<?>> FACTS =
            Set.of(
                    FanOut.class,
                    SourceHealth.class,
                    OpenAlert.class,
                    RecentAlert.class,
                    Edge.class,
                    Talker.class,
                    Baseline.class,
                    Silence.class,
                    Beacon.class,
                    Workload.class,
                    Change.class);

    private Behind() {}

    /** Whether it is a fact that is neither flow nor event. */
    static boolean isFact(Object thing) {
        return FACTS.contains(thing.getClass());
    }

    /** Whether flows of the window may stand behind it. */
    static boolean hasFlows(Object fact) {
        return fact instanceof FanOut
                || fact instanceof Edge
                || fact instanceof Talker
                || fact instanceof Baseline
                || fact instanceof Beacon;
    }

    /** Whether a flow is one of those that the fact was made of. */
    static boolean flow(Flow flow, Object fact) {
        if (fact instanceof FanOut fanOut) {
            boolean reached =
                    fanOut.dstIp().isEmpty()
                            ? service(flow, fanOut.port(), fanOut.proto())
                            : flow.dstIp().equals(fanOut.dstIp());
            return reached && flow.srcIp().equals(fanOut.srcIp());
        }
        if (fact instanceof Edge edge) {
            return service(flow, edge.port(), edge.proto())
                    && flow.srcIp().equals(edge.srcIp())
                    && flow.dstIp().equals(edge.dstIp());
        }
        if (fact instanceof Beacon beacon) {
            return service(flow, beacon.port(), beacon.proto())
                    && flow.srcIp().equals(beacon.srcIp())
                    && flow.dstIp().equals(beacon.dstIp());
        }
        if (fact instanceof Talker talker) {
            return flow.srcIp().equals(talker.ip()) || flow.dstIp().equals(talker.ip());
        }
        return fact instanceof Baseline baseline && measured(flow, baseline);
    }

    /** The address that opened all of them, null where that is not one. */
    static @Nullable String source(Object fact) {
        if (fact instanceof FanOut fanOut) {
            return fanOut.srcIp();
        }
        if (fact instanceof Edge edge) {
            return edge.srcIp();
        }
        return fact instanceof Beacon beacon ? beacon.srcIp() : null;
    }

    private static boolean measured(Flow flow, Baseline baseline) {
        String entity = baseline.entity();
        return switch (baseline.metric()) {
            case OPENED, DNS, ADMIN_DESTINATIONS, UPLOADED, COLLECTED, SENT ->
                    flow.srcIp().equals(entity);
            case STOPPED_OUT -> flow.srcIp().equals(entity) && flow.unanswered();
            case ACCEPTED -> flow.dstIp().equals(entity);
            case STOPPED_IN -> flow.dstIp().equals(entity) && flow.unanswered();
            case STOPPED_SOURCES ->
                    flow.unanswered() && entity.equals(flow.dstIp() + ":" + flow.port());
            case BLOCKED_OUT -> flow.srcIp().equals(entity) && isBlocked(flow);
            case BLOCKED_IN -> flow.dstIp().equals(entity) && isBlocked(flow);
            case BLOCKED_SOURCES ->
                    isBlocked(flow) && entity.equals(flow.dstIp() + ":" + flow.port());
            case POTENTIALLY_BLOCKED_SHARE ->
                    flow.unanswered()
                            && entity.equals(
                                    flow.dst().label("app") + "|" + flow.dst().label("env"));
        };
    }

    private static boolean isBlocked(Flow flow) {
        return flow.decision() == Decision.BLOCKED;
    }

    private static boolean service(Flow flow, int port, int proto) {
        return flow.port() == port && flow.proto() == proto;
    }

    /** The endpoints that the fact itself names. */
    static List<Endpoint> endpoints(Object fact) {
        if (fact instanceof FanOut fanOut) {
            return List.of(fanOut.src());
        }
        if (fact instanceof Edge edge) {
            return List.of(edge.src(), edge.dst());
        }
        if (fact instanceof Beacon beacon) {
            return List.of(beacon.src(), beacon.dst());
        }
        if (fact instanceof Talker talker) {
            return List.of(talker.endpoint());
        }
        if (fact instanceof Baseline baseline) {
            return List.of(baseline.endpoint());
        }
        return fact instanceof Silence silence ? List.of(silence.endpoint()) : List.of();
    }

    /** The events that told the fact. */
    static List<Event> events(Object fact) {
        return fact instanceof Change change ? List.of(change.event()) : List.of();
    }
}
