package illumiomonitor.engine.beacon;

import illumiomonitor.engine.rule.FactSource;
import illumiomonitor.spi.Beacon;
import illumiomonitor.spi.Decision;
import illumiomonitor.spi.Flow;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes {@link Beacon} facts: the allowed edges of a window that call often enough, in order. */
public final class Beacons implements FactSource<Beacon> {

    /** An edge that was seen in fewer intervals is no beacon. */
    private static final int FEWEST = 6;

    /** Services that everybody calls regularly. */
    private static final Set<Integer> INFRA =
            Set.of(53, 67, 68, 123, 137, 138, 546, 547, 1900, 5353, 5355);

    private static final Set<Integer> ICMP = Set.of(1, 58);

    private static final double STEP = 0.15;

    @Override
    public Class<Beacon> type() {
        return Beacon.class;
    }

    @Override
    public boolean ofFlows() {
        return true;
    }

    @Override
    public List<Beacon> facts(Window window) throws InterruptedException {
        Crowd crowd = new Crowd();
        Map<Edge, Caller> callers = new HashMap<>();
        Map<Long, Edge> edges = new HashMap<>();
        for (Flow flow : window.flows()) {
            if (flow.decision() == Decision.ALLOWED) {
                crowd.add(flow);
                // Rows that repeat their connections at every report would call like clockwork.
                if (!infrastructure(flow) && flow.connections() > 0) {
                    Edge edge = Edge.of(flow);
                    callers.computeIfAbsent(edge, e -> new Caller(flow)).met(flow);
                    edges.put(flow.id(), edge);
                }
            }
        }
        callers.values().removeIf(caller -> caller.expected() < FEWEST);
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
        return ranked(window, callers.values().stream().toList(), intervals.count(), crowd);
    }

    private static boolean infrastructure(Flow flow) {
        return ICMP.contains(flow.proto()) || INFRA.contains(flow.port());
    }

    private static List<Beacon> ranked(
            Window window, List<Caller> callers, int intervals, Crowd crowd) {
        List<Beacon> beacons = new ArrayList<>();
        for (Caller caller : callers) {
            if (caller.occupied() >= FEWEST) {
                beacons.add(beacon(window, caller, intervals, crowd, 0));
            }
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
            Window window, Caller caller, int intervals, Crowd crowd, int rank) {
        Flow flow = caller.newest();
        Regularity regular = caller.regularity(intervals);
        double prevalence = crowd.share(flow.dstIp());
        double score = Round.off(regular.score());
        return new Beacon(
                flow.pce(),
                flow.src(),
                flow.dst(),
                flow.port(),
                flow.proto(),
                score,
                regular.counts(),
                regular.size(),
                regular.histogram(),
                regular.duration(),
                caller.occupied(),
                caller.connections(),
                caller.bytes(),
                prevalence,
                caller.firstSeen(),
                rank,
                Round.off(
                        score + rarity(prevalence) + age(window.tick().at(), caller.firstSeen())));
    }

    private static double rarity(double prevalence) {
        return prevalence <= 0.02 ? STEP : prevalence >= 0.5 ? -STEP : 0;
    }

    private static double age(Instant tick, Instant firstSeen) {
        Duration age = Duration.between(firstSeen, tick);
        if (age.compareTo(Duration.ofDays(7)) <= 0) {
            return STEP;
        }
        return age.compareTo(Duration.ofDays(30)) >= 0 ? -STEP : 0;
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

    /** Who talks to whom, to see what everybody does. */
    private static final class Crowd {

        private final Set<String> sources = new HashSet<>();
        private final Map<String, Set<String>> callers = new HashMap<>();

        void add(Flow flow) {
            sources.add(flow.srcIp());
            callers.computeIfAbsent(flow.dstIp(), ip -> new HashSet<>()).add(flow.srcIp());
        }

        double share(String destination) {
            return (double) callers.getOrDefault(destination, Set.of()).size()
                    / Math.max(1, sources.size());
        }
    }
}
