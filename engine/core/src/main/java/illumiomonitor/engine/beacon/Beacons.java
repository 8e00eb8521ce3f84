package illumiomonitor.engine.beacon;

import illumiomonitor.engine.network.Infrastructure;
import illumiomonitor.engine.rule.FactSource;
import illumiomonitor.spi.Beacon;
import illumiomonitor.spi.Decision;
import illumiomonitor.spi.Flow;
import illumiomonitor.spi.Tick;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** Makes {@link Beacon} facts: the allowed edges of a window that call often enough, in order. */
public final class Beacons implements FactSource<Beacon> {

    private static final Set<Integer> ICMP = Set.of(1, 58);

    @Override
    public Class<Beacon> type() {
        return Beacon.class;
    }

    @Override
    public Scope scope() {
        return Scope.FLOWS;
    }

    @Override
    public List<Beacon> facts(Window window) throws InterruptedException {
        Crowd crowd = new Crowd();
        Singles singles = new Singles(window.handle());
        Map<Edge, Caller> callers = new HashMap<>();
        Map<Long, Edge> edges = new HashMap<>();
        for (Flow flow : window.flows()) {
            if (flow.decision() == Decision.ALLOWED) {
                crowd.add(flow);
                // Rows that repeat their connections at every report would call like clockwork.
                if (!infrastructure(flow) && flow.connections() > 0) {
                    Edge edge = Edge.of(flow);
                    Caller caller = callers.computeIfAbsent(edge, e -> new Caller(flow));
                    if (singles.holds(flow)) {
                        caller.metSingle(flow);
                    } else {
                        caller.met(flow);
                    }
                    edges.put(flow.id(), edge);
                }
            }
        }
        callers.values().removeIf(caller -> !caller.isOften());
        Map<Long, Caller> byFlow = new HashMap<>();
        edges.forEach(
                (flow, edge) -> {
                    Caller caller = callers.get(edge);
                    if (caller != null) {
                        byFlow.put(flow, caller);
                    }
                });
        if (byFlow.isEmpty()) {
            return List.of();
        }
        Intervals intervals = Intervals.of(window.handle(), window.pceId(), window.tick());
        try {
            intervals.read(window.handle().getConnection(), byFlow);
        } catch (SQLException e) {
            throw new IllegalStateException("the increments of a window could not be read", e);
        }
        return ranked(window.tick(), callers.values().stream().toList(), intervals.count(), crowd);
    }

    private static boolean infrastructure(Flow flow) {
        return ICMP.contains(flow.proto()) || Infrastructure.isPort(flow.port());
    }

    private static List<Beacon> ranked(
            Tick tick, List<Caller> callers, int intervals, Crowd crowd) {
        List<Beacon> beacons = new ArrayList<>();
        for (Caller caller : callers) {
            Calls.Occupied occupied = caller.occupied();
            Measure.of(caller, occupied, tick.from(), tick.at(), intervals)
                    .ifPresent(
                            measure ->
                                    beacons.add(
                                            beacon(
                                                    tick,
                                                    caller,
                                                    occupied.count(),
                                                    measure,
                                                    crowd)));
        }
        beacons.sort(
                Comparator.comparingDouble(Beacon::weight)
                        .thenComparingLong(Beacon::connections)
                        .reversed()
                        .thenComparing(Beacon::srcIp)
                        .thenComparing(Beacon::dstIp)
                        .thenComparingInt(Beacon::port));
        List<Beacon> ranked = new ArrayList<>();
        for (Beacon beacon : beacons) {
            ranked.add(at(beacon, ranked.size() + 1));
        }
        return ranked;
    }

    private static Beacon beacon(
            Tick tick, Caller caller, int occupied, Measure measure, Crowd crowd) {
        Flow flow = caller.newest();
        OptionalDouble prevalence = crowd.share(flow);
        return new Beacon(
                flow.pce(),
                flow.src(),
                flow.dst(),
                flow.port(),
                flow.proto(),
                measure.score(),
                measure.counts(),
                measure.size(),
                measure.histogram(),
                measure.duration(),
                measure.by(),
                occupied,
                caller.connections(),
                caller.bytes(),
                prevalence.orElse(0),
                caller.firstSeen(),
                0,
                Round.off(
                        Threat.of(measure.score())
                                + Modifiers.rarity(prevalence)
                                + Modifiers.age(caller.firstSeen(), tick.at())));
    }

    private static Beacon at(Beacon one, int rank) {
        return new Beacon(
                one.pce(),
                one.src(),
                one.dst(),
                one.port(),
                one.proto(),
                one.score(),
                one.regularity(),
                one.size(),
                one.histogram(),
                one.duration(),
                one.by(),
                one.occupied(),
                one.connections(),
                one.bytesIn(),
                one.prevalence(),
                one.firstSeen(),
                rank,
                one.weight());
    }

    /** What makes an edge. */
    private record Edge(String src, String dst, int port, int proto) {

        static Edge of(Flow flow) {
            return new Edge(flow.srcIp(), flow.dstIp(), flow.port(), flow.proto());
        }
    }
}
